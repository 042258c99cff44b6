"""Short pieces of database work for the sockets, in a bounded pool of threads.

Each runs in its tenant's scope with a connection borrowed from the pool, and gives it back.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from typing import Any, ParamSpec, TypeVar

from django.db import connection, transaction

from helpdesk.tenancy import no_scope, tenant_scope

P = ParamSpec("P")
T = TypeVar("T")

_threads = ThreadPoolExecutor(8, "unit")
_first = ThreadPoolExecutor(2, "first")  # for what thousands may wait for


async def in_tenant(tenant_id: int, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    return await unscoped(partial(_scoped, tenant_id, work, *args, **kwargs))


async def unscoped(work: Callable[..., T], *args: Any) -> T:
    """For the global tables alone: companies, people, sessions. The caller's scope does not reach
    in."""
    return await _in(_threads, work, *args)


async def before_others(tenant_id: int | None, work: Callable[..., T], *args: Any) -> T:
    """`in_tenant`, or `unscoped` without one: for one piece of work that many wait for, which has
    not to wait for each of them."""
    work = partial(_scoped, tenant_id, work) if tenant_id else work
    return await _in(_first, work, *args)


def _scoped(tenant_id: int, work: Callable[..., T], *args: Any, **kwargs: Any) -> T:
    with tenant_scope(tenant_id), transaction.atomic():
        return work(*args, **kwargs)


async def _in(threads: ThreadPoolExecutor, work: Callable[..., T], *args: Any) -> T:
    def unit() -> T:
        try:
            with no_scope():
                return work(*args)
        finally:
            connection.close()

    context = copy_context()
    return await asyncio.get_running_loop().run_in_executor(threads, context.run, unit)
