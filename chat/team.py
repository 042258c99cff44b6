"""Who works here and whether they are there, as colleagues see it. Call inside a tenant scope."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.utils import timezone

from tenants.models import DepartmentMember, Membership

from .events import Push, announce, inbox_group
from .queue.candidates import load_of, with_load
from .render import portrait
from .shutters import tell_availability

OFFLINE = "offline"


def is_here(member: Membership) -> bool:
    """Their console is open, or was a moment ago."""
    return member.online_until is not None and member.online_until > timezone.now()


def presence_of(member: Membership, load: int) -> dict[str, Any]:
    """`by_itself`: away because nothing was done for long, not by choice."""
    here = is_here(member)
    return {
        "member": member.pk,
        "name": member.display_name,
        "photo": portrait(member.tenant_id, member.photo_hash),
        "role": member.role,
        "presence": member.presence if here else OFFLINE,
        "by_itself": here and member.is_away_by_itself,
        "pauses_after_chat": member.pauses_after_chat,
        "capacity": member.capacity,
        "load": load,
    }


def everybody() -> list[Membership]:
    """Who works here, by name; each with `load` and `department_ids`."""
    places = DepartmentMember.objects.filter(member=OuterRef("pk")).order_by("department_id")
    people = with_load(Membership.objects.active().defer("photo"))
    people = people.annotate(department_ids=ArraySubquery(places.values("department")))
    return list(people.order_by("display_name", "pk"))


def shown_to_colleagues(person: Membership) -> dict[str, Any]:
    """`person` is one of `everybody`."""
    return presence_of(person, person.load) | {"departments": person.department_ids}


def tell_presence(member_id: int) -> dict[str, Any]:
    """Pushes how somebody is to all colleagues, themselves among them; returns the frame."""
    row = Membership.objects.defer("photo").get(pk=member_id)
    frame = {"type": "presence", **presence_of(row, load_of(member_id))}
    announce([Push(inbox_group(row.tenant_id), frame)])
    tell_availability(row.tenant_id)
    return frame
