"""Short pieces of database work for the sockets, in a bounded pool of threads.

Each runs in its tenant's scope with a connection borrowed from the pool, and gives it back.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import Any, ParamSpec, TypeVar

from django.db import connection, transaction

from helpdesk.tenancy import no_scope, tenant_scope

P = ParamSpec("P")
T = TypeVar("T")

_threads = ThreadPoolExecutor(8, "unit")


async def in_tenant(tenant_id: int, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    def unit() -> T:
        with tenant_scope(tenant_id), transaction.atomic():
            return work(*args, **kwargs)

    return await unscoped(unit)


async def unscoped(work: Callable[..., T], *args: Any) -> T:
    """For the global tables alone: companies, people, sessions. The caller's scope does not reach
    in."""

    def unit() -> T:
        try:
            with no_scope():
                return work(*args)
        finally:
            connection.close()

    context = copy_context()
    return await asyncio.get_running_loop().run_in_executor(_threads, context.run, unit)
