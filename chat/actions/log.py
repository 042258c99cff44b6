"""What the actions have in common: lock, find what is stored, append and tell."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid5

from chat import listeners
from chat.events import announce_entries
from chat.log import Appended, NewEntry, append_entries
from chat.models import Author, Conversation, Entry, Kind, Visitor
from chat.phrases import phrase
from tenants.models import Membership, Tenant

from .refusal import Refused
from .speaking import program


def lock_conversation(conversation_id: int) -> Conversation:
    """The conversation, locked until the transaction ends. Raises Refused("not_found")."""
    try:
        return Conversation.objects.select_for_update(no_key=True).get(pk=conversation_id)
    except Conversation.DoesNotExist:
        raise Refused("not_found") from None


def already_stored(conversation: Conversation, entry: NewEntry) -> Appended | None:
    """The result of the first time, when this is a retry. Raises Refused("id_reused")."""
    row = Entry.objects.filter(conversation=conversation, client_id=entry.client_id).first()
    if row is None:
        return None
    same = (row.kind, row.author, row.member_id) == (entry.kind, entry.author, entry.member_id)
    if not same:
        raise Refused("id_reused")
    return Appended(entry, row.seq, row.public_seq, row.at, False, True)


def append(
    conversation: Conversation, entries: Sequence[NewEntry], *, fresh: bool = False
) -> list[Appended]:
    """Append to a locked conversation and announce it."""
    appended = append_entries(entries)
    announce_entries(conversation.tenant_id, appended, fresh=fresh)
    listeners.tell(conversation, appended)
    return appended


def derived_id(client_id: UUID, purpose: str) -> UUID:
    """The id of an entry that another one brings about: a retry brings about the same one."""
    return uuid5(client_id, purpose)


def by_operator(
    member: Membership, conversation_id: int, client_id: UUID, kind: str, body: str = ""
) -> NewEntry:
    """Theirs; or that of the program that is at work for them (chat.actions.speaking)."""
    if name := program():
        return NewEntry(
            conversation_id, client_id, kind, Author.AUTOMATIC, body=body, author_name=name
        )
    return NewEntry(
        conversation_id,
        client_id,
        kind,
        Author.OPERATOR,
        body=body,
        member_id=member.pk,
        author_name=member.display_name,
        author_photo=member.photo_hash,
    )


def changed(
    member: Membership, conversation_id: int, client_id: UUID, what: str, **more: Any
) -> NewEntry:
    """What they changed about a chat; `more` has its `value`, and what else is to be told."""
    entry = by_operator(member, conversation_id, client_id, Kind.CHANGED)
    entry.data.update({"what": what, "value": None, **more})
    return entry


def by_company(
    tenant: Tenant, visitor: Visitor, conversation_id: int, client_id: UUID, name: str
) -> NewEntry:
    """What the company says by itself: `name` is one of `chat.phrases`."""
    return NewEntry(
        conversation_id,
        client_id,
        Kind.MESSAGE,
        Author.AUTOMATIC,
        body=phrase(name, tenant, visitor.spoken),
        author_name=tenant.name,
        data={"auto": name},
    )
