"""Chats put aside until a time; the customer's next word brings them back before."""

from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from chat import agenda
from chat.events import Push, announce, member_group
from chat.log import Appended, system_entry
from chat.models import Conversation, Kind
from chat.render import instant
from tenants.models import Membership

from .log import already_stored, append, changed, lock_conversation
from .refusal import Refused
from .tags import nothing_to_do
from .triage import require_hand

NAMESPACE = UUID("c4c8a1b0-7a53-4d1b-9a59-6a0c7d1b5e02")
LONGEST = timedelta(days=366)


@transaction.atomic
def snooze(
    *, member: Membership, conversation_id: int, client_id: UUID, until: datetime
) -> Appended:
    """Raises Refused: not_found, not_yours, customer_waits (an answer first), id_reused, bad_frame
    (a time that is past or too far away)."""
    conversation = lock_conversation(conversation_id)
    entry = changed(member, conversation_id, client_id, "snoozed", value=instant(until))
    if stored := already_stored(conversation, entry):
        return stored
    require_hand(member, conversation)
    if conversation.waiting_since is not None:
        raise Refused("customer_waits")
    now = timezone.now()
    if not now < until <= now + LONGEST:
        raise Refused("bad_frame", field="until")
    _put_aside(conversation, until)
    agenda.bring_forward(conversation.tenant_id, until)
    return append(conversation, [entry])[0]


@transaction.atomic
def wake(*, member: Membership, conversation_id: int, client_id: UUID) -> Appended:
    """Raises Refused: not_found, not_yours, id_reused."""
    conversation = lock_conversation(conversation_id)
    entry = changed(member, conversation_id, client_id, "woken")
    if stored := already_stored(conversation, entry):
        return stored
    require_hand(member, conversation)
    if conversation.snoozed_until is None:
        return nothing_to_do(conversation, entry)
    _put_aside(conversation, None)
    return append(conversation, [entry])[0]


def wake_all_due() -> int:
    """Those whose time has come are back with their operator. Call inside a tenant scope, as often
    as you like; returns how many."""
    due = Conversation.objects.filter(snoozed_until__lte=timezone.now())
    return sum(_wake_due(pk) for pk in list(due.values_list("pk", flat=True)))


@transaction.atomic
def _wake_due(conversation_id: int) -> bool:
    conversation = (
        Conversation.objects.select_for_update(no_key=True, skip_locked=True)
        .filter(pk=conversation_id, snoozed_until__lte=timezone.now())
        .first()
    )
    if conversation is None:
        return False
    turn = uuid5(NAMESPACE, f"{conversation.pk}.{instant(conversation.snoozed_until)}.woken")
    _put_aside(conversation, None)
    data = {"what": "woken", "value": None}
    append(conversation, [system_entry(conversation_id, turn, Kind.CHANGED, data=data)])
    if conversation.operator_id is not None:
        frame = {"type": "alert", "step": "woken", "conversation": conversation_id}
        group = member_group(conversation.tenant_id, conversation.operator_id)
        announce([Push(group, frame | {"whom": "operator"})])
    return True


def _put_aside(conversation: Conversation, until: datetime | None) -> None:
    """The customer is not asked whether they are still there: whoever put it aside moves next."""
    conversation.snoozed_until = until
    conversation.due_at = None
    conversation.save(update_fields=["snoozed_until", "due_at"])
