"""Messages and notes, written the careful way; `chat.writer` has the fast one for messages.

Both ways give the same rows (a test compares them).
"""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from chat import agenda
from chat.blocks import block_of
from chat.enclosed import NOTHING, Enclosed
from chat.left_questions import begin_waiting, somebody_answers
from chat.log import Appended, NewEntry
from chat.models import Author, Conversation, Kind, RoutingRule, Status, Visitor
from chat.queue.rules import Arrival, route
from tenants.models import Membership

from .assignment import assigned_entry, reopen_for_visitor, require_practised
from .attaching import enclose
from .log import (
    already_stored,
    append,
    by_company,
    by_operator,
    derived_id,
    lock_conversation,
)
from .refusal import Refused

REOPENS_WITHIN = timedelta(days=7)


@transaction.atomic
def post_visitor_message(
    *, visitor: Visitor, client_id: UUID, body: str, enclosed: Enclosed = NOTHING
) -> Appended:
    """Into the visitor's conversation; starts one, or opens the closed one again, where needed.

    `body` is clean already (`chat.frames.clean_body`). Raises Refused: blocked, id_reused, and
    what `enclose` raises.
    """
    visitor = Visitor.objects.select_for_update(no_key=True).get(pk=visitor.pk)
    if visitor.current_id is None:
        return _start_conversation(visitor, client_id, body, enclosed, fresh=False)
    conversation = lock_conversation(visitor.current_id)
    entry = visitor_entry(conversation.pk, visitor.name, client_id, body)
    if stored := already_stored(conversation, entry):
        return stored
    if conversation.status != Status.CLOSED:
        return append(conversation, [enclose(entry, enclosed, visitor)])[0]
    if block_of(visitor.pk) is not None:
        raise Refused("blocked")
    if timezone.now() - (conversation.closed_at or timezone.now()) > REOPENS_WITHIN:
        return _start_conversation(visitor, client_id, body, enclosed, fresh=True)
    return reopen_with(conversation, visitor, enclose(entry, enclosed, visitor))


def reopen_with(conversation: Conversation, visitor: Visitor, entry: NewEntry) -> Appended:
    """A new question in the old chat, which is locked; while nobody answers it is told so, as a
    first one is."""
    entries = [reopen_for_visitor(conversation, entry.client_id), entry]
    if not somebody_answers(conversation, visitor.tenant):
        entries.append(acknowledgement(visitor, conversation.pk, entry.client_id, is_open=False))
    return append(conversation, entries)[1]


def visitor_entry(conversation_id: int, name: str, client_id: UUID, body: str) -> NewEntry:
    return NewEntry(
        conversation_id, client_id, Kind.MESSAGE, Author.VISITOR, body=body, author_name=name
    )


def _start_conversation(
    visitor: Visitor, client_id: UUID, body: str, enclosed: Enclosed, *, fresh: bool
) -> Appended:
    conversation, is_open = _new_conversation(visitor, body, is_returning=fresh)
    Visitor.objects.filter(pk=visitor.pk).update(current=conversation, department=None)
    first = visitor_entry(conversation.pk, visitor.name, client_id, body)
    enclose(first, enclosed, visitor)
    # Nobody waits unanswered: the acknowledgement is in the same transaction as the question.
    words = acknowledgement(visitor, conversation.pk, client_id, is_open=is_open)
    return append(conversation, [first, words], fresh=fresh)[0]


def acknowledgement(
    visitor: Visitor, conversation_id: int, client_id: UUID, *, is_open: bool
) -> NewEntry:
    """While nobody answers it says so, instead of promising somebody."""
    name = "acknowledgement" if is_open else "masked"
    said = derived_id(client_id, "acknowledgement")
    return by_company(visitor.tenant, visitor, conversation_id, said, name)


def _new_conversation(
    visitor: Visitor, body: str, *, is_returning: bool
) -> tuple[Conversation, bool]:
    """In the queue, where the company's rules want it; and whether somebody answers now."""
    wish = visitor.department_id
    arrival = Arrival(visitor.page_url, (body,), visitor.spoken, is_returning, wish)
    wanted = route(arrival, RoutingRule.objects.all())
    now = timezone.now()
    conversation = Conversation(
        tenant=visitor.tenant,
        visitor=visitor,
        page_url=visitor.page_url,
        page_title=visitor.page_title,
        priority=wanted.priority,
        department_id=wish or wanted.department_id,
        skill=wanted.skill,
        queued_at=now,
        heard=1,
    )
    is_open = begin_waiting(conversation, visitor.tenant, now)
    conversation.save()
    agenda.look_soon(visitor.tenant_id)
    return conversation, is_open


@transaction.atomic
def post_operator_message(
    *,
    member: Membership,
    conversation_id: int,
    client_id: UUID,
    body: str,
    enclosed: Enclosed = NOTHING,
) -> Appended:
    """An answer. Takes the conversation when nobody has it.

    Raises Refused: not_found, not_open (closed), practice_first, not_yours (a colleague has it),
    id_reused, and what `enclose` raises.
    """
    conversation = lock_conversation(conversation_id)
    entry = by_operator(member, conversation_id, client_id, Kind.MESSAGE, body)
    if stored := already_stored(conversation, entry):
        return stored
    if conversation.status == Status.CLOSED:
        raise Refused("not_open")
    if conversation.status == Status.WAITING:
        require_practised(member)
        enclose(entry, enclosed, member)
        taken = assigned_entry(conversation, member, derived_id(client_id, "taken"))
        return append(conversation, [taken, entry])[-1]
    if conversation.operator_id != member.pk:
        raise Refused("not_yours")
    return append(conversation, [enclose(entry, enclosed, member)])[0]


@transaction.atomic
def add_note(*, member: Membership, conversation_id: int, client_id: UUID, body: str) -> Appended:
    """A line for colleagues; the visitor never sees it, nor that there is one."""
    conversation = lock_conversation(conversation_id)
    entry = by_operator(member, conversation_id, client_id, Kind.NOTE, body)
    return already_stored(conversation, entry) or append(conversation, [entry])[0]
