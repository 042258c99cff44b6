"""What a socket is sent: in order, at once where the server can, and never more than its reader
keeps up with."""

import asyncio
import contextlib
from collections import deque
from typing import Any

from channels.exceptions import StopConsumer
from channels.generic.websocket import AsyncWebsocketConsumer

from helpdesk.sockets import GONE, WRITE

from . import fanout
from .sides.base import Side
from .unread import Unread

EXTRA_BEAT_AFTER = 256 * 1024
MOST_UNANSWERED = 1024 * 1024
ROOM_BELOW = 512 * 1024
TOO_SLOW = 4408


class Outflow(AsyncWebsocketConsumer):
    """The lower half of `chat.sockets.SideSocket`."""

    channel_layer_alias = None  # pushes come through chat.fanout, not through a channel each
    side: Side

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        """Without what Channels does around every frame, which costs more than the frame: a task,
        and a hop into the one thread of all synchronous code to look for old connections."""
        self.scope, self.base_send = scope, send
        ways = scope.get("extensions", {})
        self._write, self.is_gone = ways.get(WRITE), ways.get(GONE, lambda: False)
        with contextlib.suppress(StopConsumer):
            while True:
                await self.dispatch(await receive())

    async def dispatch(self, message: dict[str, Any]) -> None:
        await getattr(self, message["type"].replace(".", "_"))(message)

    async def websocket_disconnect(self, message: dict[str, Any]) -> None:
        await self.disconnect(message["code"])
        raise StopConsumer

    def begin(self) -> None:
        self.is_closed = False
        if self._write is None:
            self._outgoing: deque[str] = deque()
        self._sending: asyncio.Task[None] | None = None
        self._held: list[str] = []
        self._holders = 0
        self._unread = Unread()
        self._has_no_room: asyncio.Event | None = None  # ends with its being set

    def end(self, code: int) -> None:
        raise NotImplementedError

    def _send_beat(self) -> None:
        raise NotImplementedError

    def reply(self, frame: dict[str, Any]) -> None:
        self._put(fanout.encode(frame))

    def deliver(self, text: str) -> None:
        """A push. Kept back while the log is being read, so that it comes after it."""
        if self._holders:
            self._held.append(text)
            if len(self._held) > 1000:
                self.end(TOO_SLOW)
        else:
            self._put(text)

    def hold(self) -> None:
        self._holders += 1

    def let_go(self) -> None:
        self._holders -= 1
        if self._held and not self._holders:
            held, self._held = self._held, []
            for text in held:
                self._put(text)

    def _put(self, text: str) -> None:
        if self.is_closed:
            return
        if self._unread.size > MOST_UNANSWERED:
            self.end(TOO_SLOW)
            return
        self._unread.add(size_of(text, None))
        if self._write is None:
            self._send_in_turn(text)
        else:
            self._write(text)
        if self._unread.since_beat > EXTRA_BEAT_AFTER and self.side.is_greeted:
            self._send_beat()
        if self._unread.size > ROOM_BELOW and self._has_no_room is None:
            self._has_no_room = asyncio.Event()

    def _send_in_turn(self, text: str) -> None:
        """Where the server knows no other way (`helpdesk.services.wire` does)."""
        self._outgoing.append(text)
        if self._sending is None:
            self._sending = asyncio.ensure_future(self._drain())

    async def _drain(self) -> None:
        try:
            while self._outgoing and not self.is_closed:
                await self.send(text_data=self._outgoing.popleft())
        except Exception:  # the other end is gone; `disconnect` follows
            self._outgoing.clear()
        finally:
            self._sending = None

    async def sent(self) -> None:
        """What was put so far is with the server, which sends it."""
        while self._sending is not None and not self.is_closed:
            await asyncio.wait([self._sending])

    async def room(self) -> None:
        while self._has_no_room is not None:  # somebody else may have used it up again
            await self._has_no_room.wait()

    def _has_room_again(self) -> None:
        if self._has_no_room is not None:
            self._has_no_room.set()
            self._has_no_room = None


def size_of(text: str | None, data: bytes | None) -> int:
    if text is not None:
        return len(text) if text.isascii() else len(text.encode())
    return len(data or b"")
