"""Two chats of one visitor become one: the other is closed into it, and each names the other.

Entries stay where they were said. The visitor goes on in the one they have before them.
"""

from dataclasses import replace
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from chat.log import Appended, NewEntry
from chat.models import Conversation, Kind, Status
from tenants.models import Membership, Tenant

from .assignment import closed_entry, end
from .log import already_stored, append, by_operator, changed, derived_id
from .refusal import Refused


@transaction.atomic
def merge(*, member: Membership, conversation_id: int, client_id: UUID, other_id: int) -> Appended:
    """Returns the entry in the chat that stays: the one the visitor has before them, else the
    newer one.

    Raises Refused: not_found (either), other_visitor, not_yours (a colleague answers the one that
    would be closed), bad_frame (with itself), id_reused.
    """
    if conversation_id == other_id:
        raise Refused("bad_frame", field="with")
    kept, closed = _in_order(_lock_both(conversation_id, other_id))
    if kept.visitor_id != closed.visitor_id:
        raise Refused("other_visitor")
    entry = changed(member, kept.pk, client_id, "merged", value=closed.pk)
    if stored := already_stored(kept, entry):
        return stored
    _require_hand(member, closed)
    append(closed, _ending(member, closed, client_id, kept))
    note = by_operator(member, kept.pk, derived_id(client_id, "note"), Kind.NOTE)
    return append(kept, [entry, _worded(note, member.tenant, closed)])[0]


def _lock_both(*ids: int) -> list[Conversation]:
    """In the order of their ids, as everybody locks. Raises Refused("not_found")."""
    rows = Conversation.objects.select_for_update(no_key=True, of=("self",))
    found = list(rows.select_related("visitor").filter(pk__in=ids).order_by("pk"))
    if len(found) != len(ids):
        raise Refused("not_found")
    return found


def _in_order(pair: list[Conversation]) -> tuple[Conversation, Conversation]:
    """(the one that stays, the one that is closed into it)"""
    older, newer = pair
    return (older, newer) if older.visitor.current_id == older.pk else (newer, older)


def _ending(
    member: Membership, closed: Conversation, client_id: UUID, kept: Conversation
) -> list[NewEntry]:
    into = derived_id(client_id, "merged into")
    entry = changed(member, closed.pk, into, "merged_into", value=kept.pk)
    if closed.status == Status.CLOSED:
        return [entry]
    end(closed)
    return [entry, closed_entry(member, closed.pk, derived_id(client_id, "closed"))]


def _require_hand(member: Membership, closed: Conversation) -> None:
    is_a_colleagues = closed.status == Status.OPEN and closed.operator_id != member.pk
    if is_a_colleagues and not member.may("oversee"):
        raise Refused("not_yours")


def _worded(note: NewEntry, tenant: Tenant, closed: Conversation) -> NewEntry:
    """With a link, so that the earlier words are one click away."""
    path = reverse("inbox_conversation", args=[tenant.slug, closed.pk])
    words = _("The other chat of this customer was closed into this one: {link}")
    return replace(note, body=words.format(link=f"{settings.PUBLIC_URL}{path}"))
