"""The threads that check: few, because each check is short work for a processor, and apart from
the threads of the sockets, because no message may wait for a check."""

import asyncio
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import cache
from typing import ParamSpec, TypeVar

from .grammar import warm

P = ParamSpec("P")
T = TypeVar("T")

THREADS = max(2, min(4, os.cpu_count() or 2))


@cache
def _threads() -> ThreadPoolExecutor:
    """Each builds its linter when it begins."""
    return ThreadPoolExecutor(THREADS, "check", initializer=warm)


def warm_up() -> None:
    """The first check of all need not wait for a dictionary. Returns at once."""
    for _thread in range(THREADS):
        _threads().submit(warm)


async def in_thread(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """The language that is active here is active there."""
    context = copy_context()
    return await asyncio.get_running_loop().run_in_executor(
        _threads(), lambda: context.run(work, *args, **kwargs)
    )
