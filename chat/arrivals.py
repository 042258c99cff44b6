"""What everybody who opens a company's widget is told alike, read once for many of them.

After a restart thousands of widgets come back within seconds. What differs between them is little;
the rest (who the company is, its hours, who is there) took eight of a connect's 23 statements.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextvars import Context
from typing import Any, Generic, TypeVar

from django.utils import timezone

from tenants.models import Tenant

from . import units
from .availability import read_off
from .reading import epoch
from .roster import Roster
from .welcome import company_for_visitor, departments_to_choose, people_answering

HELLOS_AT_ONCE = 64

K, T = TypeVar("K"), TypeVar("T")


class Together(Generic[K, T]):
    """One reading at a time for each key. Who asks gets one that began after they asked, which is
    as fresh as one of their own, and shares it with all who asked since the last one began."""

    def __init__(self, read: Callable[[K], Awaitable[T]]) -> None:
        self._read = read
        self._running: dict[K, asyncio.Task[T]] = {}
        self._next: dict[K, asyncio.Task[T]] = {}

    async def ask(self, key: K) -> T:
        if key not in self._next:
            reading = self._begin(key, self._running.get(key))
            self._next[key] = asyncio.get_running_loop().create_task(reading, context=Context())
        return await asyncio.shield(self._next[key])

    async def _begin(self, key: K, before: "asyncio.Task[T] | None") -> T:
        if before is not None:
            await asyncio.wait([before])
        task = self._running[key] = self._next.pop(key)  # who asks from now on waits for another
        try:
            return await self._read(key)
        finally:
            if self._running[key] is task:
                del self._running[key]


class Arrivals:
    """`door`: so many hellos of visitors at a time, first come first served. All of them in step
    would welcome the first when nearly all were read, after most had stopped waiting.

    `companies`: by site key, None where there is none; `told`: the part of `welcome`, by id."""

    def __init__(self) -> None:
        self.door = asyncio.Semaphore(HELLOS_AT_ONCE)
        self.companies = Together[str, Tenant | None](self._find)
        self.told = Together[int, dict[str, Any]](read_told)
        self._known: dict[str, Tenant] = {}

    async def _find(self, key: str) -> Tenant | None:
        """The same object for the same facts: thousands of sockets hold one each."""
        found = await units.before_others(None, find_site, key)
        known = self._known.get(key)
        if found is None:
            self._known.pop(key, None)
        elif known is None or _columns(known) != _columns(found):
            self._known[key] = found
        return self._known.get(key)


def find_site(key: str) -> Tenant | None:
    return Tenant.objects.real().filter(site_key=key, is_active=True).first()


def _columns(row: Tenant) -> dict[str, Any]:
    return {name: value for name, value in vars(row).items() if not name.startswith("_")}


async def read_told(tenant_id: int) -> dict[str, Any]:
    return await units.before_others(tenant_id, _told, tenant_id)


def _told(tenant_id: int) -> dict[str, Any]:
    tenant = Tenant.objects.get(pk=tenant_id)
    roster = Roster(tenant, timezone.now())
    found = read_off(roster)
    return {
        "epoch": epoch(),
        "company": company_for_visitor(tenant),
        "people": people_answering(roster, found),
        "availability": found.facts(),
        "departments": departments_to_choose(roster),
        "shows_typing": tenant.shows_typing,
    }
