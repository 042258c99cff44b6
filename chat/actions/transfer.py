"""Handing a chat over warmly: somebody is asked, reads a summary, and takes it or does not.

Until somebody does, it stays with whoever asked, so that it is never between chairs. Where nobody
could take it at all, it goes to the head of the queue, with the summary as a note.
"""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from chat import agenda
from chat.log import Appended, NewEntry
from chat.models import Conversation, Kind, Priority, Status, Transfer
from tenants.models import Membership

from .assignment import (
    assigned_entry,
    assignment_of,
    back_to_the_queue,
    require_practised,
    unassigned_entry,
)
from .holding import hold_asked_departments
from .log import already_stored, append, by_operator, derived_id, lock_conversation
from .refusal import Refused
from .resting import rest_if_done
from .transfer_pending import (
    ANSWER_WITHIN_S,
    call,
    end_transfer,
    forget_others,
    pending_of,
    tell_sender,
)
from .transfer_targets import Target, is_for, name_of, target_of, within_reach


@transaction.atomic
def ask(
    *,
    member: Membership,
    conversation_id: int,
    client_id: UUID,
    to: Target,
    summary: str,
    why: str = "",
) -> Appended:
    """`why` is read by the customer once it is accepted; `summary` by colleagues alone.

    Raises Refused: not_found (also for whom it is for), not_open, not_yours, transfer_pending,
    bad_frame (to oneself), id_reused.
    """
    name = name_of(to, member)
    conversation = lock_conversation(conversation_id)
    entry = by_operator(member, conversation_id, client_id, Kind.TRANSFER, summary)
    if stored := already_stored(conversation, entry):
        return stored
    if conversation.status != Status.OPEN:
        raise Refused("not_open")
    if conversation.operator_id != member.pk:
        raise Refused("not_yours")
    if pending_of(conversation) is not None:
        raise Refused("transfer_pending")
    forget_others(conversation)
    entry.data.update(step="asked", to=name, why=why, supervisor=to.supervisor)
    if not within_reach(to, besides=member.pk).exists():
        return _to_the_queue(conversation, member, entry, to)
    ends_at = timezone.now() + timedelta(seconds=ANSWER_WITHIN_S)
    Transfer.objects.create(
        tenant_id=conversation.tenant_id,
        conversation=conversation,
        by=member,
        to_member_id=to.member_id,
        to_department_id=to.department_id,
        to_supervisor=to.supervisor,
        summary=summary,
        reason=why,
        ends_at=ends_at,
    )
    agenda.bring_forward(conversation.tenant_id, ends_at)
    call(conversation, "transfer_asked", within_reach(to, besides=member.pk))
    return append(conversation, [entry])[0]


@transaction.atomic
def accept(*, member: Membership, conversation_id: int, client_id: UUID) -> Appended:
    """The chat is theirs, and the customer is told who goes on with them, and why.

    Raises Refused: not_found, not_offered (answered, taken back or over; or not for them),
    practice_first, id_reused.
    """
    held = hold_asked_departments(conversation_id)
    conversation = lock_conversation(conversation_id)
    if stored := already_stored(conversation, assignment_of(conversation, member, client_id)):
        return stored
    transfer = _asked_of(member, conversation)
    require_practised(member)
    if transfer.to_department_id in held:
        conversation.department_id = transfer.to_department_id
        conversation.save(update_fields=["department"])
    taken = assigned_entry(conversation, member, client_id)
    taken.data.update(by=transfer.by.display_name, why=transfer.reason)
    Membership.objects.filter(pk=member.pk).update(idle_since=timezone.now())
    end_transfer(transfer, Transfer.State.ACCEPTED)
    told = _step(member, conversation, derived_id(client_id, "accepted"), "accepted")
    appended = append(conversation, [told, taken])[-1]
    rest_if_done(transfer.by_id)
    return appended


@transaction.atomic
def decline(
    *, member: Membership, conversation_id: int, client_id: UUID, why: str = ""
) -> Appended:
    """With the last one who could take it, it goes back to whoever asked.

    Raises Refused: not_found, not_offered, id_reused.
    """
    conversation = lock_conversation(conversation_id)
    entry = _step(member, conversation, client_id, "declined", why=why)
    if stored := already_stored(conversation, entry):
        return stored
    transfer = _asked_of(member, conversation)
    transfer.declined_by = [*transfer.declined_by, member.pk]
    transfer.save(update_fields=["declined_by"])
    left = within_reach(target_of(transfer), besides=transfer.by_id)
    if not left.exclude(pk__in=transfer.declined_by).exists():
        end_transfer(transfer, Transfer.State.DECLINED)
        tell_sender(transfer, "transfer_declined", name=member.display_name)
    return append(conversation, [entry])[0]


@transaction.atomic
def cancel(*, member: Membership, conversation_id: int, client_id: UUID) -> Appended:
    """Whoever asked keeps it after all. Raises Refused: not_found, not_offered, id_reused."""
    conversation = lock_conversation(conversation_id)
    entry = _step(member, conversation, client_id, "cancelled")
    if stored := already_stored(conversation, entry):
        return stored
    transfer = pending_of(conversation)
    if transfer is None or transfer.by_id != member.pk:
        raise Refused("not_offered")
    end_transfer(transfer, Transfer.State.CANCELLED)
    return append(conversation, [entry])[0]


def _asked_of(member: Membership, conversation: Conversation) -> Transfer:
    """Raises Refused("not_offered")."""
    transfer = pending_of(conversation)
    if transfer is None or not is_for(member, transfer):
        raise Refused("not_offered")
    return transfer


def _to_the_queue(
    conversation: Conversation, member: Membership, asked: NewEntry, to: Target
) -> Appended:
    """Nobody it is for is there: the queue has it, before others, and whoever comes next reads
    the summary."""
    wanted = to.department_id or conversation.department_id
    back_to_the_queue(
        conversation,
        priority=min(conversation.priority, Priority.HIGH),
        department_id=wanted,
        passed_by=[member.pk],
    )
    note_id = derived_id(asked.client_id, "note")
    note = by_operator(member, conversation.pk, note_id, Kind.NOTE, asked.body)
    waits = unassigned_entry(conversation, derived_id(asked.client_id, "queued"))
    waits.data.update(by=member.display_name, why=asked.data["why"], to=asked.data["to"])
    asked.data["step"] = "queued"
    entry = by_operator(member, conversation.pk, asked.client_id, Kind.TRANSFER)
    entry.data.update(asked.data)
    appended = append(conversation, [entry, note, waits])[0]
    rest_if_done(member.pk)
    return appended


def _step(
    member: Membership, conversation: Conversation, client_id: UUID, step: str, **more: str
) -> NewEntry:
    entry = by_operator(member, conversation.pk, client_id, Kind.TRANSFER)
    entry.data.update(step=step, **more)
    return entry
