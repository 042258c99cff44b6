"""What promises do by themselves; called in a worker each time a company is looked at."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from feedback.actions.chat_scores import look_again
from feedback.models import FollowUp, ReopenLink
from feedback.telling import tell_follow_up
from tenants.models import Tenant

from . import calls, shown
from .stages import Stage, next_at, stage_at

AT_ONCE = 200
KEPT_AFTER_END = timedelta(days=30)  # a link that leads nowhere any more says why for so long


def care(tenant: Tenant) -> Iterable[datetime | None]:
    """Inside the company's scope; returns when the next one is due."""
    _give_back()
    while _call_some() == AT_ONCE:
        pass
    ReopenLink.objects.filter(expires_at__lt=timezone.now() - KEPT_AFTER_END).delete()
    open_ones = FollowUp.objects.filter(next_at__isnull=False)
    return [open_ones.aggregate(soonest=Min("next_at"))["soonest"]]


def _give_back() -> None:
    """What somebody promised who has left is the team's to keep."""
    left = FollowUp.objects.filter(state=FollowUp.State.OPEN, member__ended_at__isnull=False)
    for row in left.select_related("visitor"):
        if FollowUp.objects.filter(pk=row.pk, member=row.member_id).update(member=None):
            shown.tell(row)


@transaction.atomic
def _call_some() -> int:
    """Each once, however many workers there are: who has the row locked calls, and moves it on."""
    rows = FollowUp.objects.select_for_update(of=("self",), skip_locked=True)
    rows = rows.select_related("member", "conversation").defer("member__photo")
    due = rows.filter(state=FollowUp.State.OPEN, next_at__lte=timezone.now())
    found = list(due.order_by("next_at")[:AT_ONCE])
    for row in found:
        _call(row)
    return len(found)


def _call(row: FollowUp) -> None:
    now = timezone.now()
    stage = stage_at(row.due_at, now)
    if stage == Stage.LATE:
        row.escalated_at = now
        look_again(row.conversation_id)
        calls.call_overseers(row)
        tell_follow_up("overdue", row, is_locked=False)
    else:
        row.reminded_at = now
        calls.call_keeper(row, stage)
    row.next_at = next_at(stage, row.due_at)
    row.save(update_fields=["next_at", "reminded_at", "escalated_at"])
    if stage != Stage.SOON:
        shown.tell(row)  # late from now on, in every window
