"""What those who look after all chats can do in somebody else's: whisper, and take over."""

from uuid import UUID

from django.db import transaction

from chat.events import Push, announce, member_group
from chat.log import Appended
from chat.models import Conversation, Kind, Status
from tenants.models import Membership

from .assignment import assigned_entry, assignment_of
from .log import already_stored, append, by_operator, lock_conversation
from .refusal import Refused
from .resting import rest_if_done


@transaction.atomic
def whisper(*, member: Membership, conversation_id: int, client_id: UUID, body: str) -> Appended:
    """A word to whoever answers; the customer never learns of it.

    Raises Refused: forbidden, not_found, not_open (nobody answers it), id_reused.
    """
    _require_overseer(member)
    conversation = lock_conversation(conversation_id)
    entry = by_operator(member, conversation_id, client_id, Kind.WHISPER, body)
    if stored := already_stored(conversation, entry):
        return stored
    if conversation.status != Status.OPEN:
        raise Refused("not_open")
    _call(conversation, "whisper", member)
    return append(conversation, [entry])[0]


@transaction.atomic
def take_over(
    *, member: Membership, conversation_id: int, client_id: UUID, why: str = ""
) -> Appended:
    """The chat of a colleague becomes theirs; who had it reads on, and the customer is told.

    Raises Refused: forbidden, not_found, not_open (closed, or nobody has it: `take` that),
    already_taken (it is theirs), id_reused.
    """
    _require_overseer(member)
    conversation = lock_conversation(conversation_id)
    if stored := already_stored(conversation, assignment_of(conversation, member, client_id)):
        return stored
    if conversation.status != Status.OPEN or conversation.operator is None:
        raise Refused("not_open")
    if conversation.operator_id == member.pk:
        raise Refused("already_taken")
    former = conversation.operator
    _call(conversation, "taken_over", member)
    taken = assigned_entry(conversation, member, client_id)
    taken.data.update(over=former.display_name, why=why)
    appended = append(conversation, [taken])[0]
    rest_if_done(former.pk)
    return appended


def _require_overseer(member: Membership) -> None:
    if not member.may("oversee"):
        raise Refused("forbidden")


def _call(conversation: Conversation, step: str, by: Membership) -> None:
    """Tells whoever has it now, where somebody else does."""
    if conversation.operator_id in (None, by.pk):
        return
    frame = {"type": "alert", "step": step, "conversation": conversation.pk}
    told = frame | {"whom": "operator", "name": by.display_name}
    announce([Push(member_group(conversation.tenant_id, conversation.operator_id), told)])
