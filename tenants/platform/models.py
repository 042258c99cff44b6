"""When somebody of the platform looked into a company, and why. The company reads it, too."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

LONGEST = timedelta(minutes=30)


class VisitQuerySet(models.QuerySet["PlatformVisit"]):
    def open(self) -> "VisitQuerySet":
        return self.filter(left_at=None, ends_at__gt=timezone.now())


class PlatformVisit(models.Model):
    """Read-only, for at most half an hour: the database does not take a longer one."""

    tenant = models.ForeignKey("tenants.Tenant", models.CASCADE, related_name="+")
    # As memberships refer to people: looking for all of one person's would need a scope for each.
    person = models.ForeignKey("tenants.User", models.DO_NOTHING, related_name="+", db_index=False)
    name = models.CharField(max_length=120)  # as they were called then
    reason = models.CharField(max_length=300)
    began_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    objects = VisitQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["tenant", "-ends_at"], name="visit_newest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__lte=F("began_at") + LONGEST), name="visit_is_short"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="visit_has_a_reason"),
        ]
