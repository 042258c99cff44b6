"""The customer's word on the chat. An answer keeps the question it was given to."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chat.models import Conversation
from tenants.models import Department, Membership, Tenant


class SurveyVersion(models.Model):
    """The questions as they were from one moment on; the newest is asked, none is ever changed."""

    class Scale(models.TextChoices):
        FACES = "faces", _("Five faces")
        THUMBS = "thumbs", _("Thumbs up or down")

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="survey_versions")
    number = models.PositiveIntegerField()
    is_on = models.BooleanField(default=True)
    scale = models.CharField(max_length=6, choices=Scale, default=Scale.FACES)
    low = models.PositiveSmallIntegerField(default=2)  # up to here a score is low
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "number"], name="survey_version_number")
        ]


class Question(models.Model):
    """Asked after the first tap, where that score is between `from_score` and `to_score`."""

    class Kind(models.TextChoices):
        CSAT = "csat", _("Satisfaction, 1 to 5")
        CES = "ces", _("Effort, 1 to 7")
        NPS = "nps", _("Recommendation, 0 to 10")
        TEXT = "text", _("In their own words")
        CHOICE = "choice", _("One of several")

    class About(models.TextChoices):
        OPERATOR = "operator", _("The operator")
        RESOLUTION = "resolution", _("The solution")
        EFFORT = "effort", _("The effort")
        OTHER = "other", _("Something else")

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="+")
    version = models.ForeignKey(SurveyVersion, models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=6, choices=Kind)
    about = models.CharField(max_length=10, choices=About, default=About.OTHER)
    words = models.JSONField(default=dict)  # {language: question}
    choices = models.JSONField(default=list)  # [{language: choice}]
    from_score = models.PositiveSmallIntegerField(default=1)
    to_score = models.PositiveSmallIntegerField(default=5)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "version", "position"], name="question_position"
            )
        ]


class Ask(models.Model):
    """One closing of one chat, and that its rating was asked for: the base of response rates."""

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="asks")
    conversation = models.ForeignKey(
        Conversation, models.CASCADE, related_name="asks", db_index=False
    )
    closing = models.BigIntegerField()  # `seq` of the closing entry
    version = models.ForeignKey(SurveyVersion, models.PROTECT, related_name="+", db_index=False)
    operator = models.ForeignKey(
        Membership, models.PROTECT, null=True, related_name="+", db_index=False
    )
    department = models.ForeignKey(
        Department, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    asked_at = models.DateTimeField(default=timezone.now)
    shown_at = models.DateTimeField(null=True)
    skipped_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)  # the chat was reopened before an answer came

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "conversation", "closing"], name="ask_once_a_closing"
            )
        ]
        indexes = [models.Index(fields=["tenant", "asked_at"], name="ask_by_time")]


class Rating(models.Model):
    """One answer to one closing. Anonymous unless the customer opens it: then the company sees
    which chat it is about."""

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="ratings")
    ask = models.ForeignKey(Ask, models.CASCADE, related_name="ratings", db_index=False)
    score = models.PositiveSmallIntegerField()  # 1..5; thumbs are 1 and 5
    is_open = models.BooleanField(default=False)
    wants_contact = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "ask"], name="rating_once_a_closing"),
            models.CheckConstraint(
                condition=Q(score__gte=1, score__lte=5), name="rating_from_one_to_five"
            ),
        ]
        indexes = [models.Index(fields=["tenant", "at"], name="rating_by_time")]


class Answer(models.Model):
    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="+")
    rating = models.ForeignKey(Rating, models.CASCADE, related_name="answers", db_index=False)
    question = models.ForeignKey(Question, models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveSmallIntegerField(null=True)  # or the index of the choice
    text = models.TextField(max_length=2000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "rating", "question"], name="answer_once")
        ]
