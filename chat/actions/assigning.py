"""Giving a chat to somebody, or to nobody, from outside of the console: a program does."""

from dataclasses import replace
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from chat.blocks import block_of
from chat.events import Push, announce, member_group
from chat.log import Appended, NewEntry
from chat.models import Author, Conversation, Kind, Status
from tenants.models import Membership

from .assignment import (
    assigned_entry,
    assignment_of,
    back_to_the_queue,
    require_practised,
    unassigned_entry,
)
from .log import already_stored, append, by_operator, derived_id, lock_conversation
from .refusal import Refused
from .resting import is_resting, rest_if_done
from .speaking import program
from .tags import nothing_to_do


@transaction.atomic
def post_as_program(
    *, conversation_id: int, client_id: UUID, body: str, options: tuple[str, ...] = ()
) -> Appended:
    """A message of the program that is speaking: labelled as automatic, and it takes nothing:
    the chat stays with whom it is. Raises Refused: not_found, not_open (closed), id_reused."""
    conversation = lock_conversation(conversation_id)
    said = {"auto": "program"} | ({"options": list(options)} if options else {})
    entry = NewEntry(
        conversation_id,
        client_id,
        Kind.MESSAGE,
        Author.AUTOMATIC,
        body=body,
        author_name=program(),
        data=said,
    )
    if stored := already_stored(conversation, entry):
        return stored
    if conversation.status == Status.CLOSED:
        raise Refused("not_open")
    return append(conversation, [entry])[0]


@transaction.atomic
def assign(*, member: Membership, conversation_id: int, client_id: UUID, to_id: int) -> Appended:
    """To whom it is said to go, whatever their load. Both learn of it, as the customer does.

    Raises Refused: forbidden, not_found (also for the person), not_open (closed), practice_first,
    id_reused.
    """
    _require_overseer(member)
    to = Membership.objects.active().defer("photo").filter(pk=to_id).first()
    if to is None or not to.may("chat"):
        raise Refused("not_found", field="assignee_id")
    conversation = lock_conversation(conversation_id)
    entry = _signed(assignment_of(conversation, to, client_id), member)
    if stored := already_stored(conversation, entry):
        return stored
    if conversation.status == Status.CLOSED:
        raise Refused("not_open")
    if conversation.operator_id == to.pk:
        return nothing_to_do(conversation, entry)
    require_practised(to)
    former = conversation.operator_id
    resting = is_resting(former)
    _call(conversation, former, member)
    taken = _signed(assigned_entry(conversation, to, client_id), member)
    Membership.objects.filter(pk=to.pk).update(idle_since=timezone.now())
    return _done(append(conversation, [taken])[0], former if resting else None)


@transaction.atomic
def unassign(*, member: Membership, conversation_id: int, client_id: UUID) -> Appended:
    """Back into the queue, at its old place. Raises Refused: forbidden, not_found, not_open
    (closed), id_reused."""
    _require_overseer(member)
    conversation = lock_conversation(conversation_id)
    entry = _signed(unassigned_entry(conversation, client_id), member)
    if stored := already_stored(conversation, entry):
        return stored
    if conversation.status == Status.CLOSED:
        raise Refused("not_open")
    if conversation.status == Status.WAITING:
        return nothing_to_do(conversation, entry)
    former = conversation.operator_id
    resting = is_resting(former)
    _call(conversation, former, member)
    back_to_the_queue(conversation)
    return _done(append(conversation, [entry])[0], former if resting else None)


@transaction.atomic
def reopen_into_the_queue(*, member: Membership, conversation_id: int, client_id: UUID) -> Appended:
    """Raises Refused: forbidden, not_found, not_open (it is not closed), blocked, id_reused."""
    _require_overseer(member)
    conversation = lock_conversation(conversation_id)
    entry = by_operator(member, conversation_id, client_id, Kind.REOPENED)
    entry.data["by"] = "program" if program() else "operator"
    if stored := already_stored(conversation, entry):
        return stored
    if conversation.status != Status.CLOSED:
        raise Refused("not_open")
    if block_of(conversation.visitor_id) is not None:
        raise Refused("blocked")
    back_to_the_queue(conversation, queued_at=timezone.now(), assigned_at=None)
    waits = unassigned_entry(conversation, derived_id(client_id, "queued"))
    return append(conversation, [entry, waits])[0]


def _require_overseer(member: Membership) -> None:
    if not member.may("oversee"):
        raise Refused("forbidden")


def _signed(entry: NewEntry, member: Membership) -> NewEntry:
    """Whoever said so is named in the log."""
    return replace(entry, author_name=program() or member.display_name)


def _call(conversation: Conversation, former: int | None, by: Membership) -> None:
    """Whoever had it reads on, and learns who took it from them."""
    if former is None or (former == by.pk and not program()):
        return
    frame = {"type": "alert", "step": "taken_over", "conversation": conversation.pk}
    told = frame | {"whom": "operator", "name": program() or by.display_name}
    announce([Push(member_group(conversation.tenant_id, former), told)])


def _done(appended: Appended, resting: int | None) -> Appended:
    if resting is not None:
        rest_if_done(resting)
    return appended
