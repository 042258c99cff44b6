"""What a worker read in finished chats (feedback/coaching/reading/): terms, questions, endings.
Rows of one chat go with it; what is counted over a week names nobody."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chat.models import Article, Conversation
from tenants.models import Membership, Tenant


class Reading(models.Model):
    """When the worker reads on; None: nothing has been closed since it did."""

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="+")
    next_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant"], name="reading_once")]


class ArticleIdea(models.Model):
    """A subject customers ask about and no article answers. Its questions are those of the chats
    that point at it."""

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="article_ideas")
    language = models.CharField(max_length=12)
    stem = models.CharField(max_length=170)
    words = models.CharField(max_length=170)  # as most customers wrote it
    found_at = models.DateTimeField(default=timezone.now)
    article = models.ForeignKey(  # written from it
        Article, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    put_aside_at = models.DateTimeField(null=True)
    put_aside_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "language", "stem"], name="article_idea_once")
        ]


class ReadChat(models.Model):
    """What was read in one finished chat, up to the closing at `closed_at`."""

    class Ending(models.TextChoices):
        ANSWERED = "answered", _("Answered")
        UNANSWERED = "unanswered", _("Closed without an answer to the last question")
        AGAIN = "again", _("The customer had to come back")

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="+")
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="+", db_index=False)
    closed_at = models.DateTimeField()
    language = models.CharField(max_length=12)
    terms = models.JSONField(default=dict)  # {stem: the word it came from}
    question = models.CharField(max_length=300, blank=True)  # masked
    # How well the best article answers it: the share of its meaning, 0..1; None: nothing was asked.
    answered = models.FloatField(null=True)
    canned = models.JSONField(default=dict)  # {id of a canned reply: [as it is, edited]}
    ending = models.CharField(max_length=10, choices=Ending, default=Ending.ANSWERED)
    idea = models.ForeignKey(
        ArticleIdea, models.SET_NULL, null=True, related_name="chats", db_index=False
    )
    read_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "conversation"], name="read_chat_once")
        ]
        indexes = [
            models.Index(fields=["tenant", "closed_at"], name="read_chat_when"),
            models.Index(
                fields=["tenant", "idea", "-closed_at"],
                condition=Q(idea__isnull=False),
                name="read_chat_of_idea",
            ),
            models.Index(
                fields=["tenant", "-closed_at"],
                condition=~Q(ending="answered"),
                name="read_chat_unsolved",
            ),
        ]


class WeekTerm(models.Model):
    """In how many chats of a week a term came up. Only those of several customers are kept."""

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="+")
    week = models.DateField()  # its Monday, by the company's calendar
    language = models.CharField(max_length=12)
    stem = models.CharField(max_length=170)
    word = models.CharField(max_length=170)  # as most customers wrote it
    chats = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "week", "language", "stem"], name="week_term_once"
            )
        ]
