"""Messages and notes, written the careful way; `chat.writer` has the fast one for messages.

Both ways give the same rows (a test compares them).
"""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from chat.log import Appended, NewEntry
from chat.models import Author, Conversation, Kind, Status, Visitor
from tenants.models import Membership

from .assignment import assigned_entry, reopen_for_visitor
from .log import already_stored, append, by_operator, derived_id, lock_conversation
from .refusal import Refused

REOPENS_WITHIN = timedelta(days=7)


@transaction.atomic
def post_visitor_message(*, visitor: Visitor, client_id: UUID, body: str) -> Appended:
    """Into the visitor's conversation; starts one, or opens the closed one again, where needed.

    `body` is clean already (`chat.frames.clean_body`). Raises Refused("id_reused").
    """
    visitor = Visitor.objects.select_for_update(no_key=True).get(pk=visitor.pk)
    if visitor.current_id is None:
        return _start_conversation(visitor, client_id, body, fresh=False)
    conversation = lock_conversation(visitor.current_id)
    entry = visitor_entry(conversation.pk, visitor.name, client_id, body)
    if stored := already_stored(conversation, entry):
        return stored
    if conversation.status != Status.CLOSED:
        return append(conversation, [entry])[0]
    if timezone.now() - (conversation.closed_at or timezone.now()) > REOPENS_WITHIN:
        return _start_conversation(visitor, client_id, body, fresh=True)
    return append(conversation, [reopen_for_visitor(conversation, client_id), entry])[-1]


def visitor_entry(conversation_id: int, name: str, client_id: UUID, body: str) -> NewEntry:
    return NewEntry(
        conversation_id, client_id, Kind.MESSAGE, Author.VISITOR, body=body, author_name=name
    )


def _start_conversation(visitor: Visitor, client_id: UUID, body: str, *, fresh: bool) -> Appended:
    tenant = visitor.tenant
    conversation = Conversation.objects.create(
        tenant=tenant, visitor=visitor, page_url=visitor.page_url, page_title=visitor.page_title
    )
    Visitor.objects.filter(pk=visitor.pk).update(current=conversation)
    first = visitor_entry(conversation.pk, visitor.name, client_id, body)
    # Nobody waits unanswered: the acknowledgement is in the same transaction as the question.
    acknowledgement = NewEntry(
        conversation.pk,
        derived_id(client_id, "acknowledgement"),
        Kind.MESSAGE,
        Author.AUTOMATIC,
        body=tenant.acknowledgement,
        author_name=tenant.name,
        data={"auto": "acknowledgement"},
    )
    return append(conversation, [first, acknowledgement], fresh=fresh)[0]


@transaction.atomic
def post_operator_message(
    *, member: Membership, conversation_id: int, client_id: UUID, body: str
) -> Appended:
    """An answer. Takes the conversation when nobody has it.

    Raises Refused: not_found, not_open (closed), not_yours (a colleague has it), id_reused.
    """
    conversation = lock_conversation(conversation_id)
    entry = by_operator(member, conversation_id, client_id, Kind.MESSAGE, body)
    if stored := already_stored(conversation, entry):
        return stored
    if conversation.status == Status.CLOSED:
        raise Refused("not_open")
    if conversation.status == Status.WAITING:
        taken = assigned_entry(conversation, member, derived_id(client_id, "taken"))
        return append(conversation, [taken, entry])[-1]
    if conversation.operator_id != member.pk:
        raise Refused("not_yours")
    return append(conversation, [entry])[0]


@transaction.atomic
def add_note(*, member: Membership, conversation_id: int, client_id: UUID, body: str) -> Appended:
    """A line for colleagues; the visitor never sees it, nor that there is one."""
    conversation = lock_conversation(conversation_id)
    entry = by_operator(member, conversation_id, client_id, Kind.NOTE, body)
    return already_stored(conversation, entry) or append(conversation, [entry])[0]
