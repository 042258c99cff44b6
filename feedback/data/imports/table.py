"""A table in a text file: what stands between its cells, its heading, its records by line."""

import csv
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from helpdesk.files import unsafe

from .problem import Problem

DELIMITERS = ",;\t|"
LOOKED_AT = 20  # records
MOST_COLUMNS = 100


class Record(NamedTuple):
    line: int  # where it begins, from 1
    cells: list[str]


def delimiter_of(lines: Iterable[str]) -> str:
    """The one that cuts the heading into most cells, and what follows into as many."""
    head = list(islice(lines, 4 * LOOKED_AT))
    return max(DELIMITERS, key=lambda delimiter: _fit(head, delimiter))


def _fit(head: list[str], delimiter: str) -> tuple[int, int]:
    try:
        records = [r.cells for r in islice(_records(head, delimiter), LOOKED_AT)]
    except Problem:
        return 0, 0
    width = len(records[0]) if records else 0
    return sum(len(cells) == width for cells in records) * (width > 1), width


def records_of(lines: Iterable[str], delimiter: str) -> Iterator[Record]:
    """The heading first; empty lines are left out. What an export put before a formula is taken
    off again. Raises Problem("quotes") with the line."""
    for record in _records(lines, delimiter):
        yield Record(record.line, [unsafe(cell).strip() for cell in record.cells])


def _records(lines: Iterable[str], delimiter: str) -> Iterator[Record]:
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield Record(line, cells[:MOST_COLUMNS])
            line = reader.line_num + 1
    except csv.Error:
        raise Problem("quotes", line) from None
