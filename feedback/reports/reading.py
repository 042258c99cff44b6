"""Adds up what a report needs. Call inside the company's scope.

By nothing or one thing: from the sums of whole months and of the days around them. By two things
(two filters, or one and a table by something else): from those of months and the facts of the days
around them. By more, or day by day by two: from the facts.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection

from feedback.models import ReportSum

from .asking import EVERYTHING, Filters, Period, in_a_row
from .buckets import STEP, percentile
from .summing import BY, CODE, COUNTS, codes_of, key_of

UNNESTED = "feedback_reportsum CROSS JOIN LATERAL unnest(codes, times) c(code, n)"


@dataclass
class Totals:
    """`counts` by the columns of ReportSum; `codes` as buckets.py has them: {code: how often}."""

    counts: dict[str, int] = field(default_factory=dict)
    codes: dict[int, int] = field(default_factory=dict)

    def __getitem__(self, name: str) -> int:
        return self.counts.get(name) or 0

    def seconds(self, kind: int, share: float) -> float | None:
        return percentile(self.codes, kind, share)

    def add(self, other: "Totals") -> None:
        for mine, others in ((self.counts, other.counts), (self.codes, other.codes)):
            for name, times in others.items():
                mine[name] = mine.get(name, 0) + (times or 0)


@dataclass
class Source:
    """Rows of a table, and the condition on them. Names in `where` are ours, never a reader's."""

    table: str
    where: list[str]
    values: dict[str, Any]
    is_facts: bool = False

    @classmethod
    def facts(cls, given: dict[str, str], periods: Sequence[Period]) -> "Source":
        """Ranges of days rather than days: an index finds those of a time without chats."""
        found = cls("feedback_reportchat", [], {}, is_facts=True)
        ranges = [f"day BETWEEN %(first{n})s AND %(last{n})s" for n in range(len(periods))]
        found.where.append(f"({' OR '.join(ranges)})")
        for n, period in enumerate(periods):
            found.values |= {f"first{n}": period.first, f"last{n}": period.last}
        for by, key in given.items():
            empty = "IS NULL" if by in ("department", "member") else "= ''"
            cast = "bigint" if by in ("department", "member") else "text"
            found.where.append(f"{by} = %({by})s::{cast}" if key else f"{by} {empty}")
            found.values[by] = key
        return found

    @classmethod
    def sums(cls, span: str, given: dict[str, str], by: str = "", **days: Any) -> "Source":
        """Those by exactly the things in `given` and `by`."""
        found = cls("feedback_reportsum", [f"span = '{span}'"], dict(days))
        things = [name for name in BY if name in given or name == by]
        for number, column in enumerate(("", "2")):
            name = things[number] if number < len(things) else ""
            found.where.append(f"by{column} = '{name}'")
            if name in given or not name:
                found.where.append(f"key{column} = %(key{column})s")
                found.values[f"key{column}"] = given.get(name, "")
        found.where.append(
            "first = ANY(%(firsts)s)"
            if "firsts" in days
            else "first BETWEEN %(first)s AND %(last)s"
        )
        return found

    def counts(self, group: str, names: Sequence[str] = COUNTS) -> dict[Any, Totals]:
        """{group: chats and these columns}"""
        chats = "count(*)::int" if self.is_facts else "sum(chats)::int"
        sums = ", ".join([chats, *(f"sum({name})::int" for name in names)])
        rows = self._rows(f"SELECT {group}, {sums} FROM {self.table}", [], "GROUP BY 1")
        names = ["chats", *names]
        return {key: Totals(dict(zip(names, found, strict=True))) for key, *found in rows}

    def codes(self, group: str, kinds: Iterable[int]) -> Sequence[Any]:
        """(group, code, how often), of these kinds alone."""
        if self.is_facts:
            table = f"{self.table} CROSS JOIN LATERAL {codes_of(*kinds)}"
            select, more = "code, count(*)::int", ["code IS NOT NULL"]
        else:
            ranges = " OR ".join(f"c.code BETWEEN {k} AND {k + STEP - 1}" for k in kinds)
            table, select, more = UNNESTED, "c.code, sum(c.n)::int", [f"({ranges})"]
        return self._rows(f"SELECT {group}, {select} FROM {table}", more, "GROUP BY 1, 2")

    def _rows(self, select: str, more: list[str], group: str) -> list[tuple[Any, ...]]:
        where = " AND ".join([*self.where, *more])
        with connection.cursor() as cursor:
            cursor.execute(f"{select} WHERE {where} {group}", self.values)
            return cursor.fetchall()


def totals(period: Period, filters: Filters = EVERYTHING) -> Totals:
    """Of the whole period."""
    return totals_by(period, filters).get("", Totals())


def totals_by(
    period: Period,
    filters: Filters = EVERYTHING,
    by: str = "",
    names: Sequence[str] = COUNTS,
    kinds: Sequence[int] = tuple(CODE),
) -> dict[str, Totals]:
    """{key: what it adds up to}; `by`: one of BY, or "" for one sum, which has the key "". `names`,
    `kinds`: of the counts and the codes that are wanted."""
    given = filters.given
    if by in given:  # one row: that of the filter itself
        found = totals_by(period, filters, "", names, kinds)
        return {given[by]: found[""]} if found else {}
    things, found = len(given) + bool(by), {}
    if things > 2:
        sources = [Source.facts(given, [period])]
    else:
        months, days = _cut(period)
        sources = [Source.sums("m", given, by, firsts=months)] if months else []
        if days and things == 2:
            sources.append(Source.facts(given, in_a_row(days)))
        elif days:
            sources.append(Source.sums("d", given, by, firsts=days))
    for source in sources:
        group = _group(source, given, by)
        rows = source.counts(group, names)
        for key, code, times in source.codes(group, kinds):
            rows[key].codes[code] = times
        for key, row in rows.items():
            if row["chats"]:
                found.setdefault(key, Totals()).add(row)
    return found


def days_of(period: Period, filters: Filters = EVERYTHING) -> dict[date, Totals]:
    """{day: counts}, without `codes`; days without chats are missing."""
    source, column = _day_by_day(period, filters)
    return source.counts(column)


def times_of(
    period: Period, filters: Filters, kind: int, step: Callable[[date], date]
) -> dict[date, Totals]:
    """{the day `step` makes of a day: `codes` of one kind of time}, such as by week."""
    source, column = _day_by_day(period, filters)
    found: dict[date, Totals] = {}
    for day, code, times in source.codes(column, [kind]):
        found.setdefault(step(day), Totals()).add(Totals(codes={code: times}))
    return found


def _day_by_day(period: Period, filters: Filters) -> tuple[Source, str]:
    given = filters.given
    if len(given) > 1:
        return Source.facts(given, [period]), "day"
    return Source.sums("d", given, first=period.first, last=period.last), "first"


def _cut(period: Period) -> tuple[list[date], list[date]]:
    """(months that have sums, the days in none of them)"""
    months = ReportSum.objects.filter(span="m", by="", first__in=period.whole_months())
    summed = set(months.values_list("first", flat=True))
    return sorted(summed), [day for day in period if day.replace(day=1) not in summed]


def _group(source: Source, given: dict[str, str], by: str) -> str:
    if not by:
        return "''::text"
    if source.is_facts:
        return key_of(by)
    return "key2" if any(BY.index(name) < BY.index(by) for name in given) else "key"
