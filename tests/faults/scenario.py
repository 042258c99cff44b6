"""What a scenario is: something breaks while people chat, and what came out is judged.

`run(machine, size)` breaks it, mends it, and returns an `Outcome`. A scenario is listed by its
module in tests/faults/kinds/ and gathered in tests/faults/scenarios.py. It has up to four sizes:
`ci` for pytest, `bounded` for `make faults`, `full` as issue and promise have it, and `again` for
the many runs of the long form (None: it takes no part in that).
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .machine import Machine


@dataclass(frozen=True)
class Size:
    """`messages`: at least so many are sent while it goes on. `broken_s`: how long something is
    broken. `times`: how often. `sockets`: how many are open besides."""

    messages: int = 120
    conversations: int = 4
    broken_s: float = 2.0
    times: int = 1
    sockets: int = 0

    def with_messages(self, messages: int) -> "Size":
        return replace(self, messages=messages)


@dataclass
class Outcome:
    """What came out. `measured`: by what was measured and its unit ("all delivered, s").
    `violations`: what must not be, in words; empty when all is well."""

    messages: int = 0
    acknowledged: int = 0
    stored: int = 0
    lost: int = 0
    doubled: int = 0
    disordered: int = 0
    measured: dict[str, float | str] = field(default_factory=dict)
    violations: list[str] = field(default_factory=list)

    def measure(self, what: str, value: float, *, most: float | None = None) -> None:
        """Kept for the table, the worst of several; above `most` it is a violation."""
        self.measured[what] = round(max(value, float(self.measured.get(what, value))), 2)
        if most is not None and value > most:
            self.violations.append(f"{what}: {value:.2f}, at most {most:g} is allowed")

    def require(self, is_so: object, what: str) -> None:
        """`what` says what is wrong when it is not so."""
        if not is_so:
            self.violations.append(what)


Run = Callable[["Machine", Size], Awaitable[Outcome]]


@dataclass(frozen=True)
class Scenario:
    name: str
    what: str  # one line for the table
    run: Run
    bounded: Size | None  # None: too long for that
    full: Size
    ci: Size | None = None
    again: Size | None = None
    extent: str = ""  # what of the size is said beside `what`, such as "{broken_s:g} s"
