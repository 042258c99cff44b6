"""Tables and other files for people to take along."""

import csv
from collections.abc import Iterable, Iterator

from django.http import HttpResponse

BYTE_ORDER_MARK = "\ufeff"  # or spreadsheets take UTF-8 for something else
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", *"＝＋－＠")  # in wide letters some run them too


def download(content: str, name: str, kind: str) -> HttpResponse:
    """`kind`: the media type. Kept by no cache."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


def csv_download(rows: Iterable[Iterable[object]], name: str) -> HttpResponse:
    """A table for spreadsheets; nothing in it that one of them would run."""
    lines = csv_lines(rows)
    return download("".join([BYTE_ORDER_MARK, *lines]), name, "text/csv; charset=utf-8")


def csv_lines(rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """Each row as a line of text."""
    writer = csv.writer(_Echo())
    return (writer.writerow([safe(cell) for cell in row]) for row in rows)


def safe(cell: object) -> str:
    """What a spreadsheet would take for a formula becomes text (OWASP, CSV injection)."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if _is_risky(text) else text


def unsafe(cell: str) -> str:
    """What `safe` was given."""
    return cell[1:] if cell.startswith("'") and _is_risky(cell[1:]) else cell


def _is_risky(text: str) -> bool:
    """Also what `safe` made of it, so that it can be told from the same written by hand."""
    return text.lstrip("'").lstrip(" ").startswith(RISKY)


class _Echo:
    """What csv writes into is what it returns."""

    def write(self, line: str) -> str:
        return line
