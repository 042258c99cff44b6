"""From facts to sums: a day that is dirty is summed up anew, and its month from its days. Call
inside the company's scope."""

from datetime import date
from typing import Any

from django.db import connection, transaction

from feedback.models import ReportDirtyDay, ReportSum
from feedback.models.reports import Sums
from tenants.models import Tenant

from .buckets import ANSWER, EDGES, HANDLING, WAIT
from .claiming import claim

DAY, MONTH = ReportSum.Span.DAY, ReportSum.Span.MONTH
COUNTS = [field.name for field in Sums._meta.fields]  # the columns that are added up
BY = ("department", "member", "page", "language")

TOTALS = ", ".join(f"sum({name})::int AS {name}" for name in COUNTS)
CODES = f"""
(VALUES (hour::int),
        ({WAIT} + width_bucket(wait_s, '{{{",".join(map(str, EDGES))}}}'::int[])),
        ({ANSWER} + width_bucket(answer_s, '{{{",".join(map(str, EDGES))}}}'::int[])),
        ({HANDLING} + width_bucket(handling_s, '{{{",".join(map(str, EDGES))}}}'::int[]))) c(code)
"""
KEYS = ", ".join(f"('{name}', coalesce({name}::text, ''))" for name in BY)

_INTO = f"""
INSERT INTO feedback_reportsum
    (tenant_id, span, first, by, key, chats, {", ".join(COUNTS)}, codes, times)
SELECT current_setting('app.tenant_id')::bigint, %(span)s, first, by, key, chats,
       {", ".join(COUNTS)}, codes, times
FROM sums JOIN lists USING (first, by, key)
"""
_LISTS = """
lists AS (
    SELECT first, by, key, array_agg(code ORDER BY code) AS codes,
           array_agg(times ORDER BY code) AS times
    FROM coded GROUP BY first, by, key
)
"""
SUM_DAYS = f"""
WITH keyed AS (
    SELECT chat.*, day AS first, by, key FROM feedback_reportchat chat
    CROSS JOIN LATERAL (VALUES ('', ''), {KEYS}) k(by, key)
    WHERE day = ANY(%(days)s)
), sums AS (
    SELECT first, by, key, count(*) AS chats, {TOTALS} FROM keyed GROUP BY first, by, key
), coded AS (
    SELECT first, by, key, code, count(*) AS times FROM keyed CROSS JOIN LATERAL {CODES}
    WHERE code IS NOT NULL GROUP BY first, by, key, code
), {_LISTS} {_INTO}
"""
SUM_MONTH = f"""
WITH days AS (
    SELECT *, %(month)s::date AS of_month FROM feedback_reportsum
    WHERE span = 'd' AND first >= %(month)s::date AND first < %(month)s::date + interval '1 month'
), sums AS (
    SELECT of_month AS first, by, key, sum(chats) AS chats, {TOTALS} FROM days
    GROUP BY of_month, by, key
), coded AS (
    SELECT of_month AS first, by, key, c.code, sum(c.times) AS times
    FROM days CROSS JOIN LATERAL unnest(codes, times) c(code, times)
    GROUP BY of_month, by, key, c.code
), {_LISTS} {_INTO}
"""


@transaction.atomic
def sum_up(tenant: Tenant) -> int:
    """The dirty days of one month and that month; returns how many days. 0 also while another
    worker is at it."""
    if not claim(tenant):
        return 0
    oldest = ReportDirtyDay.objects.order_by("pk").values_list("day", flat=True).first()
    if oldest is None:
        return 0
    month = oldest.replace(day=1)
    rows = ReportDirtyDay.objects.filter(day__gte=month, day__lt=_after(month))
    marks = dict(rows.values_list("pk", "day"))
    sum_up_days(sorted(set(marks.values())), month)
    ReportDirtyDay.objects.filter(pk__in=list(marks)).delete()
    return len(set(marks.values()))


def sum_up_days(days: list[date], month: date) -> None:
    """Days of one month. Call in a transaction."""
    _forget(DAY, days)
    _run(SUM_DAYS, {"span": DAY, "days": days})
    _forget(MONTH, [month])
    _run(SUM_MONTH, {"span": MONTH, "month": month})


def _forget(span: str, firsts: list[date]) -> None:
    ReportSum.objects.filter(span=span, first__in=firsts)._raw_delete("default")


def _after(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _run(statement: str, values: dict[str, Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
