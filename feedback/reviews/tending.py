"""What reviews do by themselves; called in a worker each time a company is looked at."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from chat.models import Status
from feedback.actions.review_claims import free_stale
from feedback.actions.review_tasks import add_task
from feedback.models import ChatScore, Reason, ReviewRule, ReviewTask
from feedback.scoring import score_conversation
from tenants.models import Tenant

from .finding import reasons_for
from .rules import rules_of
from .sampling import next_draw, sample_weeks

logger = logging.getLogger(__name__)

AT_ONCE = 20
AGAIN_AFTER = timedelta(hours=1)  # where counting failed


def care(tenant: Tenant) -> Iterable[datetime | None]:
    """Inside the company's scope; returns when it wants to be called again."""
    if tenant.is_sandbox:
        return []
    free_stale()
    score_some(tenant)
    sample_weeks(tenant)
    return [_next_score(), _next_stale(), _next_sample(tenant)]


def _next_score() -> datetime | None:
    return ChatScore.objects.filter(due_at__isnull=False).aggregate(at=Min("due_at"))["at"]


def _next_stale() -> datetime | None:
    held = ReviewTask.objects.filter(done_at=None, claimed_by__isnull=False)
    return held.aggregate(at=Min("claim_ends_at"))["at"]


def _next_sample(tenant: Tenant) -> datetime | None:
    is_on = ReviewRule.objects.filter(reason=Reason.SAMPLE, is_on=True).exists()
    return next_draw(tenant, timezone.now()) if is_on else None


@transaction.atomic
def score_some(tenant: Tenant) -> int:
    """Each once, however many workers there are: who has the row locked counts it."""
    rows = ChatScore.objects.select_for_update(of=("self",), skip_locked=True)
    rows = rows.select_related("conversation__visitor", "conversation__tenant", "operator")
    due = rows.filter(due_at__lte=timezone.now()).defer("operator__photo").order_by("due_at")
    found = list(due[:AT_ONCE])
    for row in found:
        _count(tenant, row)
    return len(found)


def _count(tenant: Tenant, row: ChatScore) -> None:
    """One that cannot be counted keeps nobody waiting."""
    try:
        with transaction.atomic():
            _look_at(tenant, row)
            row.due_at = None
    except Exception:
        logger.exception("chat %s of company %s was not counted", row.conversation_id, tenant.pk)
        row.due_at = timezone.now() + AGAIN_AFTER
    row.save(update_fields=["score", "points", "scored_at", "due_at"])


def _look_at(tenant: Tenant, row: ChatScore) -> None:
    """What goes on again is looked at when it is closed again."""
    chat = row.conversation
    if chat.forgotten_at is not None:
        return
    auto = score_conversation(chat, until=row.closing)
    row.points = [point.stored() for point in auto.points]
    row.score, row.scored_at = auto.percent, timezone.now()
    if chat.status != Status.CLOSED or _was_closed_again(row):
        return
    rules = rules_of(tenant)
    if reasons := reasons_for(row, auto, rules):
        add_task(row, {reason: rules[reason] for reason in reasons})


def _was_closed_again(row: ChatScore) -> bool:
    later = ChatScore.objects.filter(conversation=row.conversation_id, closing__gt=row.closing)
    return later.exists()
