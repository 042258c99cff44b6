"""The random sample: so many chats of each operator and week, by a seed that is stated.

Chats are put in the order of SHA-256 of "seed/year-week/operator/chat", and the first so many are
taken: whoever knows the seed can draw again and gets the same.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from chat.models import Status
from feedback.actions.review_tasks import add_task
from feedback.models import ChatScore, Reason, ReviewRule
from tenants.hours import zone_named
from tenants.models import Tenant

WEEK = timedelta(days=7)
MOST_WEEKS = 4  # that are made up for, after a rule was off or nothing ran


def draw(chats: Iterable[int], *, seed: str, week: date, operator: int, most: int) -> list[int]:
    """`most` of these chats; the same ones whatever order they come in. `week`: its Monday."""
    year, number, _ = week.isocalendar()

    def place(chat: int) -> str:
        return sha256(f"{seed}/{year}-W{number:02}/{operator}/{chat}".encode()).hexdigest()

    return sorted(set(chats), key=place)[:most]


def monday_of(tenant: Tenant, now: datetime) -> date:
    today = now.astimezone(zone_named(tenant.zone)).date()
    return today - timedelta(days=today.weekday())


def next_draw(tenant: Tenant, now: datetime) -> datetime:
    """The beginning of the next week, on the company's clock."""
    return _midnight(tenant, monday_of(tenant, now) + WEEK)


def _midnight(tenant: Tenant, day: date) -> datetime:
    return datetime.combine(day, time(), zone_named(tenant.zone))


@transaction.atomic
def sample_weeks(tenant: Tenant) -> int:
    """All weeks that are over and were not drawn from; returns how many chats were drawn."""
    rows = ReviewRule.objects.select_for_update(skip_locked=True)
    rule = rows.filter(tenant=tenant, reason=Reason.SAMPLE, is_on=True).first()
    monday = monday_of(tenant, timezone.now())
    if rule is None or rule.sampled_until == monday:
        return 0
    week = max(rule.sampled_until or monday - WEEK, monday - MOST_WEEKS * WEEK)
    drawn = 0
    while week < monday:
        drawn += _sample(tenant, rule, week)
        week += WEEK
    ReviewRule.objects.filter(pk=rule.pk).update(sampled_until=monday)
    return drawn


def _sample(tenant: Tenant, rule: ReviewRule, week: date) -> int:
    by_operator: dict[int, dict[int, ChatScore]] = defaultdict(dict)
    for row in _finished(tenant, week):
        by_operator[row.operator_id][row.conversation_id] = row
    drawn = [
        rows[chat]
        for operator, rows in by_operator.items()
        for chat in draw(rows, seed=rule.seed, week=week, operator=operator, most=rule.threshold)
    ]
    for row in drawn:
        add_task(row, {Reason.SAMPLE: rule})
    return len(drawn)


def _finished(tenant: Tenant, week: date) -> Sequence[ChatScore]:
    """The last closing of each chat of that week that is still closed, in order."""
    rows = ChatScore.objects.filter(
        operator__isnull=False,
        closed_at__gte=_midnight(tenant, week),
        closed_at__lt=_midnight(tenant, week + WEEK),
        conversation__status=Status.CLOSED,
        conversation__forgotten_at=None,
    )
    return rows.select_related("conversation").order_by("closing")
