"""What a company wants of its bot, and what the bot has done in which chat."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenants.models import Tenant


class Boldness(models.TextChoices):
    """How sure it has to be before it speaks (chat.bot.certainty)."""

    CAUTIOUS = "cautious", _("Cautious")
    USUAL = "usual", _("Usual")
    BOLD = "bold", _("Bold")


class Bot(models.Model):
    """One for each company that has ever looked at it; off until somebody switches it on."""

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="+")
    is_on = models.BooleanField(default=False)
    on_since = models.DateTimeField(null=True)  # older questions are left to people
    name = models.CharField(max_length=40, blank=True)
    boldness = models.CharField(max_length=8, choices=Boldness, default=Boldness.USUAL)

    # The company's own answer service (chat.bot.service), asked in place of the articles.
    asks_service = models.BooleanField(default=False)
    service_url = models.CharField(max_length=500, blank=True)
    service_secret = models.BinaryField(null=True)  # sealed, see helpdesk.sealing
    timeout_ms = models.PositiveSmallIntegerField(default=3000)
    failures = models.PositiveSmallIntegerField(default=0)  # in a row
    failed_why = models.CharField(max_length=20, blank=True)
    rests_until = models.DateTimeField(null=True)  # not asked before: it failed too often

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant"], name="bot_once")]


class BotChat(models.Model):
    """How far the bot is with one chat. While `state` is not LISTENING or ASKING it is silent."""

    class State(models.TextChoices):
        LISTENING = "listening"
        ASKING = "asking"  # the company's service; due_at: then it is given up
        HANDED = "handed"  # to a person: asked for one, upset, or not known
        SOLVED = "solved"

    class Why(models.TextChoices):
        ASKED = "asked"
        NOT_HELPED = "not_helped"
        UPSET = "upset"
        UNSURE = "unsure"
        ENOUGH = "enough"  # it has answered as often as it does in one chat
        FAILED = "failed"  # the company's service

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="+")
    conversation = models.ForeignKey("Conversation", models.CASCADE, related_name="+")
    state = models.CharField(max_length=9, choices=State, default=State.LISTENING)
    heard = models.BigIntegerField(default=0)  # of the visitor's messages
    has_greeted = models.BooleanField(default=False)
    answers = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(null=True)
    claimed_at = models.DateTimeField(null=True)  # by the worker that asks the service
    why = models.CharField(max_length=10, choices=Why, blank=True)
    handed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "conversation"], name="bot_chat")]
        indexes = [
            models.Index(
                fields=["tenant", "due_at"], condition=Q(due_at__isnull=False), name="bot_chat_due"
            ),
            models.Index(
                fields=["tenant", "handed_at"],
                condition=Q(handed_at__isnull=False),
                name="bot_chat_handed",
            ),
        ]


class BotAnswer(models.Model):
    """One answer of the bot, and what the customer thought of it."""

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="+")
    conversation = models.ForeignKey("Conversation", models.CASCADE, related_name="+")
    article = models.ForeignKey(
        "Article", models.SET_NULL, null=True, related_name="+", db_index=False
    )
    certainty = models.FloatField(null=True)  # 0 to 1; None where the company's service answered
    helped = models.BooleanField(null=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["tenant", "at"], name="bot_answer_at")]
