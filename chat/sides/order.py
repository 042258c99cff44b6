"""What one socket sends into a conversation is stored in that order, also when something of it has
to be sent again: what follows it is refused as well, until it has come, or it would overtake it."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from time import monotonic
from typing import Any
from uuid import UUID

from chat.actions import Refused
from chat.frames import RETRY, BadFrame

AGAIN_WITHIN = 35.0  # a client's longest pause, and a little; then it has given up
MOST_LANES = 1000
Lane = int | None  # a conversation; None is a visitor's only one


@dataclass(slots=True)
class Sent:
    """`result` is None where it was refused before anything was tried."""

    client_id: UUID
    result: "asyncio.Future[Any] | None" = None
    until: float = 0.0

    @property
    def is_under_way(self) -> bool:
        return self.result is not None and not self.result.done()

    @property
    def is_awaited(self) -> bool:
        """It was refused for the moment and comes again."""
        if self.is_under_way or monotonic() > self.until:
            return False
        if self.result is None:
            return True
        error = None if self.result.cancelled() else self.result.exception()
        return error is not None and comes_again(error)


def comes_again(error: BaseException) -> bool:
    return not isinstance(error, BadFrame | Refused) or error.code in RETRY


class Order:
    """Of one socket. A lane lists what is not stored yet, in the order it came first."""

    def __init__(self) -> None:
        self._lanes: dict[Lane, list[Sent]] = {}
        self._stored: deque[UUID] | None = None  # the latest; most sockets never send

    def require_turn(self, lane: Lane, client_id: UUID) -> None:
        """Raises Refused("unavailable") while an earlier one has to come again."""
        sent = self._lanes.setdefault(lane, [])
        while sent and not (sent[0].is_under_way or sent[0].is_awaited):
            del sent[0]
        awaited = next((item for item in sent if item.is_awaited), None)
        if awaited is not None and awaited.client_id != client_id:
            raise Refused("unavailable")

    def sent(self, lane: Lane, client_id: UUID, result: "asyncio.Future[Any] | None") -> None:
        item = self._find(lane, client_id)
        if item is None:
            if len(self._lanes) > MOST_LANES:
                self._lanes.clear()
            item = Sent(client_id)
            self._lanes.setdefault(lane, []).append(item)
        item.result, item.until = result, monotonic() + AGAIN_WITHIN

    def refused(self, lane: Lane, client_id: UUID, *, again: bool) -> None:
        """`again`: its sender was told to send it again."""
        if not again:
            self._remove(lane, client_id)
        elif client_id not in (self._stored or ()):  # else it was a needless retry
            self.sent(lane, client_id, None)

    def stored(self, lane: Lane, client_id: UUID) -> None:
        if self._stored is None:
            self._stored = deque(maxlen=200)
        self._stored.append(client_id)
        self._remove(lane, client_id)

    def _remove(self, lane: Lane, client_id: UUID) -> None:
        if (item := self._find(lane, client_id)) is not None:
            self._lanes[lane].remove(item)

    def _find(self, lane: Lane, client_id: UUID) -> Sent | None:
        items = self._lanes.get(lane, ())
        return next((item for item in items if item.client_id == client_id), None)

    async def settled(self) -> None:
        """Returns when everything that is under way is stored or refused, and its sender told."""
        sent = [item for lane in self._lanes.values() for item in lane]
        if going := [item.result for item in sent if item.is_under_way]:
            await asyncio.wait(going)

    async def in_turn(self, lane: Lane, client_id: UUID, work: Callable[[], Awaitable[Any]]) -> Any:
        """Does the work once what was sent before it is stored or refused."""
        self.require_turn(lane, client_id)
        if under_way := [item.result for item in self._lanes[lane] if item.is_under_way]:
            await asyncio.wait(under_way)
            self.require_turn(lane, client_id)
        result = asyncio.get_running_loop().create_future()
        self.sent(lane, client_id, result)
        try:
            return await work()
        finally:
            result.cancel()
