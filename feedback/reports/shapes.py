"""What pages of reports are made of: numbers, tables and pictures, ready to be drawn."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Cell:
    """`text`: as a page shows it; `raw`: as a file has it."""

    text: str
    raw: object = None


@dataclass(frozen=True)
class Number:
    """A figure with how sure it is and what it was before. `tone`: "good", "bad" or "": only where
    the difference is more than chance and measuring explain."""

    label: str
    value: str
    sure: str = ""
    change: str = ""
    before: str = ""
    tone: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Table:
    """The first column names the row. `name`: of its file."""

    name: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True)
class Bar:
    """Where, how wide and how high, of 100 each; 0 is the bottom."""

    at: float
    width: float
    height: float


@dataclass(frozen=True)
class Bars:
    """`label`: what a reader who does not see it is told. `most`: the height of 100."""

    label: str
    bars: Sequence[Bar]
    most: str
    first: str = ""
    last: str = ""


@dataclass(frozen=True)
class Lines:
    """`paths`: (name, an SVG path in 100 by 100)."""

    label: str
    paths: Sequence[tuple[str, str]]
    most: str
    first: str = ""
    last: str = ""


@dataclass(frozen=True)
class Heat:
    """`rows`: (hour, [(level 0 to 5, text)] of Monday to Sunday)."""

    days: Sequence[str]
    rows: Sequence[tuple[str, Sequence[tuple[int, str]]]]


@dataclass(frozen=True)
class Block:
    """One card of a page: a heading, and what stands below it."""

    title: str
    table: Table | None = None
    bars: Bars | None = None
    lines: Lines | None = None
    heat: Heat | None = None
    hint: str = ""
    empty: str = ""  # said where there are no rows


@dataclass(frozen=True)
class Part:
    """What a page shows below its filters."""

    numbers: Sequence[Number] = ()
    blocks: Sequence[Block] = field(default_factory=list)

    def table(self, name: str) -> Table | None:
        found = (block.table for block in self.blocks if block.table)
        return next((table for table in found if table.name == name), None)
