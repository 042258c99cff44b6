"""Imports of tables: a kind says what is wrong with a line and what is there already; the rest is
the same for all of them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError

from feedback.models import ImportRow

from .encoding import lines_of
from .kind import BATCH, Kind, in_batches
from .problem import Problem
from .table import Record, records_of

Verdict = ImportRow.Verdict
Cells = dict[str, str]  # by our name of the column; missing ones are empty
Problems = list[tuple[str, str]]  # (column, words)


@dataclass
class Cleaned:
    """A line as it would be stored. Lines of equal `key` are about the same thing; of one `scope`
    there can be so many."""

    values: dict[str, Any]
    key: str
    scope: str = ""


@dataclass
class Wrong(Exception):
    problems: Problems = field(default_factory=list)


class TableKind(Kind):
    def clean(self, cells: Cells) -> Cleaned:
        """Raises Wrong."""
        raise NotImplementedError

    def stored(self, found: Sequence[Cleaned]) -> dict[str, dict[str, Any]]:
        """{key: values} of those that are there already."""
        raise NotImplementedError

    def stage(self, pieces: Iterable[bytes]) -> Iterator[list[ImportRow]]:
        records = records_of(lines_of(pieces, self.run.encoding), self.run.delimiter)
        next(records)
        for number, batch in enumerate(in_batches(records, BATCH)):
            if number * BATCH >= self.most_lines:
                raise Problem("too_many", batch[0].line)
            yield self._judged(batch)

    def look_again(self, rows: Sequence[ImportRow]) -> list[ImportRow]:
        return self._judged([Record(row.line, row.cells) for row in rows])

    def _judged(self, batch: Sequence[Record]) -> list[ImportRow]:
        rows = [(record, *self._cleaned(record)) for record in batch]
        known = self.stored([cleaned for _, cleaned, _ in rows if cleaned])
        return [self._row(record, cleaned, wrong, known) for record, cleaned, wrong in rows]

    def _cleaned(self, record: Record) -> tuple[Cleaned | None, Problems]:
        try:
            return self.clean(self._cells(record.cells)), []
        except Wrong as wrong:
            return None, wrong.problems

    def _cells(self, cells: list[str]) -> Cells:
        places, end = self.run.mapping, len(cells)
        found = {column.name: places.get(column.name, end) for column in self.columns}
        return {name: cells[place] if place < end else "" for name, place in found.items()}

    def _row(
        self,
        record: Record,
        cleaned: Cleaned | None,
        wrong: Problems,
        known: dict[str, dict[str, Any]],
    ) -> ImportRow:
        of = {"tenant_id": self.run.tenant_id, "run_id": self.run.pk}
        of |= {"line": record.line, "cells": record.cells}
        if cleaned is None:
            return ImportRow(**of, verdict=Verdict.BAD, problems=wrong)
        of |= {"key": cleaned.key, "scope": cleaned.scope, "values": cleaned.values}
        return ImportRow(**of, verdict=_verdict(known.get(cleaned.key), cleaned.values))


def _verdict(there: dict[str, Any] | None, values: dict[str, Any]) -> str:
    if there is None:
        return Verdict.NEW
    return Verdict.SAME if there == values else Verdict.CHANGED


def tried(checks: Iterable[tuple[str, Callable[[], Any]]]) -> dict[str, Any]:
    """{name: value} of all checks. Raises Wrong with what each that failed says."""
    values, problems = {}, []
    for name, check in checks:
        try:
            values[name] = check()
        except ValidationError as error:
            problems += [(name, words) for words in error.messages]
    if problems:
        raise Wrong(problems)
    return values
