"""The other end of a socket, for tests: says frames, hears answers, sees the close code."""

import asyncio
import json
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import websockets

WITHIN_S = 10.0


class Wire:
    def __init__(self, socket: Any) -> None:
        self.socket = socket

    async def say(self, **frame: Any) -> None:
        await self.socket.send(json.dumps(frame))

    async def say_raw(self, text: str | bytes) -> None:
        await self.socket.send(text)

    async def next(self, within: float = WITHIN_S) -> dict[str, Any]:
        async with asyncio.timeout(within):
            return json.loads(await self.socket.recv())

    async def hear(self, kind: str, within: float = WITHIN_S) -> dict[str, Any]:
        """The next frame of that type; others are passed over."""
        async with asyncio.timeout(within):
            while (frame := json.loads(await self.socket.recv()))["type"] != kind:
                pass
        return frame

    async def next_or_close(self, within: float = WITHIN_S) -> dict[str, Any] | None:
        """None once the server has closed."""
        try:
            return await self.next(within)
        except websockets.ConnectionClosed:
            return None

    async def error(self) -> tuple[str, str | None]:
        """(code, field) of the next error."""
        frame = await self.hear("error")
        return frame["code"], frame.get("field")

    async def heard_until(self, kind: str) -> list[dict[str, Any]]:
        """Every frame up to the next of that type."""
        frames = [await self.next()]
        while frames[-1]["type"] != kind:
            frames.append(await self.next())
        return frames

    async def close_code(self, within: float = WITHIN_S) -> int:
        """Waits until the server closes; whatever it says before that is passed over."""
        async with asyncio.timeout(within):
            try:
                while True:
                    await self.socket.recv()
            except websockets.ConnectionClosed as closed:
                return closed.rcvd.code if closed.rcvd else 1006

    async def hello(self, **fields: Any) -> dict[str, Any]:
        await self.say(type="hello", v=1, **fields)
        return await self.hear("welcome")

    async def post(self, body: str, **fields: Any) -> dict[str, Any]:
        """Sends a message; its acknowledgement."""
        await self.say(type="send", id=str(uuid.uuid4()), body=body, **fields)
        return await self.hear("ack")


@asynccontextmanager
async def connected(address: str, **options: Any) -> AsyncIterator[Wire]:
    async with websockets.connect(address, **options) as socket:
        yield Wire(socket)


def visitor_line(server: Any, key: str, **options: Any) -> Any:
    """Opens the widget's socket of a site key; nothing is said yet."""
    address = f"{server.socket_origin}/ws/widget/{key}/"
    return connected(address, **{"origin": server.origin} | options)


def operator_line(server: Any, slug: str, cookie: str | None, **options: Any) -> Any:
    """Opens the console's socket of a company with somebody's session cookie."""
    headers = {"Cookie": cookie} if cookie else {}
    address = f"{server.socket_origin}/ws/t/{slug}/"
    return connected(address, **{"origin": server.origin, "additional_headers": headers} | options)


@asynccontextmanager
async def greeted_visitor(server: Any, cast: Any, **hello: Any) -> AsyncIterator[Wire]:
    async with visitor_line(server, cast.acme.site_key) as line:
        await line.hello(token=cast.token, **hello)
        yield line


@asynccontextmanager
async def greeted_operator(server: Any, member: Any, **hello: Any) -> AsyncIterator[Wire]:
    async with operator_line(server, member.tenant.slug, member.cookie) as line:
        await line.hello(**hello)
        yield line


async def refused_with(line: Any) -> int:
    """The HTTP status of a handshake that is refused."""
    try:
        async with line:
            raise AssertionError("the handshake was accepted")
    except websockets.InvalidStatus as refused:
        return refused.response.status_code
