"""People who chat while something breaks, and the oracle over what they saw."""

import asyncio
import contextlib
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

from chat.client import OperatorClient, VisitorClient
from chat.client.client import Client
from chat.replay.oracle import Findings, judge
from tests.delivery import PATIENT, eventually, online, witnesses

from .machine import Machine
from .scenario import Outcome, Size

TURN_S = 0.1
LATER_TURN_S = 0.5  # once enough was said, and it only has to go on
MOST_UNSENT = 50  # nobody types for ever without an answer
DRAINED_WITHIN_S = 60.0
LOOK_EVERY_S = 0.25

Prepare = Callable[[Client], None]


class Chat:
    """Visitors with two tabs each, and operators who answer. `async with` it: they are all here,
    and talk until it `ends`, `size.messages` at least.

    Visitors and their first tabs are on one web process, second tabs and operators on `other`.
    `visitor` and `operator` make the clients; `prepare` is shown each before it connects."""

    def __init__(
        self,
        machine: Machine,
        size: Size,
        *,
        one: int = 0,
        other: int = 0,
        visitor: type[VisitorClient] = VisitorClient,
        operator: type[OperatorClient] = OperatorClient,
        prepare: Prepare = lambda client: None,
    ) -> None:
        self.machine, self.acme, self.size = machine, machine.acme, size
        self.one, self.other = machine.webs[one].origin, machine.webs[other].origin
        self.prepare, self._visitor, self._operator = prepare, visitor, operator
        self.visitors = [self._visitor_at(self.one) for _ in range(size.conversations)]
        self.operators = [self._operator_at(name) for name in ("omar", "tess")]
        self.tabs: list[VisitorClient] = []
        self.numbers: dict[VisitorClient, int] = {}
        self.since = machine.last_conversation()
        self.is_over = asyncio.Event()
        self.here = contextlib.AsyncExitStack()
        self._talks: list[asyncio.Task[None]] = []

    def _visitor_at(self, origin: str, token: str | None = None) -> VisitorClient:
        client = self._visitor(origin, self.acme.site_key, token=token, pace=PATIENT)
        self.prepare(client)
        return client

    def _operator_at(self, name: str) -> OperatorClient:
        client = self._operator(self.other, self.acme.slug, self.acme.cookies[name], pace=PATIENT)
        self.prepare(client)
        return client

    @property
    def clients(self) -> list[Any]:
        return [*self.visitors, *self.tabs, *self.operators]

    @property
    def sent(self) -> int:
        return sum(len(ids) for client in self.clients for ids in client.outbox.order.values())

    @property
    def acknowledged(self) -> int:
        return sum(len(client.outbox.acknowledged) for client in self.clients)

    @property
    def pending(self) -> int:
        return sum(len(client.outbox.pending) for client in self.clients)

    # --- life ---------------------------------------------------------------------------------

    async def __aenter__(self) -> Self:
        try:
            await self._begin()
        except BaseException:
            await self._leave()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: object, trace: TracebackType | None
    ) -> None:
        await self._leave()

    async def _begin(self) -> None:
        for client in [*self.visitors, *self.operators]:
            await self.here.enter_async_context(client)
        await online(*self.visitors, *self.operators)
        await asyncio.gather(*map(self._meet, self.visitors, range(len(self.visitors))))
        for index, visitor in enumerate(self.visitors):
            talk = self._talk(visitor, self.operators[index % len(self.operators)])
            self._talks.append(asyncio.create_task(talk))

    async def _meet(self, visitor: VisitorClient, index: int) -> None:
        first = visitor.send("Hello")
        await visitor.shown(first)
        await self.second_tab(visitor)
        number = await asyncio.to_thread(self.machine.conversation_of, first, self.since)
        self.numbers[visitor] = number
        for operator in self.operators:
            operator.open(number)

    async def second_tab(self, visitor: VisitorClient) -> VisitorClient:
        tab = self._visitor_at(self.other, visitor.token)
        self.tabs.append(await self.here.enter_async_context(tab))
        await online(tab)
        return tab

    async def _leave(self) -> None:
        self.is_over.set()
        for talk in self._talks:
            talk.cancel()
        await asyncio.gather(*self._talks, return_exceptions=True)
        await self.here.aclose()

    async def _talk(self, visitor: VisitorClient, operator: OperatorClient) -> None:
        number, turn = self.numbers[visitor], 0
        least = self.size.messages / self.size.conversations / 2
        while turn < least or not self.is_over.is_set():
            if len(visitor.outbox.pending) < MOST_UNSENT:
                visitor.send(f"question {turn}")
                operator.send(number, f"answer {turn}")
                turn += 1
            await asyncio.sleep(TURN_S if turn < least else LATER_TURN_S)

    # --- what a scenario waits for ------------------------------------------------------------

    def stop_talking(self) -> None:
        """Nobody says more than `size.messages` asks for."""
        self.is_over.set()

    async def drains(self, outcome: Outcome, *, most: float) -> None:
        """What waits in the outboxes now is acknowledged within `most` seconds."""
        begun, waiting = time.monotonic(), set(self._pending_ids())
        with contextlib.suppress(TimeoutError):
            await eventually(lambda: waiting.isdisjoint(self._pending_ids()), most)
        outcome.measure("outboxes drained after, s", time.monotonic() - begun, most=most)

    def _pending_ids(self) -> list[str]:
        return [id for client in self.clients for id in client.outbox.pending]

    @property
    def slowest_delivery(self) -> float:
        """Seconds from an acknowledgement to when the last one who looks on saw it; the worst."""
        heard = {
            id: stored.heard_at
            for client in self.clients
            for id, stored in client.outbox.acknowledged.items()
        }
        views = [view for client in self.clients for view in client.views.values()]
        waits = (
            at - heard[id] for view in views for id, at in view.shown_at.items() if id in heard
        )
        return max(waits, default=0.0)

    async def acknowledges(self, more: int, within: float = DRAINED_WITHIN_S) -> None:
        """Waits until so many more sends are acknowledged."""
        goal = self.acknowledged + more
        await eventually(lambda: self.acknowledged >= goal, within)

    async def ends(self, outcome: Outcome | None = None, *, within: float) -> Outcome:
        """Everybody has said what they had to say, and all of it arrives everywhere within so many
        seconds; closes the conversations, so that the next run begins with none."""
        outcome = outcome or Outcome()
        await self._finish_talking()
        begun = time.monotonic()
        await self._settles(within)
        outcome.measure("all delivered after, s", time.monotonic() - begun)
        await self._close_all()
        findings = await self._settles(within)
        self._report(outcome, findings)
        return outcome

    async def _finish_talking(self) -> None:
        self.stop_talking()
        await asyncio.gather(*self._talks)

    async def _close_all(self) -> None:
        for index, number in enumerate(self.numbers.values()):
            self.operators[index % len(self.operators)].close(number)

    async def _settles(self, within: float) -> Findings:
        """What is wrong when all outboxes are empty and every view is complete, or time is up."""
        give_up = time.monotonic() + within
        while True:
            findings = await self.findings()
            if (findings.is_clean and not self.pending) or time.monotonic() > give_up:
                return findings
            await asyncio.sleep(LOOK_EVERY_S)

    async def findings(self) -> Findings:
        logs = await asyncio.to_thread(self.machine.logs, self.since)
        return judge(logs, witnesses(logs, self.clients))

    def _report(self, outcome: Outcome, findings: Findings) -> None:
        outcome.messages += self.sent
        outcome.acknowledged += self.acknowledged
        outcome.stored += sum(len(rows) for rows in self.machine.logs(self.since).values())
        outcome.lost += len(findings.lost)
        outcome.doubled += len(findings.doubled)
        outcome.disordered += len(findings.disorder)
        outcome.violations += findings.reasons[:20]
        outcome.require(not self.pending, f"{self.pending} sends were never acknowledged")
        refused = [code for client in self.clients for code in client.outbox.failed.values()]
        outcome.require(not refused, f"{len(refused)} sends were refused: {sorted(set(refused))}")
