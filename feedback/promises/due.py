"""Promises whose reminder or escalation is due, called for many at once: very many may fall due at
the same time, and each of a company's looks has other things to do."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from time import monotonic

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from chat.webhooks.models import Endpoint
from feedback.actions.chat_scores import look_again_at_last
from feedback.models import FollowUp
from feedback.telling import tell_follow_up
from helpdesk.db.alone import is_alone
from tenants.models import Tenant

from . import calls, shown
from .stages import Stage, next_at, stage_at

AT_ONCE = 200
WORK_FOR_S = 5.0  # then others of the worker's have their turn
OURS = 0x5EA2C7


def call_many(tenant: Tenant) -> None:
    """Goes on for some seconds; a worker's. Each look at the company asks for it as long as there
    is more (`tending.care`). Call inside its scope."""
    until = monotonic() + WORK_FOR_S
    while call_some(tenant) == AT_ONCE and monotonic() < until:
        pass


@transaction.atomic
def call_some(tenant: Tenant) -> int:
    """Each once, however many workers there are: one of them is at it at a time, and moves on what
    it has called for. Returns how many; 0 also while another is at it."""
    if not is_alone(OURS, tenant.pk):
        return 0
    by_stage: dict[Stage, list[FollowUp]] = defaultdict(list)
    now = timezone.now()
    rows = list(due(now)[:AT_ONCE])
    for row in rows:
        row.visitor.tenant = tenant
        by_stage[stage_at(row.due_at, now)].append(row)
    for stage, some in by_stage.items():
        _call(tenant.pk, stage, some, now)
    return len(rows)


def due(now: datetime) -> QuerySet[FollowUp]:
    rows = FollowUp.objects.select_for_update(of=("self",), skip_locked=True)
    rows = rows.select_related("member", "visitor").defer("member__photo")
    return rows.filter(state=FollowUp.State.OPEN, next_at__lte=now).order_by("next_at")


def _call(tenant_id: int, stage: Stage, rows: Sequence[FollowUp], now: datetime) -> None:
    moved = FollowUp.objects.filter(pk__in=[row.pk for row in rows])
    if stage == Stage.LATE:
        moved.update(next_at=None, escalated_at=now)
        calls.call(tenant_id, [calls.overseers_called(row) for row in rows])
        look_again_at_last(row.conversation_id for row in rows)
        _tell_programs(rows)
    else:
        moved.update(next_at=next_at(stage, F("due_at")), reminded_at=now)
        calls.call(tenant_id, [calls.keeper_called(row, stage) for row in rows])
    if stage != Stage.SOON:
        shown.tell_all(rows)  # late from now on, in every window


def _tell_programs(rows: Sequence[FollowUp]) -> None:
    if Endpoint.objects.exists():
        for row in rows:
            tell_follow_up("overdue", row, is_locked=False)
