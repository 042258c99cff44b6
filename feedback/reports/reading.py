"""Adds up what a report needs. Call inside the company's scope.

By nothing or one thing: from the sums of whole months and of the days around them. By two things
(two filters, or one and a table by something else): from those of months and the facts of the days
around them. By more, or day by day by two: from the facts.
"""

from collections.abc import Callable, Sequence
from datetime import date

from feedback.models import ReportSum

from .asking import EVERYTHING, Filters, Period, in_a_row
from .source import Source, Totals
from .summing import BY, CODE, COUNTS, key_of

__all__ = ["Totals", "days_of", "times_of", "totals", "totals_by", "totals_by_each"]


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
    return totals_by_each(period, filters, [by], names, kinds)[by]


def totals_by_each(
    period: Period,
    filters: Filters,
    bys: Sequence[str],
    names: Sequence[str] = COUNTS,
    kinds: Sequence[int] = tuple(CODE),
) -> dict[str, dict[str, Totals]]:
    """The same by several things, {by: {key: totals}}, with one look at the facts for all."""
    given = filters.given
    found: dict[str, dict[str, Totals]] = {by: {} for by in bys}
    for by in given.keys() & found.keys():  # one row: that of the filter itself
        whole = totals_by(period, filters, "", names, kinds)
        found[by] = {given[by]: whole[""]} if whole else {}
    others = [by for by in bys if by not in given]
    things = len(given) + any(others)
    months, days = _cut(period) if things <= 2 else ([], list(period))
    for by in others:
        sums = [Source.sums("m", given, by, firsts=months)] if months else []
        if days and things < 2:
            sums.append(Source.sums("d", given, by, firsts=days))
        for source in sums:
            _add(found[by], _of_sums(source, _key_column(given, by), names, kinds))
    if days and others and things >= 2:
        facts = Source.facts(given, in_a_row(days))
        for by, rows in _of_facts(facts, others, names, kinds).items():
            _add(found[by], rows)
    return found


def _of_sums(
    source: Source, key: str, names: Sequence[str], kinds: Sequence[int]
) -> dict[str, Totals]:
    rows = source.counts(key, names)
    for name, code, times in source.codes(key, kinds):
        rows[name].codes[code] = times
    return rows


def _of_facts(
    source: Source, bys: Sequence[str], names: Sequence[str], kinds: Sequence[int]
) -> dict[str, dict[str, Totals]]:
    """Reads them once: every sum is made of what was found."""
    columns = [*(f"{key_of(by)} AS {by}" for by in bys if by), *names]
    columns += [f"{CODE[kind]} AS code_{kind}" for kind in kinds]
    sums, nothing = (", ".join(f"{how}::int" for how in each) for each in (
        [f"sum({name})" for name in names], ["NULL" for _ in names]))  # fmt: skip
    parts = []
    for by in bys:
        head = f"SELECT '{by}', {by or chr(39) * 2}::text AS key"
        parts.append(f"{head}, NULL::int AS code, count(*)::int, {sums} FROM found GROUP BY 2")
        parts += [
            f"{head}, code_{kind} AS code, count(*)::int, {nothing} FROM found "
            f"WHERE code_{kind} IS NOT NULL GROUP BY 2, 3"
            for kind in kinds
        ]
    found: dict[str, dict[str, Totals]] = {by: {} for by in bys}
    for by, key, code, times, *numbers in source.read_once(columns, " UNION ALL ".join(parts)):
        of_key = found[by].setdefault(key, Totals())
        if code is None:
            of_key.counts |= {"chats": times, **dict(zip(names, numbers, strict=True))}
        else:
            of_key.codes[code] = times
    return found


def _add(found: dict[str, Totals], rows: dict[str, Totals]) -> None:
    for key, row in rows.items():
        if row["chats"]:
            found.setdefault(key, Totals()).add(row)


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


def _key_column(given: dict[str, str], by: str) -> str:
    if not by:
        return "''::text"
    return "key2" if any(BY.index(name) < BY.index(by) for name in given) else "key"
