"""From facts to sums: a day that is dirty is summed up anew; its month loses its sums at once and
gets new ones when it is over, at leisure. Call inside the company's scope."""

from datetime import date, timedelta
from itertools import combinations
from typing import Any

from django.db import connection, transaction
from django.db.models.functions import TruncMonth

from chat.articles.dates import today_of
from feedback.models import ReportDirtyDay, ReportSum
from feedback.models.reports import Sums
from tenants.models import Tenant

from .buckets import ANSWER, EDGES, HANDLING, WAIT
from .claiming import claim

DAY, MONTH = ReportSum.Span.DAY, ReportSum.Span.MONTH
COUNTS = [field.name for field in Sums._meta.fields]  # the columns that are added up
BY = ("department", "member", "page", "language")
PAIRS = list(combinations(BY, 2))

TOTALS = ", ".join(f"sum({name})::int AS {name}" for name in COUNTS)
EDGE_LIST = f"'{{{','.join(map(str, EDGES))}}}'::int[]"
CODE = {
    0: "hour::int",
    WAIT: f"{WAIT} + width_bucket(wait_s, {EDGE_LIST})",
    ANSWER: f"{ANSWER} + width_bucket(answer_s, {EDGE_LIST})",
    HANDLING: f"{HANDLING} + width_bucket(handling_s, {EDGE_LIST})",
}


def codes_of(*kinds: int) -> str:
    """The codes of one chat as rows, to be joined: the hour (0) and buckets of times."""
    return f"(VALUES {', '.join(f'({CODE[kind]})' for kind in kinds)}) c(code)"


def key_of(by: str) -> str:
    return f"coalesce({by}::text, '')"


_ONES = ", ".join(f"('{by}', {key_of(by)}, '', '')" for by in BY)
_TWOS = ", ".join(f"('{a}', {key_of(a)}, '{b}', {key_of(b)})" for a, b in PAIRS)
_PLACE = "first, by, key, by2, key2"
_SUM_UP = f"""
sums AS (
    SELECT {_PLACE}, {{chats}} AS chats, {TOTALS} FROM keyed GROUP BY {_PLACE}
), coded AS (
    SELECT {_PLACE}, c.code, {{times}} AS n FROM keyed CROSS JOIN LATERAL {{codes}}
    WHERE c.code IS NOT NULL GROUP BY {_PLACE}, c.code
), lists AS (
    SELECT {_PLACE}, array_agg(code ORDER BY code) AS codes, array_agg(n ORDER BY code) AS times
    FROM coded GROUP BY {_PLACE}
)
INSERT INTO feedback_reportsum
    (tenant_id, span, {_PLACE}, chats, {", ".join(COUNTS)}, codes, times)
SELECT current_setting('app.tenant_id')::bigint, %(span)s, {_PLACE}, chats, {", ".join(COUNTS)},
       codes, times
FROM sums JOIN lists USING ({_PLACE})
"""
_OF_CHATS = _SUM_UP.format(chats="count(*)", times="count(*)", codes=codes_of(*CODE))
SUM_DAYS = f"""
WITH keyed AS (
    SELECT chat.*, day AS first, k.* FROM feedback_reportchat chat
    CROSS JOIN LATERAL (VALUES ('', '', '', ''), {_ONES}) k(by, key, by2, key2)
    WHERE day = ANY(%(days)s)
), {_OF_CHATS}
"""
SUM_PAIRS = f"""
WITH keyed AS (
    SELECT chat.*, %(month)s::date AS first, k.* FROM feedback_reportchat chat
    CROSS JOIN LATERAL (VALUES {_TWOS}) k(by, key, by2, key2)
    WHERE day >= %(month)s::date AND day < %(after)s::date
), {_OF_CHATS}
"""
_OF_DAYS = _SUM_UP.format(
    chats="sum(chats)", times="sum(c.n)", codes="unnest(keyed.codes, keyed.times) c(code, n)"
)
SUM_MONTH = f"""
WITH keyed AS (
    SELECT {", ".join(COUNTS)}, chats, codes, times, %(month)s::date AS first, by, key, by2, key2
    FROM feedback_reportsum
    WHERE span = 'd' AND first >= %(month)s::date AND first < %(after)s::date
), {_OF_DAYS}
"""


@transaction.atomic
def sum_up(tenant: Tenant) -> int:
    """The dirty days of one month; returns how many. 0 also while another worker is at it."""
    if not claim(tenant):
        return 0
    oldest = ReportDirtyDay.objects.order_by("pk").values_list("day", flat=True).first()
    if oldest is None:
        return 0
    month = oldest.replace(day=1)
    rows = ReportDirtyDay.objects.filter(day__gte=month, day__lt=after(month))
    marks = dict(rows.values_list("pk", "day"))
    days = sorted(set(marks.values()))
    _forget(MONTH, [month])
    _forget(DAY, days)
    _run(SUM_DAYS, {"span": DAY, "days": days})
    ReportDirtyDay.objects.filter(pk__in=list(marks)).delete()
    return len(days)


@transaction.atomic
def sum_up_month(tenant: Tenant) -> date | None:
    """The oldest month that is over and has no sums; None where there is none."""
    if not claim(tenant):
        return None
    month = _without_sums(today_of(tenant).replace(day=1))
    if month is not None:
        values = {"span": MONTH, "month": month, "after": after(month)}
        _run(SUM_MONTH, values)
        _run(SUM_PAIRS, values)
    return month


def _without_sums(before: date) -> date | None:
    everything = ReportSum.objects.filter(by="", first__lt=before)
    months = everything.filter(span=DAY).annotate(month=TruncMonth("first"))
    summed = set(everything.filter(span=MONTH).values_list("first", flat=True))
    found = set(months.order_by().values_list("month", flat=True).distinct()) - summed
    return min(found, default=None)


def after(month: date) -> date:
    """The first day of the next one."""
    return (month + timedelta(days=31)).replace(day=1)


def _forget(span: str, firsts: list[date]) -> None:
    ReportSum.objects.filter(span=span, first__in=firsts)._raw_delete("default")


def _run(statement: str, values: dict[str, Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
