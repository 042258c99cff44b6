"""People who chat while something breaks."""

import asyncio
import contextlib
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

from chat.client import OperatorClient, VisitorClient
from chat.client.client import Client
from tests.delivery import PATIENT, online

from .judging import Judged
from .machine import Machine
from .scenario import Size

TURN_S = 0.1
LATER_TURN_S = 0.5  # once enough was said, and it only has to go on
MOST_UNSENT = 50  # nobody types for ever without an answer

Prepare = Callable[[Client], None]


class Chat(Judged):
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

    # --- the end -------------------------------------------------------------------------------

    def stop_talking(self) -> None:
        """Nobody says more than `size.messages` asks for."""
        self.is_over.set()

    async def finish_talking(self) -> None:
        self.stop_talking()
        await asyncio.gather(*self._talks)

    async def close_all(self) -> None:
        for index, number in enumerate(self.numbers.values()):
            self.operators[index % len(self.operators)].close(number)
