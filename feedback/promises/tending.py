"""What promises do by themselves; called in a worker each time a company is looked at."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Min
from django.utils import timezone

from feedback.models import FollowUp, ReopenLink
from helpdesk.hints import tell_worker
from tenants.models import Membership, Tenant

from . import shown
from .due import AT_ONCE, call_some

REMIND = "feedback.tasks.call_for_promises"
KEPT_AFTER_END = timedelta(days=30)  # a link that leads nowhere any more says why for so long


def care(tenant: Tenant) -> Iterable[datetime | None]:
    """Inside the company's scope; returns when the next one is due."""
    _give_back()
    if call_some(tenant) == AT_ONCE:
        tell_worker(REMIND, tenant.pk)
    ReopenLink.objects.filter(expires_at__lt=timezone.now() - KEPT_AFTER_END).delete()
    open_ones = FollowUp.objects.filter(next_at__isnull=False)
    return [open_ones.aggregate(soonest=Min("next_at"))["soonest"]]


def _give_back() -> None:
    """What somebody promised who has left is the team's to keep."""
    gone = list(Membership.objects.filter(ended_at__isnull=False).values_list("pk", flat=True))
    left = FollowUp.objects.filter(state=FollowUp.State.OPEN, member__in=gone)
    for row in left.select_related("visitor"):
        if FollowUp.objects.filter(pk=row.pk, member=row.member_id).update(member=None):
            shown.tell(row)
