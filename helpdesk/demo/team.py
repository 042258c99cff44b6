"""How Acme's people are put together: departments, the rules that bring chats to them, and what
each of them is good at."""

from dataclasses import dataclass
from datetime import time
from typing import Any

from chat.models import CannedReply, Priority, RoutingRule
from tenants.hours import Week, keep_week
from tenants.models import Department, DepartmentMember, Membership, Presence, Tenant

Members = dict[str, Membership]  # by first name, in small letters

WORKSHOP_WEEK: Week = {day: [(time(8), time(12)), (time(13), time(16))] for day in range(4)}


@dataclass(frozen=True)
class Place:
    name: str
    about: str
    people: tuple[str, ...]
    is_public: bool = True


@dataclass(frozen=True)
class Work:
    capacity: int
    presence: str = Presence.ONLINE
    skills: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


PLACES = [
    Place("Orders", "Parcels, changes to an order and returns.", ("omar", "sam", "tess")),
    Place("Workshop", "Repairs, spare parts and everything with a plug.", ("sam", "ada")),
    Place("Billing", "Invoices and refunds.", ("nina", "ada"), is_public=False),
]
WORK = {
    "ada": Work(2, skills=("electrics",), languages=("en", "de")),
    "nina": Work(1, Presence.AWAY, skills=("invoices",), languages=("en", "de")),
    "sam": Work(4, skills=("electrics", "returns")),
    "omar": Work(3, skills=("returns", "customs"), languages=("en", "de", "ar")),
    "tess": Work(1, Presence.PRACTICE, languages=("en",)),
}
# (when, priority, department, skill); "department" in `when` is one the customer chose.
RULES: list[tuple[dict[str, Any], int | None, str, str]] = [
    ({"words": "smoke, burning, electric shock"}, Priority.URGENT, "Workshop", "electrics"),
    ({"words": "invoice, VAT, refund"}, None, "Billing", "invoices"),
    ({"words": "birthday, wedding, present"}, Priority.HIGH, "", ""),
    ({"upset": True}, Priority.HIGH, "", ""),
    ({"page": "/account/orders"}, None, "Orders", ""),
    ({"department": "Workshop", "returning": True}, Priority.HIGH, "", "electrics"),
    ({"language": "ar"}, None, "", "customs"),
]
REPLIES = {
    "warranty": (
        "Workshop",
        "Your lamp is under warranty for five years. I send you the part, and if you would rather "
        "have it done here, a label for the way.",
    ),
    "refunded": (
        "Billing",
        "I have sent [[amount]] back to the card you paid with. It takes up to three working days "
        "to show.",
    ),
}


def put_together(tenant: Tenant, members: Members) -> None:
    """Before the chats, so that the rules sort them. Call inside the company's scope."""
    found = {place.name: _department(tenant, place, members) for place in PLACES}
    for when, priority, department, skill in RULES:
        chosen = found.get(when.get("department", ""))
        RoutingRule.objects.create(
            tenant=tenant,
            position=RoutingRule.objects.count(),
            when=when | ({"department": chosen.pk} if chosen else {}),
            priority=priority,
            department=found.get(department),
            skill=skill,
        )
    for shortcut, (department, body) in REPLIES.items():
        CannedReply.objects.create(
            tenant=tenant, shortcut=shortcut, body=body, department=found[department]
        )


def _department(tenant: Tenant, place: Place, members: Members) -> Department:
    department = Department.objects.create(
        tenant=tenant,
        name=place.name,
        about=place.about,
        is_public=place.is_public,
        position=Department.objects.count(),
    )
    for name in place.people:
        DepartmentMember.objects.create(tenant=tenant, department=department, member=members[name])
    return department


def say_how_they_work(tenant: Tenant, members: Members) -> None:
    """After the chats: they were answered, whoever is away by now. Call inside the scope."""
    workshop = Department.objects.get(name="Workshop")
    keep_week(tenant, WORKSHOP_WEEK, workshop)
    Department.objects.filter(pk=workshop.pk).update(own_hours=True)
    for name, work in WORK.items():
        Membership.objects.filter(pk=members[name].pk).update(
            capacity=work.capacity,
            presence=work.presence,
            skills=list(work.skills),
            languages=list(work.languages),
        )
