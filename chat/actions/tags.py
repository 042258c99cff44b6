"""Words by which a company sorts its chats. Typing a new one makes it."""

import unicodedata
from uuid import UUID

from django.db import transaction

from chat.events import Push, announce, inbox_group
from chat.frames import REFUSED_TEXT, BadFrame
from chat.log import Appended, NewEntry
from chat.models import Conversation, ConversationTag, SavedView, Tag
from tenants.audit import record
from tenants.models import Membership

from .log import already_stored, append, changed, lock_conversation
from .refusal import Refused

MOST_CHARACTERS = 40
MOST_ON_A_CHAT = 20
MOST_OF_A_COMPANY = 500


def tag_name(text: str) -> str:
    """As it is kept: small letters, single spaces. Raises BadFrame("bad_frame", field="tag")."""
    name = " ".join(unicodedata.normalize("NFC", text).split()).casefold()
    if not name or len(name) > MOST_CHARACTERS or REFUSED_TEXT.search(name):
        raise BadFrame("bad_frame", field="tag")
    if not any(unicodedata.category(character)[0] in "LNS" for character in name):
        raise BadFrame("bad_frame", field="tag")
    return name


@transaction.atomic
def add_tag(*, member: Membership, conversation_id: int, client_id: UUID, name: str) -> Appended:
    """`name` as `tag_name` gives it. Raises Refused: not_found, too_many, id_reused."""
    conversation = lock_conversation(conversation_id)
    entry = changed(member, conversation_id, client_id, "tagged", value=name)
    if stored := already_stored(conversation, entry):
        return stored
    given = ConversationTag.objects.filter(conversation=conversation)
    if given.filter(tag__name=name).exists():
        return nothing_to_do(conversation, entry)
    if given.count() >= MOST_ON_A_CHAT:
        raise Refused("too_many")
    ConversationTag.objects.create(
        tenant_id=conversation.tenant_id, conversation=conversation, tag=_tag(conversation, name)
    )
    return append(conversation, [entry])[0]


@transaction.atomic
def remove_tag(*, member: Membership, conversation_id: int, client_id: UUID, name: str) -> Appended:
    """Raises Refused: not_found, id_reused."""
    conversation = lock_conversation(conversation_id)
    entry = changed(member, conversation_id, client_id, "untagged", value=name)
    if stored := already_stored(conversation, entry):
        return stored
    given = ConversationTag.objects.filter(conversation=conversation, tag__name=name)
    if not given.delete()[0]:
        return nothing_to_do(conversation, entry)
    return append(conversation, [entry])[0]


@transaction.atomic
def rename_tag(*, tag: Tag, name: str) -> None:
    """`name` as `tag_name` gives it. A tag of that name takes this one's chats."""
    record("text.changed", target=tag.name, name=[tag.name, name])
    other = Tag.objects.filter(name=name).exclude(pk=tag.pk).first()
    if other is None:
        Tag.objects.filter(pk=tag.pk).update(name=name)
    else:
        given = ConversationTag.objects.filter(tag=tag)
        there = ConversationTag.objects.filter(tag=other).values("conversation")
        given.exclude(conversation__in=there).update(tag=other)
        tag.delete()
    for view in SavedView.objects.filter(filters__tag=tag.name):
        view.filters["tag"] = name
        view.save(update_fields=["filters"])
    _tell_all(tag.tenant_id)


@transaction.atomic
def delete_tag(*, tag: Tag) -> None:
    """It comes off every chat; the log goes on telling that it was there."""
    Tag.objects.filter(pk=tag.pk).delete()
    record("text.deleted", target=tag.name)
    _tell_all(tag.tenant_id)


def nothing_to_do(conversation: Conversation, entry: NewEntry) -> Appended:
    """It is so already: acknowledged with the head there is, and the log is left alone."""
    now = conversation.changed_at
    return Appended(entry, conversation.last_seq, None, now, is_new=False, is_same_sender=True)


def all_tags() -> list[str]:
    return list(Tag.objects.values_list("name", flat=True)[:MOST_OF_A_COMPANY])


def _tag(conversation: Conversation, name: str) -> Tag:
    """Finds it or makes it; a new one is told to every console. Raises Refused("too_many")."""
    if found := Tag.objects.filter(name=name).first():
        return found
    if Tag.objects.count() >= MOST_OF_A_COMPANY:
        raise Refused("too_many")
    tag, _ = Tag.objects.get_or_create(tenant_id=conversation.tenant_id, name=name)
    _tell_all(conversation.tenant_id)
    return tag


def _tell_all(tenant_id: int) -> None:
    announce([Push(inbox_group(tenant_id), {"type": "tags", "tags": all_tags()})])
