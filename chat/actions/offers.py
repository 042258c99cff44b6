"""Answering an offer (chat.queue.dispatch makes them)."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from chat import agenda
from chat.events import Push, announce, inbox_group
from chat.log import Appended
from chat.models import Conversation, Status
from chat.reading import summary
from tenants.models import Membership

from .assignment import assigned_entry, assignment_of, require_practised
from .log import already_stored, append, lock_conversation
from .refusal import Refused


@transaction.atomic
def accept(*, member: Membership, conversation_id: int, client_id: UUID) -> Appended:
    """Raises Refused: not_found, not_offered (it passed on, or somebody has it), practice_first,
    id_reused."""
    conversation = lock_conversation(conversation_id)
    if stored := already_stored(conversation, assignment_of(conversation, member, client_id)):
        return stored
    is_theirs = (
        conversation.status == Status.WAITING
        and conversation.offered_to_id == member.pk
        and conversation.offer_ends_at is not None
        and conversation.offer_ends_at > timezone.now()
    )
    if not is_theirs:
        raise Refused("not_offered")
    require_practised(member)
    Membership.objects.filter(pk=member.pk).update(idle_since=timezone.now())
    return append(conversation, [assigned_entry(conversation, member, client_id)])[0]


@transaction.atomic
def decline(*, member: Membership, conversation_id: int) -> None:
    """Passes the offer on; nothing happens where it has gone already."""
    conversation = lock_conversation(conversation_id)
    if conversation.status != Status.WAITING or conversation.offered_to_id != member.pk:
        return
    pass_on(conversation)
    agenda.look_soon(conversation.tenant_id)


def pass_on(conversation: Conversation) -> None:
    """A locked conversation is offered to nobody any more, and not to the same one next."""
    conversation.passed_by = [*conversation.passed_by, conversation.offered_to_id]
    conversation.offered_to = conversation.offer_ends_at = None
    conversation.save(update_fields=["passed_by", "offered_to", "offer_ends_at"])
    changed = {"type": "conversation", "conversation": summary(conversation.pk)}
    announce([Push(inbox_group(conversation.tenant_id), changed)])
