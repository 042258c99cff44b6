"""Adds up what a report needs: from the sums of months and days where they tell it, else (two
filters at once) from the facts of the chats. Call inside the company's scope.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection

from .asking import EVERYTHING, Filters, Period
from .buckets import percentile
from .summing import BY, CODES, COUNTS, TOTALS

SUMS = f"sum(chats)::int AS chats, {TOTALS}"
FACTS = f"count(*)::int AS chats, {TOTALS}"

# Whole months and the days around them.
OF_SPANS = """
FROM feedback_reportsum WHERE by = %(by)s AND (%(key)s::text IS NULL OR key = %(key)s)
  AND ((span = 'm' AND first = ANY(%(months)s)) OR (span = 'd' AND first = ANY(%(days)s)))
"""
OF_DAYS = """
FROM feedback_reportsum WHERE span = 'd' AND by = %(by)s AND key = %(key)s
  AND first BETWEEN %(first)s AND %(last)s
"""
OF_CHATS = "FROM feedback_reportchat WHERE day BETWEEN %(first)s AND %(last)s"
UNNESTED = "CROSS JOIN LATERAL unnest(codes, times) c(code, n)"


@dataclass
class Totals:
    """`counts` by the columns of ReportSum; `codes` as buckets.py has them: {code: how often}."""

    counts: dict[str, int] = field(default_factory=dict)
    codes: dict[int, int] = field(default_factory=dict)

    def __getitem__(self, name: str) -> int:
        return self.counts.get(name) or 0

    def seconds(self, kind: int, share: float) -> float | None:
        return percentile(self.codes, kind, share)


def totals(period: Period, filters: Filters = EVERYTHING) -> Totals:
    """Of the whole period."""
    return totals_by(period, filters).get("", Totals())


def totals_by(period: Period, filters: Filters = EVERYTHING, by: str = "") -> dict[str, Totals]:
    """{key: what it adds up to}; `by`: one of BY, or "" for one sum, which has the key ""."""
    given = {name: key for name, key in filters.given.items() if name != by}
    if by and by in filters.given:
        found = totals_by(period, Filters(**given | {by: None}), by)
        wanted = filters.given[by]
        return {wanted: found[wanted]} if wanted in found else {}
    if not given or (not by and len(given) == 1):
        return _of_spans(period, given, by)
    return _of_chats(period, given, by)


def days_of(period: Period, filters: Filters = EVERYTHING) -> dict[date, Totals]:
    """{day: counts}, without `codes`; days without chats are missing."""
    given = filters.given
    if len(given) <= 1:
        by, key = next(iter(given.items()), ("", ""))
        values = {**_days(period), "by": by, "key": key}
        rows = _rows(f"SELECT first, {SUMS} {OF_DAYS} GROUP BY first", values)
    else:
        where, values = _where(period, given)
        rows = _rows(f"SELECT day, {FACTS} {where} GROUP BY day", values)
    return {day: Totals(_counts(numbers)) for day, *numbers in rows}


def times_of(
    period: Period, filters: Filters, kind: int, step: Callable[[date], date]
) -> dict[date, Totals]:
    """{the day `step` makes of a day: `codes` of one kind of time}, such as by week."""
    given = filters.given
    values: dict[str, Any] = {"from": kind, "to": kind + 999}
    if len(given) <= 1:
        by, key = next(iter(given.items()), ("", ""))
        values |= {**_days(period), "by": by, "key": key}
        source = OF_DAYS.replace("feedback_reportsum", f"feedback_reportsum {UNNESTED}", 1)
        select = f"SELECT first, c.code, c.n {source} AND c.code BETWEEN %(from)s AND %(to)s"
    else:
        where, more = _where(period, given, f"CROSS JOIN LATERAL {CODES}")
        values |= more
        select = f"SELECT day, code, count(*) {where} AND code BETWEEN %(from)s AND %(to)s"
        select += " GROUP BY day, code"
    found: dict[date, Totals] = {}
    for day, code, times in _rows(select, values):
        codes = found.setdefault(step(day), Totals()).codes
        codes[code] = codes.get(code, 0) + times
    return found


def _of_spans(period: Period, given: dict[str, str], by: str) -> dict[str, Totals]:
    one_by, key = next(iter(given.items()), (by, None if by else ""))
    months, days = period.whole_months(), period.other_days()
    values = {"by": one_by, "key": key, "months": months, "days": days}
    column = "key" if by else "''::text"
    rows = _rows(f"SELECT {column}, {SUMS} {OF_SPANS} GROUP BY 1", values)
    source = OF_SPANS.replace("feedback_reportsum", f"feedback_reportsum {UNNESTED}", 1)
    codes = _rows(f"SELECT {column}, c.code, sum(c.n)::int {source} GROUP BY 1, 2", values)
    return _joined(rows, codes)


def _of_chats(period: Period, given: dict[str, str], by: str) -> dict[str, Totals]:
    where, values = _where(period, given)
    column = f"coalesce({by}::text, '')" if by else "''::text"
    rows = _rows(f"SELECT {column}, {FACTS} {where} GROUP BY 1", values)
    where, values = _where(period, given, f"CROSS JOIN LATERAL {CODES}")
    select = f"SELECT {column}, code, count(*)::int {where} AND code IS NOT NULL GROUP BY 1, 2"
    return _joined(rows, _rows(select, values))


def _joined(rows: Sequence[Any], codes: Sequence[Any]) -> dict[str, Totals]:
    found = {key: Totals(_counts(numbers)) for key, *numbers in rows}
    for key, code, times in codes:
        found[key].codes[code] = times
    return {key: each for key, each in found.items() if each["chats"]}


def _where(period: Period, given: dict[str, str], joined: str = "") -> tuple[str, dict[str, Any]]:
    """The condition on facts. Names are ours (BY), never a reader's."""
    parts, values = [OF_CHATS.replace(" WHERE", f" {joined} WHERE", 1)], _days(period)
    for name in BY:
        if name in given:
            empty = f"{name} IS NULL" if name in ("department", "member") else f"{name} = ''"
            cast = "bigint" if name in ("department", "member") else "text"
            parts.append(empty if not given[name] else f"{name} = %({name})s::{cast}")
            values[name] = given[name]
    return " AND ".join(parts), values


def _days(period: Period) -> dict[str, Any]:
    return {"first": period.first, "last": period.last}


def _counts(numbers: Sequence[int]) -> dict[str, int]:
    return dict(zip(["chats", *COUNTS], numbers, strict=True))


def _rows(select: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(select, values)
        return cursor.fetchall()
