"""One open socket: what goes out is bounded, what comes in is limited."""

import asyncio
import contextlib
from collections.abc import Awaitable
from typing import Any

from helpdesk.watch import meters
from helpdesk.watch.answering import note_socket

from . import fanout, frames
from .bucket import Bucket
from .frames import BadFrame, error_frame
from .outflow import ROOM_BELOW, TOO_SLOW, Outflow, size_of
from .runtime import VitalSigns, runtime
from .sides.base import SOON, Side

HELLO_WITHIN = 15.0
MISSED_BEATS = 2

TOO_LARGE, NOT_SIGNED_IN, ENDED, UNKNOWN = 1009, 4401, 4403, 4404
NO_HELLO, ELSEWHERE, FLOODED = 4409, 4410, 4429
ANSWERED_WITHIN = 2.0  # what is under way when the process leaves; later it is sent again


class SideSocket(Outflow):
    """A `Line` (`chat.sides.base`) over a WebSocket. Subclasses make the side in `admit`."""

    is_live = True
    is_leaving = False
    _is_at_work = False
    side: Side

    async def admit(self) -> int | None:
        """Sets `self.side`, or returns the close code for somebody who may not be here."""
        raise NotImplementedError

    async def is_allowed_origin(self) -> bool:
        raise NotImplementedError

    # --- life ---------------------------------------------------------------------------------

    async def connect(self) -> None:
        self.groups_joined: set[str] = set()
        self._work: set[asyncio.Future[Any]] = set()
        self.begin()
        self._silent_beats = 0
        if not await self.is_allowed_origin():
            await self.close()
            return
        await self.accept()
        code = await self.admit()
        if code is not None:
            await self.end_now(code)
            return
        self.tenant_id = self.side.tenant.pk
        self._bucket = Bucket(rate=self.side.rate, burst=self.side.burst)
        self._await_hello()
        self.admitted()

    def _await_hello(self) -> None:
        self._hello_timer = asyncio.get_running_loop().call_later(HELLO_WITHIN, self._no_hello)

    def admitted(self) -> None:
        """It is complete: from here on the process's heartbeat and watch see it."""
        self.scope["headers"].clear()  # read, and long: thousands of sockets keep their scope
        runtime().sockets.add(self)
        note_socket(self.side.reader, self.tenant_id)

    async def disconnect(self, code: int) -> None:
        self.is_closed = True
        if timer := getattr(self, "_hello_timer", None):
            timer.cancel()
        runtime().sockets.discard(self)
        for group in tuple(self.groups_joined):
            self.leave(group)
        for work in self._work:
            work.cancel()
        self._has_room_again()

    def _no_hello(self) -> None:
        if self._is_at_work:  # it was said in time: thousands may have said it at once
            self._await_hello()
        elif not self.side.is_greeted:
            self.end(NO_HELLO)

    def end(self, code: int) -> None:
        """Close from outside a handler."""
        self._keep(asyncio.ensure_future(self.end_now(code)))

    async def end_now(self, code: int) -> None:
        if self.is_closed:
            return
        self.is_closed = True
        meters.ENDED.labels(code).inc()
        with contextlib.suppress(Exception):
            try:
                await self.close(code=code)
            except Exception:  # plain Daphne has no 1009 (helpdesk.services.web has)
                await self.close()

    async def go_elsewhere(self) -> None:
        """This process leaves: what was sent is answered, and what comes now is for the next one,
        where its sender sends it again."""
        if self.is_leaving:
            return
        self.is_leaving = True
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(ANSWERED_WITHIN):
                await self.side.order.settled()
                await self.sent()
        await self.end_now(ELSEWHERE)

    # --- in -----------------------------------------------------------------------------------

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        if self.is_closed or self.is_leaving:
            return
        if size_of(text_data, bytes_data) > frames.MAX_FRAME:
            await self.end_now(TOO_LARGE)
            return
        try:
            frame = frames.parse(text_data) if text_data is not None else None
        except BadFrame:
            frame = None
        is_beat = frame is not None and frame.get("type") == "beat"
        if is_beat and self._answered(frame):
            return
        if (wait := self._bucket.take()) > 0:
            await self._over_the_bucket(wait, frame)
        elif frame is None:
            self.reply(error_frame("bad_json"))
        elif not is_beat:
            self._is_at_work = True
            await self.side.handle(frame)
            self._is_at_work = False

    async def _over_the_bucket(self, wait: float, frame: dict[str, Any] | None) -> None:
        if self._bucket.is_flooded():
            await self.end_now(FLOODED)
            return
        about = frames.sender_id(frame) if frame else None
        if frame:
            self.side.turned_away(frame)
        self.reply(error_frame("slow_down", id=about, retry_after=round(max(wait, 1.0), 1)))

    # --- beats --------------------------------------------------------------------------------

    _last_signs = VitalSigns()

    def beat(self, signs: VitalSigns) -> None:
        if self.is_closed:
            return
        if not self.side.is_greeted:
            if self._is_at_work:
                self.reply(SOON)
            return
        if self._silent_beats >= MISSED_BEATS:
            self.end(TOO_SLOW)
            return
        self._silent_beats += 1
        self._last_signs = signs
        self._send_beat()

    def _send_beat(self) -> None:
        number = self._unread.beat()
        self.reply({"type": "beat", "n": number} | self.heads_frame(self._last_signs))

    def heads_frame(self, signs: VitalSigns) -> dict[str, Any]:
        raise NotImplementedError

    def _answered(self, frame: dict[str, Any]) -> bool:
        if not self._unread.answered(frame.get("n")):
            return False
        self._silent_beats = 0
        if self._unread.size < ROOM_BELOW:
            self._has_room_again()
        return True

    # --- groups and background work -----------------------------------------------------------

    async def join(self, group: str) -> None:
        if group not in self.groups_joined:
            self.groups_joined.add(group)
            await fanout.local().join(group, self)
            if self.is_closed:
                self.leave(group)

    def leave(self, group: str) -> None:
        self.groups_joined.discard(group)
        fanout.local().leave(group, self)

    def later(self, work: Awaitable[None]) -> Awaitable[None]:
        self._keep(asyncio.ensure_future(work))
        return _nothing()

    def _keep(self, work: "asyncio.Future[Any]") -> None:
        self._work.add(work)
        work.add_done_callback(self._work.discard)


async def _nothing() -> None:
    return
