"""The two tables reports are read from, as SQL: sums and facts. Call inside the scope."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from .asking import Period
from .buckets import STEP, percentile
from .summing import BY, COUNTS, codes_of

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

    def read_once(self, columns: Sequence[str], parts: str) -> Sequence[Any]:
        """`parts`: of `found`, the columns of these rows."""
        where = " AND ".join(self.where)
        found = f"SELECT {', '.join(columns)} FROM {self.table} WHERE {where}"
        with connection.cursor() as cursor:
            cursor.execute(f"WITH found AS MATERIALIZED ({found}) {parts}", self.values)
            return cursor.fetchall()

    def _rows(self, select: str, more: list[str], group: str) -> list[tuple[Any, ...]]:
        where = " AND ".join([*self.where, *more])
        with connection.cursor() as cursor:
            cursor.execute(f"{select} WHERE {where} {group}", self.values)
            return cursor.fetchall()
