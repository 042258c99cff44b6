"""Opening and closing, told live to everybody who has a company's widget open."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.utils import timezone

from tenants.models import Tenant

from . import agenda, units
from .availability import answering_now, note_presence, read_off
from .events import Push, announce, visitors_group
from .roster import Roster
from .welcome import departments_to_choose, people_answering


class State(NamedTuple):
    """`frame` as docs/protocol.md has it; `changes_at`: when the clock alone makes it another."""

    frame: dict[str, Any]
    changes_at: datetime | None


def tell_availability(tenant_id: int) -> None:
    """Something has changed: let every open widget know. Call inside the tenant's scope."""
    announce([Push(visitors_group(tenant_id), _now(tenant_id).frame)])


def company_changed(tenant_id: int) -> None:
    """Other hours or other people: open widgets and what waits follow at once. Call inside the
    tenant's scope, in the transaction that changes them."""
    tell_availability(tenant_id)
    agenda.look_soon(tenant_id)


class Shutters:
    """What this process last told the visitors of each company: only news is told."""

    def __init__(self) -> None:
        self._told: dict[int, State] = {}

    async def look(self, tenant_ids: Iterable[int]) -> None:
        """Looks at the clock and at who is there; forgets companies that nobody looks at."""
        wanted = set(tenant_ids)
        self._told = {pk: state for pk, state in self._told.items() if pk in wanted}
        for tenant_id in wanted:
            await self._look_at(tenant_id)

    async def follow_the_clock(self) -> None:
        """Where it strikes an opening or a closing, that is told at once."""
        now = timezone.now()
        struck = [pk for pk, (_, at) in self._told.items() if at is not None and at <= now]
        for tenant_id in struck:
            await self._look_at(tenant_id)

    async def _look_at(self, tenant_id: int) -> None:
        told = self._told.get(tenant_id)
        self._told[tenant_id] = await units.in_tenant(tenant_id, _tell_news, tenant_id, told)


def _tell_news(tenant_id: int, told: State | None) -> State:
    state = _now(tenant_id)
    if told is None or state.frame != told.frame:
        announce([Push(visitors_group(tenant_id), state.frame)])
    return state


def _now(tenant_id: int) -> State:
    tenant, now = Tenant.objects.get(pk=tenant_id), timezone.now()
    if answering_now():
        note_presence(tenant, now)
    roster = Roster(tenant, now)
    found = read_off(roster)
    frame = {
        "type": "availability",
        **found.facts(),
        "people": people_answering(roster, found),
        "departments": departments_to_choose(roster),
    }
    return State(frame, found.changes_at)
