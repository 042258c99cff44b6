"""What an operator does besides writing, as the customer takes it. Mixed into Customer."""

from typing import Any, ClassVar

from .hearing import Heard
from .replying import reply
from .scenario import Need
from .temper import changes_by

SOLVED, SOLVED_UPSET, LIMIT = "solved", "solved_upset", "limit"
CLOSED = "closed"  # before they had what they came for
ENDED = "ended"  # handed over to somebody before it was clear whom they need


class Deeds:
    deeds: ClassVar[dict[str, str]] = {
        "transferred": "_transferred",
        "promised": "_promised",
        "warned": "_warned",
        "blocked": "_sent_away",
        "closed": "_closed",
    }

    def _transferred(self: Any) -> list[str]:
        memory = self.memory
        wanted = [need.name for need in self.scenario.needs if need.by == "transfer"]
        if not memory.handed_over:
            self._feel(changes_by(Heard(), self.scenario.temper, ["handed_over_silently"], {}))
        memory.met += [name for name in wanted if name not in memory.met]
        memory.outcome = self._satisfied() or ENDED
        return [self._say("handed_over")]

    def _promised(self: Any) -> list[str]:
        memory = self.memory
        wanted = [n.name for n in self.scenario.needs if n.by == "promise" and self._may_meet(n)]
        met = [name for name in wanted if name not in memory.met]
        memory.met += met
        course = ["time", *(["solution"] if met else [])]
        changes = changes_by(Heard(), self.scenario.temper, course, memory.had)
        self._feel(changes)
        heard = Heard(signs={"time": 0})
        return reply(self.scenario, memory, heard, changes, 0, self._chance())

    def _may_meet(self: Any, need: Need) -> bool:
        return set(self.memory.told) >= set(need.after)

    def _warned(self: Any) -> list[str]:
        memory = self.memory
        wanted = [need.name for need in self.scenario.needs if need.by == "boundary"]
        new = [name for name in wanted if name not in memory.met]
        if not new:
            return []
        memory.met += new
        self._feel(changes_by(Heard(), self.scenario.temper, ["solution"], memory.had))
        return reply(self.scenario, memory, Heard(met=tuple(new)), [], 0, self._chance())

    def _sent_away(self: Any) -> list[str]:
        """Blocked: right where they were warned and went on, else too soon."""
        bounds = [need.name for need in self.scenario.needs if need.by == "boundary"]
        is_fair = bool(bounds) and set(bounds) <= set(self.memory.met)
        self.memory.outcome = SOLVED if is_fair else CLOSED
        return []

    def _closed(self: Any) -> list[str]:
        self.memory.outcome = self._satisfied() or CLOSED
        return []
