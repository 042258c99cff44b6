"""A table of figures: printed as it stands in docs/etiquette.md, and put there."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs" / "etiquette.md"
MADE = "<!-- {name}: made by make bench-etiquette -->\n"
END = "<!-- end -->\n"


@dataclass(frozen=True)
class Table:
    """`rows` hold text as it is shown, as many cells each as `head`; `note` says below the table
    what was measured, on what and how."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    note: str = ""

    def __str__(self) -> str:
        title = [f"### {self.title}", ""] if self.title else []
        lines = [*title, _line(self.head), "|---" * len(self.head) + "|"]
        lines += [_line(row) for row in self.rows]
        return "\n".join([*lines, "", self.note, ""] if self.note else [*lines, ""])


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def put(page: str, name: str, made: str) -> str:
    """The page with `made` between the markers of that name. Raises ValueError without them."""
    before, begins, rest = page.partition(MADE.format(name=name))
    _, ends, after = rest.partition(END)
    if not begins or not ends:
        raise ValueError(f"there is no place for {name}: its two markers are missing")
    return f"{before}{begins}\n{made.strip()}\n\n{ends}{after}"


def between(page: str, name: str) -> str:
    """What stands between the markers of that name. Raises ValueError without them."""
    _, begins, rest = page.partition(MADE.format(name=name))
    made, ends, _ = rest.partition(END)
    if not begins or not ends:
        raise ValueError(f"there is no place for {name}: its two markers are missing")
    return made.strip()
