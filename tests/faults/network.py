"""The network between clients and servers, and how it is cut: packets vanish, and nobody is told.

Where the kernel lets us, a network namespace of its own at the other end of a virtual cable.
Elsewhere (no root, no Linux) a proxy that stops passing on what it gets.
"""

import asyncio
import contextlib
import socket
import subprocess
from collections.abc import Iterator
from functools import partial
from typing import Protocol

from .connecting import Dial, connected
from .namespace import Namespace


class Network(Protocol):
    kind: str

    def dial(self, port: int) -> Dial:
        """How a client at the other end connects to a server that listens here."""

    def cut(self) -> None: ...

    def mend(self) -> None: ...


class PausingProxies:
    """One in front of each server. While it is cut, connections stay open and nothing passes; what
    is connected meanwhile waits."""

    kind = "proxy that stops passing on"

    def __init__(self) -> None:
        self._proxies: dict[int, asyncio.Server] = {}
        self._passing = asyncio.Event()
        self._passing.set()

    def dial(self, port: int) -> Dial:
        return partial(self._dial, port)

    async def _dial(self, port: int) -> socket.socket:
        if port not in self._proxies:
            meet = partial(self._meet, port)
            self._proxies[port] = await asyncio.start_server(meet, "127.0.0.1", 0)
        address = self._proxies[port].sockets[0].getsockname()
        return await connected(socket.socket(), address)

    async def _meet(
        self, port: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        with contextlib.suppress(OSError, asyncio.CancelledError):  # at the end, both ways at once
            await self._passing.wait()
            there, back = await asyncio.open_connection("127.0.0.1", port)
            await asyncio.gather(self._pass_on(reader, back), self._pass_on(there, writer))

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while data := await reader.read(65536):
                await self._passing.wait()
                writer.write(data)
                await writer.drain()
        except OSError:
            pass
        finally:
            writer.close()

    def cut(self) -> None:
        self._passing.clear()

    def mend(self) -> None:
        self._passing.set()

    def close(self) -> None:
        for proxy in self._proxies.values():
            proxy.close()


@contextlib.contextmanager
def network(namespace: Namespace | None) -> Iterator[Network]:
    """The machine's, or proxies that last as long as this; it is whole afterwards."""
    if namespace is not None:
        try:
            yield namespace
        finally:
            with contextlib.suppress(subprocess.CalledProcessError):  # cut in the middle of cutting
                namespace.mend()
        return
    proxies = PausingProxies()
    try:
        yield proxies
    finally:
        proxies.close()
