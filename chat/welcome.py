"""What a visitor is shown first: who the company is, and who is there now."""

from typing import Any

from tenants.models import Membership, Tenant

from .availability import Availability
from .render import portrait
from .roster import Roster

FACES = 5


def company_for_visitor(tenant: Tenant) -> dict[str, Any]:
    return {
        "name": tenant.name,
        "greeting": tenant.greeting,
        "courtesy": tenant.courtesy,
        "zone": tenant.zone,
    }


def people_answering(roster: Roster, found: Availability) -> list[dict[str, Any]]:
    """Faces of those who would answer now, in an order that stays; none while it is masked."""
    if not found.is_open:
        return []
    here = [each.pk for each in roster.on_duty_for_all() if each.here_until > roster.now]
    faces = Membership.objects.filter(pk__in=here).order_by("display_name", "pk")
    rows = faces.values_list("display_name", "photo_hash")[:FACES]
    return [{"name": name, "photo": portrait(roster.tenant.pk, photo)} for name, photo in rows]
