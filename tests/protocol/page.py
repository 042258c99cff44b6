"""docs/protocol.md as data: what each side may send, what may come back, how a socket may end.

The fuzzing is built on this, so that a frame that is documented is a frame that is tried.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

PAGE = Path(__file__).resolve().parents[2] / "docs" / "protocol.md"
Who = Literal["visitor", "operator"]
WORD = re.compile(r"`(\w+)`")
SENT = ("answered by", "answer")
TOLD = ("meaning", "what to do")
OF_FRAMES = ("Frames both sides know", "Visitor side", "Operator side")


class Row(NamedTuple):
    section: str  # of the second level
    header: tuple[str, ...]
    cells: tuple[str, ...]


class Form(NamedTuple):
    """A frame one side may send. `fields`: names and values of its description alike."""

    type: str
    fields: tuple[str, ...]


def rows() -> Iterator[Row]:
    section, header = "", None
    for line in PAGE.read_text().splitlines():
        if line.startswith("## "):
            section = line[3:]
        if not line.startswith("|"):
            header = None
        elif header is None:
            header = _cells(line)
        elif not re.fullmatch(r"[|\s:-]+", line):
            yield Row(section, header, _cells(line))


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip("|").split("|"))


@cache
def sent_by(who: Who) -> tuple[Form, ...]:
    own = {"visitor": "Visitor side", "operator": "Operator side"}[who]
    return tuple(
        Form(kind, tuple(dict.fromkeys(WORD.findall(row.cells[1]))))
        for row in rows()
        if row.header[-1] in SENT and row.section in ("Frames both sides know", own)
        for kind in WORD.findall(row.cells[0])
    )


@cache
def received() -> frozenset[str]:
    """Types of frames the server may send: described by themselves, or as an answer."""
    of_frames = [row for row in rows() if row.section in OF_FRAMES]
    told = [row.cells[0] for row in of_frames if row.header[-1] in TOLD]
    answers = [row.cells[2] for row in of_frames if row.header[-1] in SENT]
    return frozenset(WORD.findall(" ".join(told + answers)))


@cache
def error_codes() -> frozenset[str]:
    return frozenset(
        code for row in rows() if row.section == "Errors" for code in WORD.findall(row.cells[0])
    )


@cache
def close_codes() -> frozenset[int]:
    return frozenset(
        int(code)
        for row in rows()
        if row.section == "Close codes"
        for code in re.findall(r"\d{4}", row.cells[0])
    )


@cache
def section(title: str) -> str:
    """From a heading of the second level to the next."""
    return PAGE.read_text().partition(f"\n## {title}\n")[2].partition("\n## ")[0]


@cache
def statuses(title: str) -> frozenset[int]:
    """Of HTTP, that a section names."""
    return frozenset(map(int, re.findall(r"\b[245]\d\d\b", section(title))))


@cache
def named_in(title: str) -> frozenset[str]:
    return frozenset(WORD.findall(section(title)))


@cache
def words() -> tuple[str, ...]:
    """Everything the page calls by a name."""
    return tuple(sorted(set(WORD.findall(PAGE.read_text()))))
