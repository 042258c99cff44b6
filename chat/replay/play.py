"""The performance: every dialogue by its visitor and its operator, all at one common rate."""

import asyncio
import contextlib
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from chat.client import QUICK, OperatorClient, Pace, VisitorClient
from chat.client.client import Client

from .cast import Desk, Reception, desks, visitors
from .dialogues import Dialogue

CONNECTING_AT_ONCE = 20
CONNECTED_WITHIN_S = 60.0


class Pacer:
    """Hands out `rate` turns a second, first come, first served."""

    def __init__(self, rate: float) -> None:
        self.pause = 1.0 / rate
        self._next = 0.0

    async def turn(self) -> None:
        now = time.monotonic()
        self._next = max(self._next + self.pause, now)
        await asyncio.sleep(self._next - now)


@dataclass
class Part:
    """One dialogue and who plays it. `number` is its conversation, once there is one."""

    index: int
    dialogue: Dialogue
    visitor: VisitorClient
    desk: Desk
    number: int | None = None
    said: int = 0
    closing: str | None = None  # the id of the last entry


@dataclass(frozen=True)
class Stage:
    """Where to play."""

    url: str
    site_key: str
    slug: str
    cookies: list[str]


class Stalled(Exception):
    """Nothing moved for too long; what is missing then is missing."""


class Performance:
    def __init__(
        self, dialogues: Sequence[Dialogue], stage: Stage, rate: float, pace: Pace = QUICK
    ) -> None:
        self.reception = Reception(uuid.uuid4().hex)
        count = len(dialogues)
        players = visitors(count, stage.url, stage.site_key, self.reception, pace)
        self.desks = desks(count, stage.url, stage.slug, stage.cookies, self.reception, pace)
        self.parts = [
            Part(index, dialogue, players[index], self.desks[index % len(self.desks)])
            for index, dialogue in enumerate(dialogues)
        ]
        self.pacer = Pacer(rate)
        self.started_at = self.ended_at = 0.0
        self.turns = sum(len(dialogue.turns) for dialogue in dialogues)

    @property
    def clients(self) -> list[Client]:
        return [*self.desks, *(part.visitor for part in self.parts)]

    async def run(self, tell: Callable[[], None], every_s: float, patience_s: float) -> None:
        """Plays it all and waits until everybody has seen everything.

        Calls `tell` again and again. Raises Stalled when nothing moved for `patience_s`, and
        chat.client.Refused or TimeoutError when the server does not let them in."""
        async with contextlib.AsyncExitStack() as connected:
            await self._connect(connected)
            self.started_at = time.monotonic()
            scripts = [asyncio.create_task(self._play(part)) for part in self.parts]
            try:
                await self._wait(scripts, tell, every_s, patience_s)
            finally:
                self.ended_at = time.monotonic()
                for script in scripts:
                    script.cancel()
                await asyncio.gather(*scripts, return_exceptions=True)

    async def _connect(self, connected: contextlib.AsyncExitStack) -> None:
        for start in range(0, len(self.clients), CONNECTING_AT_ONCE):
            some = self.clients[start : start + CONNECTING_AT_ONCE]
            for client in some:
                await connected.enter_async_context(client)
            for client in some:
                await client.until(lambda client=client: client.is_online, CONNECTED_WITHIN_S)

    async def _wait(
        self,
        scripts: list["asyncio.Task[None]"],
        tell: Callable[[], None],
        every_s: float,
        patience_s: float,
    ) -> None:
        moved, moved_at = -1, time.monotonic()
        pending = set(scripts)
        while pending:
            done, pending = await asyncio.wait(pending, timeout=every_s)
            for script in done:
                script.result()
            tell()
            if self.progress != moved:
                moved, moved_at = self.progress, time.monotonic()
            elif time.monotonic() - moved_at > patience_s:
                raise Stalled

    @property
    def progress(self) -> int:
        """Grows with everything that is acknowledged or shown."""
        return sum(
            len(client.outbox.acknowledged) + sum(view.last for view in client.views.values())
            for client in self.clients
        )

    # --- one dialogue -------------------------------------------------------------------------

    async def _play(self, part: Part) -> None:
        """Everybody answers what they have seen; who goes on talking does not wait."""
        last: tuple[bool, str] | None = None
        for turn in part.dialogue.turns:
            speaker = part.visitor if turn.from_customer else await self._attend(part)
            if last and last[0] != turn.from_customer:
                await speaker.shown(last[1])
            await self.pacer.turn()
            last = (turn.from_customer, self._say(part, turn.from_customer, turn.text))
            part.said += 1
        await self._end(part, last[1] if last else "")

    def _say(self, part: Part, is_customer: bool, text: str) -> str:
        if is_customer:
            return part.visitor.send(text)
        assert part.number is not None
        return part.desk.send(part.number, text)

    async def _attend(self, part: Part) -> OperatorClient:
        """The operator opens the conversation and takes it."""
        if part.number is None:
            part.number = await self.reception.number(part.index)
            part.desk.open(part.number)
            part.desk.take(part.number)
        return part.desk

    async def _end(self, part: Part, last: str) -> None:
        """Closed by its operator, when both have seen the last word."""
        desk = await self._attend(part)
        assert part.number is not None
        await asyncio.gather(desk.shown(last), part.visitor.shown(last))
        part.closing = desk.close(part.number)
        await asyncio.gather(desk.shown(part.closing), part.visitor.shown(part.closing))
