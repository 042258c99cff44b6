"""What stands in the docs already: each row as it was measured, once, some time ago.

A row is known by its command, which is a cell of it. One at full length makes the short one before
it needless, and many runs those that were fewer; the other way round, both stand.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from .scenarios import SCENARIOS

COMMAND, AT = -2, -1  # cells
RUNS, MESSAGES, WRONG = 1, 2, 7
ORDER = [scenario.name for scenario in SCENARIOS]
MANY = re.compile(r" --runs (\d+) --messages (\d+)")


@dataclass
class Standing:
    """`rows`: {command: cells}. `machines`: {what a machine is: commits measured on it}."""

    rows: dict[str, list[str]] = field(default_factory=dict)
    machines: dict[str, set[str]] = field(default_factory=dict)

    @classmethod
    def read(cls, text: str) -> Self:
        """From what `machines_told` and the table have written."""
        standing = cls()
        for line in text.splitlines():
            cells = [cell.strip() for cell in line.strip("| ").split(" | ")]
            if line.startswith("| ") and cells[COMMAND].startswith("`--"):
                standing.rows[cells[COMMAND].strip("`")] = cells
            elif found := re.fullmatch(r"- (.+): at (.+)\.", line):
                standing.machines[found[1]] = set(found[2].split(", "))
        return standing

    def add(self, rows: Mapping[str, list[str]], commit: str, machine: str) -> None:
        for command, cells in rows.items():
            replaced = {kept for kept in self.rows if is_needless(kept, command)}
            self.rows = {key: row for key, row in self.rows.items() if key not in replaced}
            self.rows[command] = cells
        self.machines.setdefault(machine, set()).add(commit)

    def in_order(self) -> list[list[str]]:
        """One run each first, then the many runs; as scenarios are ordered."""
        known = [command for command in self.rows if name_of(command) in ORDER]
        return [self.rows[command] for command in sorted(known, key=_place)]

    def sums(self) -> str:
        runs, messages, wrong = (
            sum(int(row[cell].replace(",", "")) for row in self.in_order())
            for cell in (RUNS, MESSAGES, WRONG)
        )
        return f"{runs} runs, {messages:,} messages, {wrong} violations. The machine:\n"

    def machines_told(self) -> str:
        shown = {row[AT].partition(",")[0] for row in self.in_order()}
        return "".join(
            f"- {machine}: at {', '.join(sorted(commits & shown))}.\n"
            for machine, commits in self.machines.items()
            if commits & shown
        )


def name_of(command: str) -> str:
    return command.partition("--scenario ")[2].split(" ")[0]


def is_needless(kept: str, new: str) -> bool:
    if name_of(kept) != name_of(new) or bool(extent(kept)) != bool(extent(new)):
        return False
    return kept == new or "--long" in new or extent(kept) < extent(new)


def extent(command: str) -> int:
    """How many messages its many runs have; 0 for one run."""
    many = MANY.search(command)
    return int(many[1]) * int(many[2]) if many else 0


def _place(command: str) -> tuple[bool, int, bool]:
    return bool(extent(command)), ORDER.index(name_of(command)), "--long" in command
