"""The widget's own modules in Node, against real processes: tabs that share an outbox and a token,
and a clock that is a day off."""

import asyncio
import contextlib
import shutil
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from chat.client import OperatorClient
from chat.replay.oracle import Findings, Row, Witness, judge
from helpdesk.services.process import ROOT
from tests.delivery import PATIENT, eventually, online, witnesses
from tests.faults.apart import Apart, witness
from tests.faults.machine import Machine
from tests.faults.scenario import Outcome, Scenario, Size

TABS = 2
DAY_MS = 24 * 3600 * 1000
SETTLED_WITHIN_S = 60.0
LOOK_EVERY_S = 0.3
BETWEEN_TURNS_S = 0.1
SENT_AGAIN_AFTER_S = 10.0  # without an acknowledgement; and up to a second more
JS = ROOT / "tests" / "js" / "modules.mjs"


class Browser(Apart):
    """One browser with tabs, and an operator who answers."""

    def __init__(self, machine: Machine, tabs: int, clock_ms: int = 0) -> None:
        web, acme = machine.webs[0], machine.acme
        person = {"url": web.origin, "site_key": acme.site_key, "tabs": tabs, "clock_ms": clock_ms}
        super().__init__([person], [node(), "--import", str(JS), str(PAGES)])
        self.machine, self.since = machine, machine.last_conversation()
        url = machine.webs[-1].origin
        self.operator = OperatorClient(url, acme.slug, acme.cookies["omar"], pace=PATIENT)
        self.number = 0

    async def tell(self, **command: Any) -> dict[str, Any]:
        (told,) = await self.ask(**command)
        return told

    async def begins(self) -> None:
        """With the first words of every tab at once."""
        await online(self.operator)
        told = await self.tell(say=1)
        first = told["seen"][0]["sent"][0]
        await eventually(lambda: self.machine.logs(self.since), SETTLED_WITHIN_S)
        await eventually(lambda: first in _ids(self.machine.logs(self.since)), SETTLED_WITHIN_S)
        self.number = self.machine.conversation_of(first, self.since)
        self.operator.open(self.number)

    async def talks(self, messages: int) -> None:
        """So many more, the operator's among them."""
        for turn in range(-(-messages // (self.people[0]["tabs"] + 1))):
            await self.tell(say=1)
            self.operator.send(self.number, f"answer {turn}")
            await asyncio.sleep(BETWEEN_TURNS_S)

    # --- what came out ------------------------------------------------------------------------

    async def settles(self, outcome: Outcome) -> None:
        begun = time.monotonic()
        while True:
            told, logs = await self.tell(), await asyncio.to_thread(self.machine.logs, self.since)
            findings = judge(logs, self._witnesses(told, logs))
            waiting = told["pending"] + len(self.operator.outbox.pending)
            late = time.monotonic() - begun > SETTLED_WITHIN_S
            if late or (findings.is_clean and not waiting):
                break
            await asyncio.sleep(LOOK_EVERY_S)
        outcome.measure("all delivered after, s", time.monotonic() - begun)
        self._report(outcome, told, logs, findings)

    def _witnesses(self, told: dict[str, Any], logs: dict[int, list[Row]]) -> list[Witness]:
        here = [witness({**seen, "conversation": self.number}) for seen in told["seen"]]
        for gone in told["gone"]:  # a tab that was closed shows nothing any more
            shown = [(row.public_seq, row.id) for row in logs[self.number] if row.public_seq]
            here.append(witness({**EMPTY, **gone, "conversation": self.number, "shown": shown}))
        return [*here, *witnesses(logs, [self.operator])]

    def _report(
        self, outcome: Outcome, told: dict[str, Any], logs: dict, findings: Findings
    ) -> None:
        sent = [id for seen in [*told["seen"], *told["gone"]] for id in seen["sent"]]
        outcome.messages = len(sent) + len(self.operator.outbox.order[self.number])
        outcome.acknowledged = len(set(sent) & _ids(logs)) + len(self.operator.outbox.acknowledged)
        outcome.stored = sum(map(len, logs.values()))
        outcome.lost, outcome.doubled = len(findings.lost), len(findings.doubled)
        outcome.disordered = len(findings.disorder)
        outcome.violations += findings.reasons[:20]
        outcome.require(set(sent) <= _ids(logs), f"never stored: {set(sent) - _ids(logs)}")
        outcome.require(not told["pending"], f"{told['pending']} wait in the outbox for ever")
        outcome.require(not told["failed"], f"{told['failed']} were refused")
        outcome.require(len(set(told["tokens"])) == 1, "the tabs are several visitors")
        outcome.require(list(logs) == [self.number], f"conversations: {list(logs)}")


EMPTY = {"name": "a tab that was closed", "is_visitor": True}
PAGES = Path(__file__).parents[1] / "browser" / "tabs.mjs"


def node() -> str:
    found = shutil.which("node", path=str(Path(sys.executable).parent)) or shutil.which("node")
    if found is None:
        raise FileNotFoundError("node: it comes with `make lint`, which installs it")
    return found


def _ids(logs: dict[int, list[Row]]) -> set[str]:
    return {row.id for rows in logs.values() for row in rows}


@contextlib.asynccontextmanager
async def chatting(machine: Machine, tabs: int, clock_ms: int = 0) -> AsyncIterator[Browser]:
    async with Browser(machine, tabs, clock_ms) as browser, browser.operator:
        await browser.begins()
        yield browser
        browser.operator.close(browser.number)
        await browser.operator.until(lambda: not browser.operator.outbox.pending)


async def two_tabs(machine: Machine, size: Size) -> Outcome:
    """They open at once, lose their lines, and one of them is loaded again with words unsent."""
    outcome = Outcome()
    async with chatting(machine, TABS) as browser:
        for _ in range(size.times):
            await browser.talks(size.messages // size.times)
            await browser.tell(cut=1, say=2)
            await browser.tell(reload=1, say=1)
        await browser.settles(outcome)
    return outcome


async def wrong_clock(machine: Machine, size: Size) -> Outcome:
    """A day ahead; then somebody sets it a day back, while the last word was lost on its way."""
    outcome = Outcome()
    async with chatting(machine, 1, DAY_MS) as browser:
        await browser.talks(size.messages // 2)
        await browser.settles(outcome)
        await browser.tell(swallow=1, say=1)
        await browser.tell(clock_ms=-DAY_MS)
        begun = time.monotonic()
        await browser.settles(outcome)
        again = time.monotonic() - begun
        outcome.measure("what was lost is sent again after, s", again, most=SENT_AGAIN_AFTER_S + 5)
        await browser.talks(size.messages // 2)
        await browser.settles(outcome)
    return outcome


SCENARIOS = [
    Scenario(
        "two-tabs",
        "two tabs at once, lines cut, one loaded again with words unsent",
        two_tabs,
        ci=Size(messages=30),
        bounded=Size(messages=200, times=3),
        full=Size(messages=1000, times=5),
    ),
    Scenario(
        "wrong-clock",
        "the client's clock a day ahead, then a day behind",
        wrong_clock,
        bounded=Size(messages=100),
        full=Size(messages=1000),
    ),
]
