"""Choices of chats somebody comes back to: their own, and those everybody shares."""

from typing import Any

from django.db import transaction
from django.db.models import Q

from chat.actions import Refused
from chat.events import Push, announce, inbox_group
from chat.models import SavedView
from tenants.models import Membership

MOST_NAME = 60
MOST = 50


def views_for(member: Membership) -> list[dict[str, Any]]:
    rows = SavedView.objects.filter(Q(member=None) | Q(member=member)).order_by("name", "pk")
    return [
        {
            "id": row.pk,
            "name": row.name,
            "shared": row.member_id is None,
            "words": row.filters.get("words", ""),
            "filters": {name: row.filters[name] for name in row.filters if name != "words"},
        }
        for row in rows
    ]


@transaction.atomic
def save(
    member: Membership, *, name: str, shared: bool, words: str, filters: dict[str, Any]
) -> list[dict[str, Any]]:
    """One of the same name is replaced. Raises Refused: forbidden, too_many."""
    _require_right(member, shared)
    owner = None if shared else member
    own = SavedView.objects.filter(member=owner)
    if not own.filter(name=name).exists() and own.count() >= MOST:
        raise Refused("too_many")
    SavedView.objects.update_or_create(
        tenant_id=member.tenant_id,
        member=owner,
        name=name,
        defaults={"filters": {"words": words, **filters}},
    )
    _tell(member, shared)
    return views_for(member)


@transaction.atomic
def drop(member: Membership, view_id: int) -> list[dict[str, Any]]:
    """Raises Refused: not_found (also somebody else's), forbidden."""
    row = SavedView.objects.filter(Q(member=None) | Q(member=member), pk=view_id).first()
    if row is None:
        raise Refused("not_found")
    _require_right(member, row.member_id is None)
    row.delete()
    _tell(member, row.member_id is None)
    return views_for(member)


def _require_right(member: Membership, shared: bool) -> None:
    if shared and not member.may("oversee"):
        raise Refused("forbidden")


def _tell(member: Membership, shared: bool) -> None:
    """Every console asks for its `desk` anew."""
    if shared:
        announce([Push(inbox_group(member.tenant_id), {"type": "desk_changed"})])
