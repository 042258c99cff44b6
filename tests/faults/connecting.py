"""How a client connects when it is not to take the usual way."""

import asyncio
import socket
from collections.abc import Awaitable, Callable

Dial = Callable[[], Awaitable[socket.socket]]  # for `chat.client.line.Line.dial`
CONNECT_WITHIN_S = 10.0


async def connected(sock: socket.socket, to: tuple[str, int]) -> socket.socket:
    sock.setblocking(False)
    try:
        async with asyncio.timeout(CONNECT_WITHIN_S):
            await asyncio.get_running_loop().sock_connect(sock, to)
    except BaseException:
        sock.close()
        raise
    return sock
