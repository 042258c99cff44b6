"""What a visitor is shown first: who the company is, and who is there now."""

from typing import Any

from tenants.models import Membership, Tenant

from .availability import Availability
from .render import portrait

FACES = 5


def company_for_visitor(tenant: Tenant) -> dict[str, Any]:
    return {
        "name": tenant.name,
        "greeting": tenant.greeting,
        "courtesy": tenant.courtesy,
        "zone": tenant.zone,
    }


def people_answering(tenant: Tenant, found: Availability) -> list[dict[str, Any]]:
    """Faces of those who would answer now, in an order that stays; none while it is masked."""
    if not found.is_open:
        return []
    answering = Membership.objects.answering().order_by("display_name", "pk")
    rows = answering.values_list("display_name", "photo_hash")[:FACES]
    return [{"name": name, "photo": portrait(tenant.pk, photo)} for name, photo in rows]
