"""What a visitor is shown first: who the company is, and who is there now."""

from typing import Any

from tenants.models import Membership, Tenant

from .availability import Availability
from .render import instant, portrait
from .roster import Roster

FACES = 5


def company_for_visitor(tenant: Tenant) -> dict[str, Any]:
    return {
        "name": tenant.name,
        "greeting": tenant.greeting,
        "courtesy": tenant.courtesy,
        "zone": tenant.zone,
    }


def departments_to_choose(roster: Roster) -> list[dict[str, Any]]:
    """Whom a visitor may ask for, and whether they would answer now. Where there is no choice there
    is nothing to choose. One without members is everybody's (chat.roster)."""
    rows = [row for row in roster.departments if row.is_public]
    if len(rows) < 2:
        return []
    return [
        {"id": row.pk, "name": row.name, "about": row.about, **_now_at(roster, row.pk)}
        for row in rows
    ]


def _now_at(roster: Roster, department: int) -> dict[str, Any]:
    """As `availability` says it of the company; of a department no grace makes it better: other
    colleagues are there for the company, too."""
    on_duty = roster.on_duty(department)
    if any(each.here_until > roster.now for each in on_duty):
        return {"state": "open", "reason": None, "opens": None}
    schedule = roster.schedule(department)
    if schedule.is_open(roster.now):
        return {"state": "masked", "reason": "nobody", "opens": None}
    is_written = roster.hours.has_week(roster.own_hours.get(department))
    opens = schedule.opens(roster.now) if is_written else None
    return {"state": "masked", "reason": "closed", "opens": instant(opens)}


def people_answering(roster: Roster, found: Availability) -> list[dict[str, Any]]:
    """Faces of those who would answer now, in an order that stays; none while it is masked."""
    if not found.is_open:
        return []
    here = [each.pk for each in roster.on_duty_for_all() if each.here_until > roster.now]
    faces = Membership.objects.filter(pk__in=here).order_by("display_name", "pk")
    rows = faces.values_list("display_name", "photo_hash")[:FACES]
    return [{"name": name, "photo": portrait(roster.tenant.pk, photo)} for name, photo in rows]
