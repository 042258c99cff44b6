"""Chats worth reading, as everybody who answers may read them. Call inside the company's scope."""

from typing import Any

from django.db.models import Count, Q, QuerySet

from feedback.models import Exemplar
from tenants.models import Membership

State = Exemplar.State


def readable(member: Membership) -> QuerySet[Exemplar]:
    """What is in the library, and what waits for them; coaches also see what waits for others."""
    mine = Q(state=State.AGREED) | Q(state=State.PROPOSED, member=member)
    if member.may("oversee"):
        mine |= Q(state=State.PROPOSED)
    rows = Exemplar.objects.filter(mine).select_related("member", "by")
    return rows.defer("member__photo", "by__photo")


def in_library(shows: str = "", search: str = "") -> QuerySet[Exemplar]:
    rows = Exemplar.objects.filter(state=State.AGREED).select_related("member")
    if shows:
        rows = rows.filter(shows=shows)
    for word in search.replace("\x00", "").split()[:6]:
        rows = rows.filter(Q(title__icontains=word) | Q(why__icontains=word))
    return rows.defer("member__photo", "lines").order_by("-decided_at", "-pk")


def criteria() -> list[dict[str, Any]]:
    """[{"shows", "n"}]: what there is to learn, by name."""
    rows = Exemplar.objects.filter(state=State.AGREED).values("shows")
    return list(rows.annotate(n=Count("pk")).order_by("shows"))


def proposed(member: Membership) -> list[Exemplar]:
    rows = readable(member).filter(state=State.PROPOSED).defer("lines")
    return list(rows.order_by("-proposed_at"))
