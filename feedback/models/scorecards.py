"""What reviewers look at, as the company shapes it. Reviews keep the version they had."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from tenants.models import Membership, Tenant


class Scorecard(models.Model):
    """What reviewers look at. The current one is used for new reviews."""

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="scorecards")
    name = models.CharField(max_length=80)
    is_current = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant"], condition=Q(is_current=True), name="scorecard_one_current"
            )
        ]

    def __str__(self) -> str:
        return self.name


class ScorecardVersion(models.Model):
    """The criteria as they were from one moment on; none is ever changed, reviews keep theirs."""

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="+")
    scorecard = models.ForeignKey(
        Scorecard, models.CASCADE, related_name="versions", db_index=False
    )
    number = models.PositiveIntegerField()
    passes_at = models.PositiveSmallIntegerField(default=75)  # of 100
    created_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "scorecard", "number"], name="scorecard_version_number"
            ),
            models.CheckConstraint(
                condition=Q(passes_at__lte=100), name="scorecard_passes_within_100"
            ),
        ]


class Criterion(models.Model):
    """One line of a scorecard. Failing a critical one fails the review, whatever the sum is."""

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="+")
    version = models.ForeignKey(
        ScorecardVersion, models.CASCADE, related_name="criteria", db_index=False
    )
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=160)
    help = models.CharField(max_length=300, blank=True)
    weight = models.PositiveSmallIntegerField(default=1)
    is_critical = models.BooleanField(default=False)
    hint = models.CharField(max_length=20, blank=True)  # the counted point shown beside it
    root = models.BigIntegerField(null=True)  # the criterion of the first version it comes from

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "version", "position"], name="criterion_position"
            ),
            models.CheckConstraint(
                condition=Q(weight__gte=1, weight__lte=10), name="criterion_weight"
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def lineage(self) -> int:
        """The same criterion through all versions of a scorecard: what trends are told by."""
        return self.root or self.pk
