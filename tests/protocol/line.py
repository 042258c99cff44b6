"""A socket of docs/protocol.md, held by hand: it says what it is told to, well or badly."""

import asyncio
import contextlib
import json
from collections.abc import Callable
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

Frame = dict[str, Any]
WITHIN_S = 20.0
LARGEST = 16 * 1024 * 1024


class Line:
    """`take` is told every frame that comes."""

    path: str
    headers: dict[str, str]

    def __init__(self, origin: str, name: str) -> None:
        self.origin, self.name = origin, name
        self.closed_with: int | None = None
        self.said = 0  # frames on this line
        self._socket: ClientConnection | None = None
        self._hearing: asyncio.Task[None] | None = None
        self._news = asyncio.Event()

    def take(self, frame: Frame) -> None:
        raise NotImplementedError

    async def open(self) -> None:
        """Connected, and nothing said yet."""
        self.closed_with, self.said = None, 0
        self._socket = await connect(
            self.origin.replace("http", "ws", 1) + self.path,
            origin=self.origin,
            additional_headers=self.headers,
            compression=None,
            max_size=LARGEST,
            ping_interval=None,
            close_timeout=1,
        )
        self._hearing = asyncio.create_task(self._hear(self._socket))

    async def _hear(self, socket: ClientConnection) -> None:
        try:
            while True:
                self.take(json.loads(await socket.recv()))
                self._tell()
        except ConnectionClosed as closed:
            self.closed_with = closed.rcvd.code if closed.rcvd else 1006
            self._tell()

    def _tell(self) -> None:
        self._news.set()
        self._news = asyncio.Event()

    async def say(self, frame: Frame) -> None:
        await self.say_raw(json.dumps(frame))

    async def say_raw(self, text: str | bytes) -> None:
        assert self._socket is not None
        self.said += 1
        with contextlib.suppress(ConnectionClosed):
            await self._socket.send(text)

    async def until(self, condition: Callable[[], Any], within: float = WITHIN_S) -> None:
        """Raises TimeoutError, and AssertionError when the server hung up."""
        async with asyncio.timeout(within):
            while not condition():
                assert self.closed_with is None, f"{self.name} was closed: {self.closed_with}"
                await self._news.wait()

    async def cut(self) -> None:
        """As a network that is gone does it."""
        if self._socket is not None:
            self._socket.transport.abort()
        if self._hearing is not None:
            await self._hearing
