"""The simulated customer: what was said and how long it took goes in, lines come out.

No model, no network, no clock: the same scenario, seed, messages and classes of waiting
(`temper.timing_of`) always give the same customer. All they are is in `state()`, as JSON.
"""

from dataclasses import asdict, dataclass
from random import Random
from typing import Any

from .course import course_of
from .deeds import CLOSED, ENDED, LIMIT, SOLVED, SOLVED_UPSET, Deeds
from .hearing import hear
from .memory import Memory
from .replying import reply
from .scenario import Scenario
from .temper import Change, changes_by, delay_points
from .voice import line_for, put

HELLO_AFTER_S = (60, 150, 300)  # silence: they ask whether anybody is there
LEAVES_AFTER_S = 600
LEAVES_AT = 97  # so angry for so many messages in a row, and they are gone
LEAVES_AFTER = 3
READS_S, TYPES_PER_S = 1.2, 22.0
QUICKEST_S, SLOWEST_S = 2.0, 10.0

LEFT = "left"
OUTCOMES = (SOLVED, SOLVED_UPSET, LEFT, LIMIT, CLOSED, ENDED)


@dataclass(frozen=True)
class Line:
    """`delay_s`: how long after what it answers, and after the line before, it is sent."""

    text: str
    delay_s: float


class Customer(Deeds):
    """`memory.outcome` is "" while it goes on; `content`: they have what they came for and wait for
    a kind word, or to be let go."""

    def __init__(self, scenario: Scenario, seed: int) -> None:
        self.scenario = scenario
        self.memory = Memory(seed=seed, temper=scenario.temper.start)

    @classmethod
    def from_state(cls, scenario: Scenario, state: dict[str, Any]) -> "Customer":
        found = cls(scenario, state["seed"])
        found.memory = Memory(**state)
        return found

    def state(self) -> dict[str, Any]:
        return asdict(self.memory)

    @property
    def temper(self) -> int:
        """0 (calm) to 100."""
        return self.memory.temper

    @property
    def outcome(self) -> str:
        return self.memory.outcome

    @property
    def is_over(self) -> bool:
        return bool(self.memory.outcome)

    # --- what happens to them -----------------------------------------------------------------

    def begin(self) -> list[Line]:
        return self._lines(list(self.scenario.opening))

    def answer(self, said: str, after_s: float) -> list[Line]:
        """`after_s`: seconds since their own last line, or since they last asked anybody to
        answer. What they say to it; nothing when they are gone."""
        if self.is_over:
            return []
        memory = self.memory
        memory.turn += 1
        heard = hear(said, self.scenario, memory.told)
        late = delay_points(after_s, self.scenario.temper) - memory.charged
        if late > 0:
            self._feel([Change("delay", late, None)])
        memory.charged = 0
        memory.nudges = 0
        course = course_of(heard, said, self.scenario, memory)
        changes = changes_by(heard, self.scenario.temper, course, memory.had)
        self._feel(changes)
        memory.furious = memory.furious + 1 if memory.temper >= LEAVES_AT else 0
        memory.met += [name for name in heard.met if name not in memory.met]
        memory.said_before.append(said.casefold().strip())
        texts = reply(self.scenario, memory, heard, changes, late, self._chance())
        return self._lines(texts + self._left())

    def wait(self, silent_s: float) -> list[Line]:
        """Nobody has answered for so long, in seconds; each step is taken once in a silence."""
        memory = self.memory
        if self.is_over or memory.content:
            return []
        due = sum(silent_s >= after_s for after_s in HELLO_AFTER_S)
        if silent_s >= LEAVES_AFTER_S:
            memory.outcome = LEFT
            return self._lines([self._say("leaves")])
        if due <= memory.nudges:
            return []
        memory.nudges = due
        late = delay_points(silent_s, self.scenario.temper) - memory.charged
        memory.charged += max(late, 0)
        self._feel([Change("delay", late, None)] if late > 0 else [])
        return self._lines([self._say("hello")])

    def event(self, name: str) -> list[Line]:
        """What the operator did: transferred, promised, warned, blocked, closed."""
        if self.is_over:
            return []
        return self._lines(getattr(self, self.deeds[name])())

    def run_out(self) -> list[Line]:
        """The chat has gone on for as long as it may: they end it kindly."""
        if self.is_over:
            return []
        self.memory.outcome = self._satisfied() or LIMIT
        return self._lines([self._say("out_of_time")])

    def let_go(self) -> None:
        """Nothing more is said to somebody who is content: it is over."""
        if not self.is_over:
            self.memory.outcome = self._satisfied() or LIMIT

    # --- inside -------------------------------------------------------------------------------

    def _satisfied(self) -> str:
        if not all(need.name in self.memory.met for need in self.scenario.needs):
            return ""
        is_calm = self.memory.temper < self.scenario.temper.content_below
        return SOLVED if is_calm else SOLVED_UPSET

    def _feel(self, changes: list[Change]) -> None:
        memory = self.memory
        for change in changes:
            memory.temper = min(max(memory.temper + change.points, 0), 100)
            if change.points < 0:
                memory.had[change.why] = memory.had.get(change.why, 0) + 1
            memory.changes.append(
                {
                    "turn": memory.turn,
                    "why": change.why,
                    "points": change.points,
                    "at": change.at,
                    "temper": memory.temper,
                }
            )

    def _left(self) -> list[str]:
        """Too angry for too long, or the chat has gone on for too long."""
        memory = self.memory
        if memory.outcome:
            return []
        if memory.furious >= LEAVES_AFTER and not self.scenario.insults:
            memory.outcome = LEFT
            return [self._say("leaves")]
        if memory.turn >= self.scenario.most_turns:
            memory.outcome = self._satisfied() or LIMIT
            return [self._say("out_of_time")]
        return []

    def _chance(self) -> Random:
        return Random(f"{self.memory.seed}.{self.memory.turn}.{self.memory.nudges}")

    def _say(self, what: str) -> str:
        return line_for(what, self.memory.temper, self._chance())

    def _lines(self, texts: list[str]) -> list[Line]:
        chance = self._chance()
        lines = []
        for text in texts:
            written = put(text, self.memory.temper, self.scenario, chance)
            takes_s = READS_S + len(written) / TYPES_PER_S + chance.random() * 2
            lines.append(Line(written, round(min(max(takes_s, QUICKEST_S), SLOWEST_S), 1)))
        return lines
