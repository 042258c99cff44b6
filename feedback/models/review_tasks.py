"""Which finished chats are to be read, and why: what a machine counted in each, the rules that
choose, and the queue of what they chose."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chat.models import Conversation
from tenants.models import Membership, Tenant

from .scorecards import ScorecardVersion


class Reason(models.TextChoices):
    """Why a chat is to be read; the first that is true is the one a list shows."""

    LOW_RATING = "low_rating", _("Low rating")
    FRUSTRATION = "frustration", _("Upset customer")
    BROKEN_PROMISE = "broken_promise", _("Broken promise")
    LONG_GAP = "long_gap", _("Long silence")
    TRAINEE = "trainee", _("Trainee")
    SAMPLE = "sample", _("Random sample")
    CALIBRATION = "calibration", _("Calibration")
    PICKED = "picked", _("Picked by hand")


class ChatScore(models.Model):
    """What was counted in one chat up to one closing. A sorter for people, never a verdict.

    Made empty with the closing (the row is the job) and filled by a worker. `points` holds
    [{"criterion", "met", "value", "seq"}] and no words: see feedback/scoring/.
    """

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="chat_scores")
    conversation = models.ForeignKey(
        Conversation, models.CASCADE, related_name="chat_scores", db_index=False
    )
    closing = models.BigIntegerField()  # `seq` of the closing entry
    operator = models.ForeignKey(
        Membership, models.PROTECT, null=True, related_name="+", db_index=False
    )
    closed_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(null=True, default=timezone.now)  # of the next look, by itself
    scored_at = models.DateTimeField(null=True)
    score = models.PositiveSmallIntegerField(null=True)  # share of what could be met, 0..100
    points = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "conversation", "closing"], name="chat_score_once_a_closing"
            )
        ]
        indexes = [
            models.Index(
                fields=["tenant", "due_at"],
                condition=Q(due_at__isnull=False),
                name="chat_score_due",
            ),
            models.Index(fields=["tenant", "operator", "closed_at"], name="chat_score_of"),
            models.Index(fields=["tenant", "score", "-closed_at"], name="chat_score_worst"),
        ]


class ReviewRule(models.Model):
    """When a finished chat is to be read. One row a reason; see feedback/reviews/rules.py."""

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="review_rules")
    reason = models.CharField(max_length=14, choices=Reason)
    is_on = models.BooleanField(default=True)
    threshold = models.PositiveIntegerField(default=0)  # its unit is the rule's
    due_days = models.PositiveSmallIntegerField(default=5)
    seed = models.CharField(max_length=40, blank=True)  # of the sample
    sampled_until = models.DateField(null=True)  # Monday after the last week that was sampled

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "reason"], name="review_rule_once")
        ]


class Calibration(models.Model):
    """One chat, several reviewers, nobody sees another's review before all are done."""

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="calibrations")
    conversation = models.ForeignKey(
        Conversation, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    closing = models.BigIntegerField()
    version = models.ForeignKey(ScorecardVersion, models.PROTECT, related_name="+", db_index=False)
    started_by = models.ForeignKey(Membership, models.PROTECT, related_name="+", db_index=False)
    started_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField()
    revealed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["tenant", "-started_at"], name="calibration_newest")]


class ReviewTask(models.Model):
    """A chat that somebody is to read, once for each closing whatever the reasons; in a
    calibration once for each reviewer."""

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="review_tasks")
    conversation = models.ForeignKey(  # None: the chat was erased
        Conversation, models.SET_NULL, null=True, related_name="review_tasks"
    )
    closing = models.BigIntegerField()
    operator = models.ForeignKey(
        Membership, models.PROTECT, related_name="reviewed_chats", db_index=False
    )
    participants = ArrayField(models.BigIntegerField(), default=list)  # memberships: none reviews
    reasons = ArrayField(models.CharField(max_length=14, choices=Reason))
    calibration = models.ForeignKey(
        Calibration, models.CASCADE, null=True, related_name="tasks", db_index=False
    )
    created_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField()
    claimed_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, related_name="review_claims", db_index=False
    )
    claimed_at = models.DateTimeField(null=True)
    claim_ends_at = models.DateTimeField(null=True)  # moved on by each save
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "conversation", "closing"],
                condition=Q(calibration=None),
                name="review_task_once_a_closing",
            ),
            models.UniqueConstraint(
                fields=["tenant", "calibration", "claimed_by"],
                condition=Q(calibration__isnull=False),
                name="review_task_once_a_calibrator",
            ),
            models.CheckConstraint(
                condition=Q(claimed_by=None) | ~Q(claimed_by=models.F("operator")),
                name="review_task_not_by_its_operator",
            ),
            models.CheckConstraint(
                condition=Q(calibration=None) | Q(claimed_by__isnull=False),
                name="review_task_calibrator_named",
            ),
        ]
        indexes = [
            models.Index(
                fields=["tenant", "due_at", "id"],
                condition=Q(done_at=None),
                name="review_task_queue",
            ),
            models.Index(fields=["tenant", "-done_at", "-id"], name="review_task_done"),
            models.Index(fields=["tenant", "operator", "-done_at"], name="review_task_of"),
            models.Index(fields=["tenant", "claimed_by", "due_at"], name="review_task_mine"),
        ]

    @property
    def reason(self) -> str:
        """The one a list shows: the first of `Reason` that it has."""
        return next(each.value for each in Reason if each.value in self.reasons)

    @property
    def is_done(self) -> bool:
        return self.done_at is not None
