"""Sorting chats: how urgent each is, and whose it is to answer."""

from uuid import UUID, uuid5

from django.db import transaction

from chat import agenda
from chat.log import Appended, system_entry
from chat.models import Conversation, Kind, Priority, Status, Visitor
from tenants.models import Department, Membership

from .holding import hold_departments
from .log import already_stored, append, changed, lock_conversation
from .refusal import Refused
from .tags import nothing_to_do

NAMESPACE = UUID("0d4f3e0b-5b0e-4f5b-8f0a-0f6c2f0f9c11")


@transaction.atomic
def set_priority(
    *, member: Membership, conversation_id: int, client_id: UUID, priority: Priority
) -> Appended:
    """Raises Refused: not_found, not_open (closed), id_reused."""
    conversation = lock_conversation(conversation_id)
    value = priority.name.lower()
    entry = changed(member, conversation_id, client_id, "priority", value=value)
    if stored := already_stored(conversation, entry):
        return stored
    _require_live(conversation)
    if conversation.priority == priority:
        return nothing_to_do(conversation, entry)
    conversation.priority = priority
    conversation.save(update_fields=["priority"])
    agenda.look_soon(conversation.tenant_id)
    return append(conversation, [entry])[0]


@transaction.atomic
def set_department(
    *, member: Membership, conversation_id: int, client_id: UUID, department_id: int | None
) -> Appended:
    """Whose it is to answer; `None` is everybody's.

    Raises Refused: not_found (also for the department), not_open, id_reused.
    """
    department = _held(department_id)
    conversation = lock_conversation(conversation_id)
    name = department and department.name
    entry = changed(member, conversation_id, client_id, "department", value=name)
    if stored := already_stored(conversation, entry):
        return stored
    _require_live(conversation)
    if conversation.department_id == department_id:
        return nothing_to_do(conversation, entry)
    _move(conversation, department_id)
    return append(conversation, [entry])[0]


@transaction.atomic
def wish_department(*, visitor: Visitor, department_id: int | None) -> None:
    """The visitor chooses whom they would like to talk to: for the chat that waits, else for the
    next one they begin, and for that alone.

    Raises Refused: not_found, not_open (somebody answers already)."""
    public = _held(department_id)
    if public is not None and not public.is_public:
        raise Refused("not_found")
    row = Visitor.objects.select_for_update(no_key=True).get(pk=visitor.pk)
    conversation = lock_conversation(row.current_id) if row.current_id else None
    if conversation is not None and conversation.status == Status.OPEN:
        raise Refused("not_open")
    if conversation is None or conversation.status == Status.CLOSED:
        Visitor.objects.filter(pk=row.pk).update(department=public)
        return
    if conversation.department_id == department_id:
        return
    _move(conversation, department_id)
    turn = uuid5(NAMESPACE, f"{conversation.pk}.{conversation.last_seq}.wish")
    data = {"what": "wish", "value": public.name if public else None}
    append(conversation, [system_entry(conversation.pk, turn, Kind.CHANGED, data=data)])


def waiting_for(conversation_id: int) -> int | None:
    """Whom a chat that waits is for, as far as visitors may choose that."""
    chat = Conversation.objects.filter(pk=conversation_id, department__is_public=True)
    return chat.values_list("department", flat=True).first()


def _move(conversation: Conversation, department_id: int | None) -> None:
    conversation.department_id = department_id
    conversation.passed_by = []
    conversation.save(update_fields=["department", "passed_by"])
    agenda.look_soon(conversation.tenant_id)


def _require_live(conversation: Conversation) -> None:
    if conversation.status == Status.CLOSED:
        raise Refused("not_open")


def require_hand(member: Membership, conversation: Conversation) -> None:
    """It is theirs, or they look after all of them."""
    is_theirs = conversation.operator_id == member.pk
    if conversation.status != Status.OPEN or not (is_theirs or member.may("oversee")):
        raise Refused("not_yours")


def _held(department_id: int | None) -> Department | None:
    if department_id is None:
        return None
    found = hold_departments([department_id]).get(department_id)
    if found is None:
        raise Refused("not_found")
    return found
