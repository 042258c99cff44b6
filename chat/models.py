"""Visitors, conversations and the one log each conversation is."""

import uuid
from hashlib import sha256

from django.db import models
from django.db.models import Q
from django.utils import timezone

from tenants.models import Membership, Tenant


class LogEpoch(models.Model):
    """Names this database's history; one row. Restoring a backup writes a new one, and clients
    then drop what they hold."""

    value = models.UUIDField(default=uuid.uuid4)


class Visitor(models.Model):
    """A customer on the company's site. Known by a token only its browser has."""

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="visitors")
    token_hash = models.CharField(max_length=64)
    name = models.CharField(max_length=80, blank=True)
    locale = models.CharField(max_length=35, blank=True)
    page_url = models.CharField(max_length=2000, blank=True)
    page_title = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    current = models.ForeignKey(
        "Conversation", models.SET_NULL, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "token_hash"], name="visitor_token")
        ]

    @staticmethod
    def hash(token: str) -> str:
        return sha256(token.encode()).hexdigest()


class Status(models.TextChoices):
    WAITING = "waiting", "Waiting"
    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"


class ConversationQuerySet(models.QuerySet["Conversation"]):
    def waiting(self) -> "ConversationQuerySet":
        return self.filter(status=Status.WAITING)

    def not_closed(self) -> "ConversationQuerySet":
        return self.exclude(status=Status.CLOSED)

    def closed(self) -> "ConversationQuerySet":
        return self.filter(status=Status.CLOSED)

    def of(self, member: Membership) -> "ConversationQuerySet":
        return self.not_closed().filter(operator=member)


class Conversation(models.Model):
    """What the log adds up to. Every column here but `tenant`, `visitor` and the page can be told
    from the entries; it is kept so that lists need not read them."""

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="conversations")
    visitor = models.ForeignKey(Visitor, models.PROTECT, related_name="conversations")
    status = models.CharField(max_length=8, choices=Status, default=Status.WAITING)
    priority = models.CharField(max_length=8, default="normal")
    operator = models.ForeignKey(
        Membership, models.PROTECT, null=True, related_name="+", db_index=False
    )

    last_seq = models.BigIntegerField(default=0)
    last_public_seq = models.BigIntegerField(default=0)
    visitor_messages = models.BigIntegerField(default=0)
    visitor_read_seq = models.BigIntegerField(default=0)  # in the visitor's numbering
    operator_read_seq = models.BigIntegerField(default=0)  # in the visitor's numbering

    preview = models.CharField(max_length=160, blank=True)
    preview_author = models.CharField(max_length=10, blank=True)
    waiting_since = models.DateTimeField(null=True)
    page_url = models.CharField(max_length=2000, blank=True)
    page_title = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True)

    objects = ConversationQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["tenant", "operator", "waiting_since"],
                condition=~Q(status="closed"),
                name="conversation_live",
            ),
            models.Index(
                fields=["tenant", "-closed_at", "-id"],
                condition=Q(status="closed"),
                name="conversation_closed",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="open", operator__isnull=False)
                | Q(status="waiting", operator__isnull=True)
                | Q(status="closed"),
                name="conversation_open_means_somebody_has_it",
            ),
            models.CheckConstraint(
                condition=Q(last_public_seq__lte=models.F("last_seq")),
                name="conversation_public_within_log",
            ),
        ]


class Kind(models.TextChoices):
    MESSAGE = "message"
    NOTE = "note"
    ASSIGNED = "assigned"
    CLOSED = "closed"
    REOPENED = "reopened"


class Author(models.TextChoices):
    VISITOR = "visitor"
    OPERATOR = "operator"
    AUTOMATIC = "automatic"
    SYSTEM = "system"


class Entry(models.Model):
    """One line of a conversation's log; `chat.log.append_entries` alone inserts them.

    `seq` is 1, 2, 3 … without gaps; `public_seq` is the same for what the visitor may see and NULL
    for the rest.
    """

    pk = models.CompositePrimaryKey("tenant", "conversation", "seq")
    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="+")
    conversation = models.ForeignKey(
        Conversation, models.CASCADE, related_name="entries", db_index=False
    )
    seq = models.BigIntegerField()
    public_seq = models.BigIntegerField(null=True)
    client_id = models.UUIDField()
    kind = models.CharField(max_length=12, choices=Kind)
    author = models.CharField(max_length=10, choices=Author)
    member = models.ForeignKey(
        Membership, models.PROTECT, null=True, related_name="+", db_index=False
    )
    author_name = models.CharField(max_length=80, blank=True)
    author_photo = models.CharField(max_length=32, blank=True)  # Membership.photo_hash back then
    body = models.TextField(blank=True)
    data = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "conversation", "client_id"], name="entry_client_id_once"
            ),
            models.CheckConstraint(condition=Q(seq__gte=1), name="entry_seq_from_one"),
        ]


class ReadMark(models.Model):
    """How far one operator has read one conversation."""

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="+")
    conversation = models.ForeignKey(
        Conversation, models.CASCADE, related_name="read_marks", db_index=False
    )
    member = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    visitor_messages = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "conversation", "member"], name="read_mark_once"
            )
        ]


class CannedReply(models.Model):
    """A text an operator puts into the composer by typing `/shortcut`."""

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="canned_replies")
    shortcut = models.SlugField(max_length=40, db_index=False)
    body = models.CharField(max_length=4000)

    class Meta:
        ordering = ["shortcut"]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "shortcut"], name="canned_reply_shortcut")
        ]
