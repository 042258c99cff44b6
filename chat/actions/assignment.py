"""Who has a conversation, and whether it is over. Every change is an entry of the log."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from chat.log import Appended, NewEntry, system_entry
from chat.models import Conversation, Kind, Status
from tenants.models import Membership

from .log import already_stored, append, by_operator, derived_id, lock_conversation
from .refusal import Refused


@transaction.atomic
def take(*, member: Membership, conversation_id: int, client_id: UUID) -> Appended:
    """Raises Refused: not_found, already_taken, not_open, id_reused."""
    conversation = lock_conversation(conversation_id)
    entry = _assigned(conversation, member, client_id)
    if stored := already_stored(conversation, entry):
        return stored
    if conversation.status == Status.CLOSED:
        raise Refused("not_open")
    if conversation.status == Status.OPEN:
        raise Refused("already_taken")
    return append(conversation, [assigned_entry(conversation, member, client_id)])[0]


@transaction.atomic
def release(*, member: Membership, conversation_id: int, client_id: UUID) -> Appended:
    """Back into the queue. Raises Refused: not_found, not_yours, id_reused."""
    conversation = lock_conversation(conversation_id)
    entry = _unassigned(conversation, client_id)
    if stored := already_stored(conversation, entry):
        return stored
    if conversation.status != Status.OPEN or conversation.operator_id != member.pk:
        raise Refused("not_yours")
    _change(conversation, status=Status.WAITING, operator=None)
    return append(conversation, [entry])[0]


@transaction.atomic
def close(*, member: Membership, conversation_id: int, client_id: UUID) -> Appended:
    """Raises Refused: not_found, already_closed, id_reused."""
    conversation = lock_conversation(conversation_id)
    entry = _with_data(member, conversation_id, client_id, Kind.CLOSED)
    if stored := already_stored(conversation, entry):
        return stored
    if conversation.status == Status.CLOSED:
        raise Refused("already_closed")
    _change(conversation, status=Status.CLOSED, closed_at=timezone.now(), waiting_since=None)
    return append(conversation, [entry])[0]


@transaction.atomic
def reopen(*, member: Membership, conversation_id: int, client_id: UUID) -> Appended:
    """Opens it again for the operator who does so.

    Raises Refused: not_found, not_open, id_reused.
    """
    conversation = lock_conversation(conversation_id)
    entry = _with_data(member, conversation_id, client_id, Kind.REOPENED)
    if stored := already_stored(conversation, entry):
        return stored
    if conversation.status != Status.CLOSED:
        raise Refused("not_open")
    taken = assigned_entry(conversation, member, derived_id(client_id, "taken"))
    return append(conversation, [entry, taken])[0]


def reopen_for_visitor(conversation: Conversation, client_id: UUID) -> NewEntry:
    """The visitor wrote again: back to who had it, or to the queue when they have left."""
    operator = conversation.operator
    if operator is not None and operator.is_active:
        _change(conversation, status=Status.OPEN, closed_at=None)
    else:
        _change(conversation, status=Status.WAITING, operator=None, closed_at=None)
    return system_entry(
        conversation.pk, derived_id(client_id, "reopened"), Kind.REOPENED, data={"by": "visitor"}
    )


def assigned_entry(conversation: Conversation, member: Membership, client_id: UUID) -> NewEntry:
    _change(conversation, status=Status.OPEN, operator=member, closed_at=None)
    return _assigned(conversation, member, client_id)


def _assigned(conversation: Conversation, member: Membership, client_id: UUID) -> NewEntry:
    to = {"member": member.pk, "name": member.display_name, "photo": member.photo_hash}
    return system_entry(conversation.pk, client_id, Kind.ASSIGNED, data=to, member_id=member.pk)


def _unassigned(conversation: Conversation, client_id: UUID) -> NewEntry:
    to_nobody = {"member": None, "name": None, "photo": None}
    return system_entry(conversation.pk, client_id, Kind.ASSIGNED, data=to_nobody)


def _with_data(member: Membership, conversation_id: int, client_id: UUID, kind: str) -> NewEntry:
    entry = by_operator(member, conversation_id, client_id, kind)
    entry.data["by"] = "operator"
    return entry


def _change(conversation: Conversation, **columns: Any) -> None:
    for name, value in columns.items():
        setattr(conversation, name, value)
    conversation.save(update_fields=list(columns))
