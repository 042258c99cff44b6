"""What was promised to whom by when, and the way back into the chat."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chat.models import Conversation, Visitor
from tenants.models import Membership, Tenant


class FollowUp(models.Model):
    """ "I will find out and get back to you." Kept by answering in the same conversation."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        KEPT = "kept", _("kept")
        DROPPED = "dropped", _("dropped")  # with a word to the customer why

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="follow_ups")
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="follow_ups")
    visitor = models.ForeignKey(Visitor, models.CASCADE, related_name="+", db_index=False)
    member = models.ForeignKey(  # who keeps it; nobody: the team
        Membership, models.PROTECT, null=True, related_name="follow_ups", db_index=False
    )
    is_automatic = models.BooleanField(default=False)  # made by the ladder
    what = models.CharField(max_length=300)
    due_at = models.DateTimeField()
    state = models.CharField(max_length=7, choices=State, default=State.OPEN)
    next_at = models.DateTimeField(null=True)  # of the reminder, then of the escalation
    reminded_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_seq = models.BigIntegerField(null=True)  # the answer that kept it
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [
            models.Index(
                fields=["tenant", "due_at", "id"], condition=Q(state="open"), name="follow_up_board"
            ),
            models.Index(
                fields=["tenant", "next_at"],
                condition=Q(next_at__isnull=False),
                name="follow_up_next",
            ),
            models.Index(fields=["tenant", "visitor"], name="follow_up_of_visitor"),
            models.Index(
                fields=["tenant", "member"], condition=Q(state="open"), name="follow_up_of_keeper"
            ),
        ]


class ReopenLink(models.Model):
    """A link in a mail that leads back into the chat: once, not for ever, and on another device
    only for who knows the address it went to."""

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64)
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="+")
    visitor = models.ForeignKey(Visitor, models.CASCADE, related_name="+", db_index=False)
    digest = models.CharField(max_length=64)  # of the address it went to
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "token_hash"], name="reopen_link_token")
        ]


class VisitorKey(models.Model):
    """Another browser of the same visitor, let in by a link in a mail. It has a token of its own,
    so that the one they began with stays valid where it is."""

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="+")
    visitor = models.ForeignKey(Visitor, models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "token_hash"], name="visitor_key_token")
        ]


class Afterwards(models.Model):
    """What the company does by itself after a chat. Without a row: as the defaults say."""

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="+")
    promises_by_itself = models.BooleanField(default=False)  # when a question is left
    promise_hours = models.PositiveSmallIntegerField(default=4)  # of opening time, to answer it in
    check_days = models.PositiveSmallIntegerField(null=True, blank=True, default=3)  # empty: never

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant"], name="afterwards_once")]
