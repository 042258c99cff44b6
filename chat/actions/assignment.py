"""Who has a conversation, and whether it is over. Every change is an entry of the log."""

from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from chat import agenda, ladder
from chat.blocks import block_of
from chat.left_questions import begin_waiting
from chat.log import Appended, NewEntry, system_entry
from chat.models import Conversation, Kind, Status, Transfer
from chat.roster import Roster
from helpdesk.watch.meters import WAIT_S
from tenants.models import Membership

from .log import already_stored, append, by_operator, derived_id, lock_conversation
from .refusal import Refused
from .resting import is_resting, rest_if_done
from .speaking import program

NOT_ON_OFFER: dict[str, Any] = {
    "offered_to": None,
    "offer_ends_at": None,
    "passed_by": [],
    "snoozed_until": None,
}


@transaction.atomic
def take(*, member: Membership, conversation_id: int, client_id: UUID) -> Appended:
    """Also from a colleague who has been silent for so long that help was called.

    Raises Refused: not_found, practice_first, already_taken, not_open, id_reused.
    """
    conversation = lock_conversation(conversation_id)
    entry = assignment_of(conversation, member, client_id)
    if stored := already_stored(conversation, entry):
        return stored
    require_practised(member)
    if conversation.status == Status.CLOSED:
        raise Refused("not_open")
    if conversation.status == Status.WAITING:
        return append(conversation, [assigned_entry(conversation, member, client_id)])[0]
    silent = conversation.operator
    if silent is None or silent.pk == member.pk or not ladder.wants_help(conversation):
        raise Refused("already_taken")
    resting = is_resting(silent.pk)
    told = taken_over_entry(conversation, member, silent, derived_id(client_id, "taken over"))
    entries = [told, assigned_entry(conversation, member, client_id)]
    appended = append(conversation, entries)[1]
    if resting:
        rest_if_done(silent.pk)
    return appended


@transaction.atomic
def release(*, member: Membership, conversation_id: int, client_id: UUID) -> Appended:
    """Back into the queue. Raises Refused: not_found, not_yours, id_reused."""
    conversation = lock_conversation(conversation_id)
    entry = unassigned_entry(conversation, client_id)
    if stored := already_stored(conversation, entry):
        return stored
    if conversation.status != Status.OPEN or conversation.operator_id != member.pk:
        raise Refused("not_yours")
    resting = is_resting(member.pk)
    back_to_the_queue(conversation)
    appended = append(conversation, [entry])[0]
    if resting:
        rest_if_done(member.pk)
    return appended


@transaction.atomic
def close(*, member: Membership, conversation_id: int, client_id: UUID) -> Appended:
    """Raises Refused: not_found, already_closed, id_reused."""
    conversation = lock_conversation(conversation_id)
    entry = closed_entry(member, conversation_id, client_id)
    if stored := already_stored(conversation, entry):
        return stored
    if conversation.status == Status.CLOSED:
        raise Refused("already_closed")
    operator_id = conversation.operator_id
    resting = is_resting(operator_id)
    end(conversation)
    appended = append(conversation, [entry])[0]
    if resting:
        rest_if_done(operator_id)
    return appended


@transaction.atomic
def reopen(*, member: Membership, conversation_id: int, client_id: UUID) -> Appended:
    """Opens it again for the operator who does so.

    Raises Refused: not_found, not_open, practice_first, blocked, id_reused.
    """
    conversation = lock_conversation(conversation_id)
    entry = _with_data(member, conversation_id, client_id, Kind.REOPENED)
    if stored := already_stored(conversation, entry):
        return stored
    if conversation.status != Status.CLOSED:
        raise Refused("not_open")
    require_practised(member)
    if block_of(conversation.visitor_id) is not None:
        raise Refused("blocked")  # the visitor could not answer: that has to be lifted first
    conversation.assigned_at = None  # what follows is handled anew
    taken = assigned_entry(conversation, member, derived_id(client_id, "taken"))
    return append(conversation, [entry, taken])[0]


def require_practised(member: Membership) -> None:
    """No customer's chat begins for somebody who has scenarios to pass first, as things are now.
    Raises Refused("practice_first")."""
    if Membership.objects.filter(pk=member.pk, must_practise=True).exists():
        raise Refused("practice_first")


def reopen_for_visitor(conversation: Conversation, client_id: UUID) -> NewEntry:
    """The visitor wrote again: back to who had it where they would be given it now, else to the
    queue."""
    now = timezone.now()
    if _may_go_on(conversation, now):
        _change(conversation, status=Status.OPEN, closed_at=None, assigned_at=now)
    else:
        back_to_the_queue(conversation, queued_at=now, assigned_at=None)
    return system_entry(
        conversation.pk, derived_id(client_id, "reopened"), Kind.REOPENED, data={"by": "visitor"}
    )


def _may_go_on(conversation: Conversation, now: datetime) -> bool:
    """Whoever had it is here, takes chats and, outside the hours, is there on purpose."""
    roster = Roster(conversation.tenant, now)
    on_duty = roster.may_take(conversation.department_id, is_for_everybody=True)
    here = Membership.objects.answering().filter(pk=conversation.operator_id)
    return conversation.operator_id in on_duty and here.exists()


def assigned_entry(conversation: Conversation, member: Membership, client_id: UUID) -> NewEntry:
    if conversation.assigned_at is None:
        waited = timezone.now() - conversation.queued_at
        transaction.on_commit(partial(WAIT_S.observe, waited.total_seconds()))
    _change(
        conversation,
        status=Status.OPEN,
        operator=member,
        closed_at=None,
        assigned_at=conversation.assigned_at or timezone.now(),
        shown=None,
        **NOT_ON_OFFER,
    )
    return assignment_of(conversation, member, client_id)


def assignment_of(conversation: Conversation, member: Membership, client_id: UUID) -> NewEntry:
    to = {"member": member.pk, "name": member.display_name, "photo": member.photo_hash}
    return system_entry(conversation.pk, client_id, Kind.ASSIGNED, data=to, member_id=member.pk)


def taken_over_entry(
    conversation: Conversation, member: Membership, silent: Membership, client_id: UUID
) -> NewEntry:
    """For the operators' eyes: whose silence it was that somebody else took it."""
    data = {"step": "taken_over", "name": member.display_name, "from": silent.display_name}
    return system_entry(conversation.pk, client_id, Kind.STEP, data=data)


def unassigned_entry(conversation: Conversation, client_id: UUID) -> NewEntry:
    to_nobody = {"member": None, "name": None, "photo": None}
    return system_entry(conversation.pk, client_id, Kind.ASSIGNED, data=to_nobody)


def closed_entry(member: Membership, conversation_id: int, client_id: UUID) -> NewEntry:
    return _with_data(member, conversation_id, client_id, Kind.CLOSED)


def _with_data(member: Membership, conversation_id: int, client_id: UUID, kind: str) -> NewEntry:
    entry = by_operator(member, conversation_id, client_id, kind)
    entry.data["by"] = "program" if program() else "operator"
    return entry


def back_to_the_queue(conversation: Conversation, **columns: Any) -> None:
    """A locked conversation waits again; at its old place unless `queued_at` says otherwise."""
    columns = {"closed_at": None, **NOT_ON_OFFER, **columns}
    _change(conversation, status=Status.WAITING, operator=None, **columns)


def end(conversation: Conversation) -> None:
    now = timezone.now()
    _change(
        conversation,
        status=Status.CLOSED,
        closed_at=now,
        waiting_since=None,
        shown=None,
        **NOT_ON_OFFER,
    )


def _change(conversation: Conversation, **columns: Any) -> None:
    """Every change of who has it, or whether it is over, begins a new situation (chat.ladder); a
    hand-over that was asked for before it is over."""
    pending = Transfer.objects.filter(conversation=conversation, state=Transfer.State.PENDING)
    pending.update(state=Transfer.State.CANCELLED)
    for name, value in columns.items():
        setattr(conversation, name, value)
    if conversation.status == Status.WAITING:
        begin_waiting(conversation, conversation.tenant, timezone.now())
    else:
        ladder.begin(conversation, conversation.tenant.ladder, timezone.now())
    conversation.save(update_fields=[*columns, *ladder.COLUMNS])
    agenda.look_soon(conversation.tenant_id)
