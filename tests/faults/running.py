"""Runs scenarios, one after another or many times in turn, and adds up what came out."""

import asyncio
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from .machine import Machine
from .scenario import Outcome, Scenario, Size

Say = Callable[[str], None]
PATIENCE_S = 240.0  # and four times as long as everything is broken, and some for each message
A_MESSAGE_S = 0.1


@dataclass
class Total:
    """All runs of one scenario. `took_s`: each run's time. `worst`: by what was measured."""

    scenario: Scenario
    size: Size
    outcomes: list[Outcome] = field(default_factory=list)
    took_s: list[float] = field(default_factory=list)

    @property
    def command(self) -> str:
        """What runs it again, as options of `make faults`."""
        one = f"--scenario {self.scenario.name}"
        if len(self.outcomes) == 1 and self.size == (self.scenario.bounded or self.scenario.full):
            return one
        if len(self.outcomes) == 1 and self.size == self.scenario.full:
            return f"--long {one}"
        return f"{one} --runs {len(self.outcomes)} --messages {self.size.messages}"

    def sum(self, name: str) -> int:
        return sum(getattr(outcome, name) for outcome in self.outcomes)

    @property
    def violations(self) -> list[str]:
        return [words for outcome in self.outcomes for words in outcome.violations]

    @property
    def worst(self) -> dict[str, float | str]:
        worst: dict[str, float | str] = {}
        for outcome in self.outcomes:
            for what, value in outcome.measured.items():
                is_worse = isinstance(value, str) or value > worst.get(what, -1.0)  # type: ignore[operator]
                worst[what] = value if is_worse else worst[what]
        return worst


def run_once(machine: Machine, scenario: Scenario, size: Size) -> Outcome:
    """What goes wrong with the run itself is a violation, too. Everything is mended before it."""
    machine.repair()
    most = PATIENCE_S + 4 * size.broken_s * size.times + A_MESSAGE_S * size.messages
    try:
        return asyncio.run(_bounded(scenario, machine, size, most))
    except Exception as error:
        return Outcome(violations=[f"{type(error).__name__}: {error}"])


async def _bounded(scenario: Scenario, machine: Machine, size: Size, most: float) -> Outcome:
    async with asyncio.timeout(most):
        return await scenario.run(machine, size)


def run_all(
    machine: Machine, plan: Iterable[tuple[Scenario, Size]], say: Say, totals: list[Total]
) -> None:
    """Each of the plan, in its order; those of one scenario and size are added up in `totals`,
    which holds what there is should somebody stop it."""
    for scenario, size in plan:
        total = _total(totals, scenario, size)
        begun = time.monotonic()
        outcome = run_once(machine, scenario, size)
        total.outcomes.append(outcome)
        total.took_s.append(time.monotonic() - begun)
        say(_line(total, outcome))


def _total(totals: list[Total], scenario: Scenario, size: Size) -> Total:
    for total in totals:
        if (total.scenario.name, total.size) == (scenario.name, size):
            return total
    totals.append(Total(scenario, size))
    return totals[-1]


def _line(total: Total, outcome: Outcome) -> str:
    how = "ok" if not outcome.violations else "WRONG: " + "; ".join(outcome.violations[:3])
    run, took = len(total.outcomes), total.took_s[-1]
    return f"{total.scenario.name} run {run}, {took:.0f} s, {outcome.messages} messages: {how}"


def in_turn(scenarios: Sequence[Scenario], runs: int, messages: int) -> list[tuple[Scenario, Size]]:
    """`runs` runs of those that can be run many times, each with so many messages."""
    able = [(s, s.again.with_messages(messages)) for s in scenarios if s.again]
    return [able[run % len(able)] for run in range(runs)] if able else []
