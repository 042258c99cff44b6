"""How promises look on the wire (docs/protocol.md), and who hears that one has changed."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils import timezone
from django.utils.translation import gettext as _

from chat.events import Push, announce, inbox_group, visitor_group
from chat.models import Visitor
from chat.render import instant
from feedback.models import FollowUp
from tenants.models import Membership

from .sentences import in_language_of

NOTHING: dict[str, Any] = {"items": [], "words": {}}
MOST_ENDED = 5  # that a customer is told of


def to_visitor(visitor: Visitor) -> dict[str, Any] | None:
    """What was promised to them: every open one, and the latest of the others. None when nothing
    was. Words are in their language."""
    return to_visitors([visitor]).get(visitor.pk)


def to_visitors(visitors: Iterable[Visitor]) -> dict[int, dict[str, Any]]:
    """The same for many, by number; nobody to whom nothing was promised."""
    known = {visitor.pk: visitor for visitor in visitors}
    items: dict[int, list[dict[str, Any]]] = {}
    for row in _of(known):
        items.setdefault(row.visitor_id, []).append(_for_visitor(row))
    return {pk: {"items": told, "words": _words(known[pk])} for pk, told in items.items()}


def _of(visitor_ids: Iterable[int]) -> Iterator[FollowUp]:
    rows = with_keeper(FollowUp.objects.filter(visitor__in=list(visitor_ids)))
    yield from rows.filter(state=FollowUp.State.OPEN).order_by("due_at", "pk")
    newest = Window(RowNumber(), partition_by="visitor", order_by="-ended_at")
    others = rows.exclude(state=FollowUp.State.OPEN).annotate(place=newest)
    yield from others.filter(place__lte=MOST_ENDED).order_by("-ended_at")


def _for_visitor(row: FollowUp) -> dict[str, Any]:
    return {
        "id": row.pk,
        "state": row.state,
        "what": row.what,
        "due_at": instant(row.due_at),
        "by": row.member.display_name if row.member and row.member.is_active else None,
    }


def _words(visitor: Visitor) -> dict[str, str]:
    """Of feedback/static/feedback/later/promises.js."""
    with in_language_of(visitor):
        return {
            "top": _("Promised to you"),
            "open": _("By {when}"),
            "late": _("We are late. Sorry."),
            "kept": _("Kept"),
            "dropped": _("Could not be kept"),
        }


def to_operators(row: FollowUp) -> dict[str, Any]:
    return {
        "id": row.pk,
        "conversation": row.conversation_id,
        "state": row.state,
        "what": row.what,
        "due_at": instant(row.due_at),
        "member": keeper_of(row),
        "automatic": row.is_automatic,
        "made_at": instant(row.created_at),
        "ended_at": instant(row.ended_at),
    }


def keeper_of(row: FollowUp) -> dict[str, Any] | None:
    """None: the team, also when whoever promised has left."""
    if row.member is None or not row.member.is_active:
        return None
    return {"member": row.member.pk, "name": row.member.display_name}


def with_keeper(rows: QuerySet[FollowUp]) -> QuerySet[FollowUp]:
    return rows.select_related("member").defer("member__photo")


OF_THE_TEAM = Q(member=None) | Q(member__ended_at__isnull=False)


def counts(member: Membership) -> dict[str, int]:
    """Open ones: theirs, the team's, and how many of both are late; in the order of the board."""
    now, rows = timezone.now(), FollowUp.objects.filter(state=FollowUp.State.OPEN)
    theirs = rows.filter(OF_THE_TEAM | Q(member=member))
    return {
        "mine": rows.filter(member=member).count(),
        "team": rows.filter(OF_THE_TEAM).count(),
        "late": theirs.filter(due_at__lte=now).count(),
    }


def is_promised(conversation_id: int) -> bool:
    """Whether somebody is to come back to this chat. Call inside the company's scope."""
    return FollowUp.objects.filter(conversation=conversation_id, state=FollowUp.State.OPEN).exists()


def tell(row: FollowUp) -> None:
    """The customer, wherever their widget is open, and everybody at work. After commit."""
    tell_all([row])


def tell_all(rows: Sequence[FollowUp]) -> None:
    """The same for many of one company."""
    shown = to_visitors(row.visitor for row in rows)
    announce([push for row in rows for push in _pushes(row, shown.get(row.visitor_id) or NOTHING)])


def _pushes(row: FollowUp, shown: dict[str, Any]) -> list[Push]:
    changed = {"type": "promises_changed", "conversation": row.conversation_id}
    return [
        Push(visitor_group(row.tenant_id, row.visitor_id), {"type": "promises", **shown}),
        Push(inbox_group(row.tenant_id), changed),
    ]
