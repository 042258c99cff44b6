"""One socket at a time, for as long as the client lives: connecting and reconnecting are the same
thing."""

import asyncio
import contextlib
import json
import random
import socket
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus, WebSocketException

from .pace import Pace

Frame = dict[str, Any]

FORBIDDEN = 403  # the origin is refused in the handshake
UNSUPPORTED = 1002
SLOW_READER, ELSEWHERE, FLOOD = 4408, 4410, 4429
ELSEWHERE_WITHIN = 1.0
FLOOD_PAUSE = 30.0
FINAL = frozenset({FORBIDDEN, UNSUPPORTED, 1009, 4401, 4403, 4404})
LARGEST_FRAME = 16 * 1024 * 1024  # a page of a hundred long messages


@dataclass(frozen=True)
class Address:
    """`url` is where the helpdesk is (http://host:port), `path` one of its socket addresses."""

    url: str
    path: str
    headers: Mapping[str, str]

    @property
    def socket(self) -> str:
        return self.url.replace("http", "ws", 1) + self.path


class Line:
    """Calls `opened()` on every new socket and `received(frame)` for each frame; `send` while it is
    open. `refused` is the code that said not to come back, else None."""

    def __init__(
        self, address: Address, pace: Pace, opened: Callable[[], None], received: Callable
    ) -> None:
        self.address = address
        self.pace = pace
        self.refused: int | None = None
        self.dial: Callable[[], Awaitable[socket.socket]] | None = None  # through another network
        self.is_greeted = False
        self._opened, self._received = opened, received
        self._socket: ClientConnection | None = None
        self._outgoing: asyncio.Queue[str] = asyncio.Queue()

    async def run(self) -> None:
        """Until it is refused or cancelled."""
        failures = 0
        while True:
            code = await self._one_socket()
            failures = 0 if self.is_greeted else failures + 1
            self.is_greeted = False
            if code in FINAL:
                self.refused = code
            if self.refused is not None:
                return
            await asyncio.sleep(self._pause(code, failures))

    def _pause(self, code: int | None, failures: int) -> float:
        if code == SLOW_READER:
            return 0.0
        if code == ELSEWHERE and not failures:
            return random.uniform(0.0, ELSEWHERE_WITHIN)
        return FLOOD_PAUSE if code == FLOOD else self.pace.backoff(failures)

    async def _one_socket(self) -> int | None:
        """The code it ended with, None where there is none."""
        options = {
            "origin": self.address.url,
            "additional_headers": self.address.headers,
            "compression": None,
            "max_size": LARGEST_FRAME,
            "ping_interval": None,  # the protocol has beats of its own
            "close_timeout": 1,
        }
        try:
            if self.dial is not None:
                options["sock"] = await self.dial()
            async with connect(self.address.socket, **options) as connection:
                await self._converse(connection)
        except InvalidStatus as error:
            return error.response.status_code
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else None
        except (OSError, TimeoutError, WebSocketException):
            return None
        return None

    async def _converse(self, socket: ClientConnection) -> None:
        self._socket, self._outgoing = socket, asyncio.Queue()
        self._opened()
        sending = asyncio.create_task(self._send_outgoing(socket, self._outgoing))
        try:
            while True:
                async with asyncio.timeout(self.pace.silence):
                    text = await socket.recv()
                self._received(json.loads(text))
        finally:
            self._socket = None
            sending.cancel()

    async def _send_outgoing(self, socket: ClientConnection, outgoing: asyncio.Queue[str]) -> None:
        with contextlib.suppress(ConnectionClosed):
            while True:
                await socket.send(await outgoing.get())

    def send(self, frame: Frame) -> None:
        """Fire and forget; into the void while there is no socket."""
        if self._socket is not None:
            self._outgoing.put_nowait(json.dumps(frame, ensure_ascii=False))

    def refuse(self, code: int) -> None:
        """End for good."""
        self.refused = code
        self.cut()

    def cut(self) -> None:
        """Lose the connection as a network does, without a word."""
        if self._socket is not None:
            self._socket.transport.abort()
