"""The hand-over of a locked conversation that waits for an answer, and its end."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from chat.events import Push, announce, member_group
from chat.log import system_entry
from chat.models import Conversation, Kind, Status, Transfer
from tenants.models import Membership

from .log import append

ANSWER_WITHIN_S = 60
NAMESPACE = UUID("5b8f2a6e-3a0e-4f61-9d0e-d1c6a2b7f3e4")


def end_transfers() -> int:
    """Those nobody answered in time, and those whose chat has left whoever asked. Call inside a
    tenant scope, as often as you like; returns how many ended."""
    over = Transfer.objects.filter(state=Transfer.State.PENDING, ends_at__lte=timezone.now())
    left = Transfer.objects.filter(state=Transfer.State.PENDING).exclude(
        conversation__operator=F("by"), conversation__status=Status.OPEN
    )
    found = (over | left).values_list("conversation", flat=True)
    return sum(_end_in_time(pk) for pk in list(found))


@transaction.atomic
def _end_in_time(conversation_id: int) -> bool:
    conversation = (
        Conversation.objects.select_for_update(no_key=True, skip_locked=True)
        .filter(pk=conversation_id)
        .first()
    )
    if conversation is None:
        return False
    transfer = overdue(conversation)
    forget_others(conversation, kept=transfer or pending_of(conversation))
    if transfer is None:
        return False
    end_transfer(transfer, Transfer.State.TIMED_OUT)
    tell_sender(transfer, "transfer_timed_out")
    turn = uuid5(NAMESPACE, f"{transfer.tenant_id}.{transfer.pk}.timed_out")
    data = {"step": "timed_out", "seconds": ANSWER_WITHIN_S}
    append(conversation, [system_entry(conversation_id, turn, Kind.TRANSFER, data=data)])
    return True


def pending_of(conversation: Conversation) -> Transfer | None:
    """The one that can still be answered."""
    return _asked_by_its_operator(conversation, ends_at__gt=timezone.now())


def overdue(conversation: Conversation) -> Transfer | None:
    return _asked_by_its_operator(conversation, ends_at__lte=timezone.now())


def _asked_by_its_operator(conversation: Conversation, **when: datetime) -> Transfer | None:
    if conversation.status != Status.OPEN:
        return None
    rows = Transfer.objects.filter(
        conversation=conversation,
        by=conversation.operator_id,
        state=Transfer.State.PENDING,
        **when,
    )
    return rows.select_related("by").defer("by__photo").first()


def forget_others(conversation: Conversation, kept: Transfer | None = None) -> None:
    """Asked by somebody who does not have the chat any more, or too long ago: nobody minds."""
    rows = Transfer.objects.filter(conversation=conversation, state=Transfer.State.PENDING)
    rows.exclude(pk=kept.pk if kept else None).update(state=Transfer.State.CANCELLED)


def end_transfer(transfer: Transfer, state: str) -> None:
    transfer.state = state
    transfer.save(update_fields=["state"])


def tell_sender(transfer: Transfer, step: str, **more: str) -> None:
    """Whoever asked hears that it is still theirs."""
    call(transfer.conversation, step, [transfer.by], **more)


def call(conversation: Conversation, step: str, people: Iterable[Membership], **more: str) -> None:
    """Each of them hears of it, however their console does that."""
    told = {"type": "alert", "step": step, "conversation": conversation.pk, "whom": "operator"}
    tenant_id = conversation.tenant_id
    announce([Push(member_group(tenant_id, person.pk), told | more) for person in people])
