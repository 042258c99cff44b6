"""Sockets of a process that stops go elsewhere: none is cut off in the middle of a message."""

import asyncio
import random

from .runtime import LiveSocket, runtime

GONE_WITHIN_S = 1.0  # after the last was sent away: its client says goodbye, too


async def send_everybody_elsewhere(seconds: float) -> None:
    """One after another within `seconds`, so that the others do not get all of them at once."""
    sockets = list(runtime().sockets)
    random.shuffle(sockets)
    await _send_away(sockets, seconds)
    await _send_away(list(runtime().sockets), 0.0)  # who came through the closing door
    await _until_gone()


async def _send_away(sockets: list[LiveSocket], seconds: float) -> None:
    loop = asyncio.get_running_loop()
    started, going = loop.time(), []
    for number, socket in enumerate(sockets):
        going.append(asyncio.ensure_future(socket.go_elsewhere()))
        ahead = started + seconds * (number + 1) / len(sockets) - loop.time()
        if ahead > 0 or number % 100 == 0:
            await asyncio.sleep(max(ahead, 0))
    await asyncio.gather(*going, return_exceptions=True)


async def _until_gone() -> None:
    loop = asyncio.get_running_loop()
    give_up = loop.time() + GONE_WITHIN_S
    while runtime().sockets and loop.time() < give_up:
        await asyncio.sleep(0.02)
