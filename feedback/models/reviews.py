"""The second look at a finished chat: what a reviewer said, and what the operator said to that.

Nobody reviews a chat they took part in, nor decides about their own review; PostgreSQL refuses it
(migrations/0009_review_guards). What is about a chat outlives the chat without its words.
"""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenants.models import Membership, Tenant

from .review_tasks import ReviewTask
from .scorecards import Criterion, ScorecardVersion


class Review(models.Model):
    """What one reviewer said. A draft until `done_at`; then the operator reads it."""

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="reviews")
    task = models.ForeignKey(ReviewTask, models.CASCADE, related_name="reviews", db_index=False)
    reviewer = models.ForeignKey(Membership, models.PROTECT, related_name="reviews", db_index=False)
    version = models.ForeignKey(ScorecardVersion, models.PROTECT, related_name="+", db_index=False)
    comment = models.TextField(max_length=4000, blank=True)
    score = models.PositiveSmallIntegerField(null=True)  # 0..100, of a done one
    passed = models.BooleanField(null=True)
    first_score = models.PositiveSmallIntegerField(null=True)  # before an appeal changed it
    created_at = models.DateTimeField(default=timezone.now)
    saved_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    reply = models.TextField(max_length=2000, blank=True)  # of the operator
    replied_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)  # acknowledged, or its appeal decided

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "task"], name="review_once_a_task"),
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(score__isnull=False, passed__isnull=False),
                name="review_done_is_scored",
            ),
            models.CheckConstraint(
                condition=Q(score=None) | Q(score__lte=100), name="review_score_of_100"
            ),
        ]
        indexes = [models.Index(fields=["tenant", "reviewer", "-done_at"], name="review_by")]

    @property
    def is_done(self) -> bool:
        return self.done_at is not None

    @property
    def was_changed(self) -> bool:
        return self.first_score is not None


class CriterionMark(models.Model):
    """0 no, 1 partly, 2 yes; None: does not apply. Missing: not looked at yet (a draft)."""

    NO, PARTLY, YES = 0, 1, 2

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="+")
    review = models.ForeignKey(Review, models.CASCADE, related_name="marks", db_index=False)
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="marks")
    value = models.PositiveSmallIntegerField(null=True)
    first_value = models.PositiveSmallIntegerField(null=True)  # before an appeal changed it
    was_changed = models.BooleanField(default=False)
    comment = models.TextField(max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "review", "criterion"], name="criterion_mark_once"
            ),
            models.CheckConstraint(
                condition=Q(value=None) | Q(value__lte=2), name="criterion_mark_value"
            ),
        ]


class MessageMark(models.Model):
    """A message the reviewer points at, for a criterion or by itself."""

    class Kind(models.TextChoices):
        PRAISE = "praise", _("Well done")
        IMPROVE = "improve", _("To improve")

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="+")
    review = models.ForeignKey(Review, models.CASCADE, related_name="messages", db_index=False)
    seq = models.BigIntegerField()
    criterion = models.ForeignKey(Criterion, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=7, choices=Kind, default=Kind.IMPROVE)
    comment = models.TextField(max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "review", "seq", "criterion"],
                name="message_mark_once",
                nulls_distinct=False,
            )
        ]


class Appeal(models.Model):
    """The operator sees it otherwise. Somebody else than the reviewer decides, with reasons."""

    class Outcome(models.TextChoices):
        STANDS = "stands", _("The review stands")
        CHANGED = "changed", _("The review was changed")

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="appeals")
    review = models.ForeignKey(Review, models.CASCADE, related_name="appeals", db_index=False)
    text = models.TextField(max_length=2000)
    at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=7, choices=Outcome, blank=True)
    answer = models.TextField(max_length=2000, blank=True)
    decided_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, related_name="+", db_index=False
    )
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "review"], name="appeal_once_a_review"),
            models.CheckConstraint(
                condition=Q(decided_at=None, outcome="", decided_by=None)
                | (Q(decided_at__isnull=False, decided_by__isnull=False) & ~Q(outcome="")),
                name="appeal_decided_as_a_whole",
            ),
        ]
        indexes = [
            models.Index(
                fields=["tenant", "at"], condition=Q(decided_at=None), name="appeal_waiting"
            )
        ]
