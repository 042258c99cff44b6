"""How a web process leaves: it says so, sends its sockets to another one and ends what it began.

`helpdesk.services.web` calls `drain` when it is told to stop (SIGTERM). Django need not be there.
"""

import asyncio
import logging
import os
import threading
from collections.abc import Awaitable, Callable

DRAINING = "draining"
LEAST_S = 1.0  # for what is under way, also where nobody was given any time
NOTICED_WITHIN_S = 10.0  # by proxies that ask every few seconds
BEYOND_S = 9.0  # after the time it was given it is gone, whatever it is still at

logger = logging.getLogger(__name__)

Farewell = Callable[[float], Awaitable[None]]

_farewells: list[Farewell] = []
_is_leaving = False


def is_leaving() -> bool:
    """Whether a proxy should send nobody here any more."""
    return _is_leaving


def before_leaving(farewell: Farewell) -> None:
    """Have `farewell(seconds)` awaited, which takes about so many seconds."""
    _farewells.append(farewell)


async def drain(seconds: float, shut_the_door: Callable[[], None], is_busy: Callable[[], bool]):
    """In the first half, or ten seconds, proxies notice that `/readyz?only=web` says 503; then
    nobody is let in any more, sockets are sent away one after another in what is left, and
    requests are ended.

    seconds: 0 takes no longer than what is under way, and at most a second or two. Call in a
    process that does nothing else: BEYOND_S later it ends by itself.
    """
    global _is_leaving
    _is_leaving = True
    _leave_at_last(seconds + BEYOND_S)
    unnoticed = min(seconds / 2, NOTICED_WITHIN_S)
    await asyncio.sleep(unnoticed)
    shut_the_door()
    for farewell in _farewells:
        try:
            await farewell(seconds - unnoticed)
        except Exception:  # whatever it is: the others want to say goodbye, too
            logger.exception("leaving without a goodbye")
    await _until(lambda: not is_busy(), max(seconds - unnoticed, LEAST_S))


async def _until(condition: Callable[[], bool], within_s: float) -> None:
    loop = asyncio.get_running_loop()
    give_up = loop.time() + within_s
    while not condition() and loop.time() < give_up:
        await asyncio.sleep(0.02)


def _leave_at_last(after_s: float) -> None:
    """A thread that waits for PostgreSQL or Redis cannot be called off, and Python waits for each
    of them, and for all that is in their queues, before it ends."""
    timer = threading.Timer(after_s, _leave_now)
    timer.daemon = True
    timer.start()


def _leave_now() -> None:
    """Nothing of it was acknowledged: whoever sent it sends it again, to another process."""
    logger.warning("left what was still under way")
    os._exit(0)
