"""Opening and closing, told live to everybody who has a company's widget open."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from tenants.models import Tenant

from . import units
from .availability import Availability, answering_now, availability, note_presence
from .events import Push, announce, visitors_group
from .welcome import people_answering


def availability_frame(tenant: Tenant, found: Availability) -> dict[str, Any]:
    people = people_answering(tenant, found)
    return {"type": "availability", **found.facts(), "people": people}


def tell_availability(tenant_id: int) -> None:
    """Somebody has come or gone: let every open widget know. Call inside the tenant's scope."""
    frame = _now(tenant_id)
    announce([Push(visitors_group(tenant_id), frame)])


class Shutters:
    """What this process last told the visitors of each company: only news is told."""

    def __init__(self) -> None:
        self._told: dict[int, dict[str, Any]] = {}

    async def look(self, tenant_ids: Iterable[int]) -> None:
        """Looks at the clock and at who is there; forgets companies that nobody looks at."""
        wanted = set(tenant_ids)
        self._told = {pk: frame for pk, frame in self._told.items() if pk in wanted}
        for tenant_id in wanted:
            told = self._told.get(tenant_id)
            self._told[tenant_id] = await units.in_tenant(tenant_id, _tell_news, tenant_id, told)


def _tell_news(tenant_id: int, told: dict[str, Any] | None) -> dict[str, Any]:
    frame = _now(tenant_id)
    if frame != told:
        announce([Push(visitors_group(tenant_id), frame)])
    return frame


def _now(tenant_id: int) -> dict[str, Any]:
    tenant, now = Tenant.objects.get(pk=tenant_id), timezone.now()
    if answering_now():
        note_presence(tenant, now)
    return availability_frame(tenant, availability(tenant, now))
