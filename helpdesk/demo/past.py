"""Short chats of the last weeks, many at once: what a company of some age has behind it."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from django.db.models import F

from chat.actions.assignment import assignment_of
from chat.log import NewEntry, append_entries
from chat.models import Author, Conversation, Entry, Kind, Status, Visitor
from tenants.models import Department, Membership, Tenant

from .telling import SHOP

# (page, its title, what was asked, what was answered)
SAID = [
    ("/delivery", "Delivery", "Is the Paper Moon in stock?", "It is, and leaves us tomorrow."),
    ("/returns", "Returns", "How do I send a lamp back?", "I send you a label, at no cost."),
    ("/lamps/desk-heron", "Desk Heron", "Which bulb does it take?", "E14. One is in the box."),
    ("/account", "Account", "Can I change my address?", "I have just done it for you."),
    ("/account/orders", "Your orders", "When does 20388 arrive?", "On Thursday, before noon."),
    ("/lamps/fireflies", "Fireflies", "Do they mind the rain?", "Not at all. They live outside."),
]
TOOK = timedelta(minutes=4)


@dataclass(frozen=True)
class Past:
    """A chat that ended at `at`, and who answered it; `about` counts through what is said, where
    `said` (as in SAID) does not say it."""

    member: Membership
    department: Department | None
    at: datetime
    about: int = 0
    said: tuple[str, str, str, str] | None = None

    @property
    def words(self) -> tuple[str, str, str, str]:
        return self.said or SAID[self.about % len(SAID)]


def tell_past(tenant: Tenant, chats: list[Past]) -> list[Conversation]:
    """They are closed, in the order given. Call inside the tenant's scope."""
    begun = [chat.at - TOOK for chat in chats]
    visitors = Visitor.objects.bulk_create(
        Visitor(tenant=tenant, token_hash=secrets.token_hex(32), locale="en", created_at=moment)
        for moment in begun
    )
    pairs = list(zip(chats, visitors, strict=True))
    conversations = Conversation.objects.bulk_create(
        _open(tenant, chat, visitor) for chat, visitor in pairs
    )
    entries = [_entries(*pair) for pair in zip(chats, conversations, strict=True)]
    append_entries([entry for some in entries for entry in some])
    for visitor, conversation in zip(visitors, conversations, strict=True):
        visitor.current = conversation
    Visitor.objects.bulk_update(visitors, ["current"])
    _close(conversations)
    return conversations


def _open(tenant: Tenant, chat: Past, visitor: Visitor) -> Conversation:
    page, title, *_ = chat.words
    begun = chat.at - TOOK
    return Conversation(
        tenant=tenant,
        visitor=visitor,
        status=Status.OPEN,
        operator=chat.member,
        department=chat.department,
        page_url=SHOP + page,
        page_title=title,
        created_at=begun,
        queued_at=begun,
        assigned_at=begun,
        situation_at=begun,
    )


def _entries(chat: Past, conversation: Conversation) -> list[NewEntry]:
    *_, asked, answered = chat.words
    of, member = conversation.pk, chat.member
    by = {
        "member_id": member.pk,
        "author_name": member.display_name,
        "author_photo": member.photo_hash,
    }
    return [
        NewEntry(of, uuid4(), Kind.MESSAGE, Author.VISITOR, body=asked),
        assignment_of(conversation, member, uuid4()),
        NewEntry(of, uuid4(), Kind.MESSAGE, Author.OPERATOR, body=answered, **by),
        NewEntry(of, uuid4(), Kind.CLOSED, Author.OPERATOR, data={"by": "operator"}, **by),
    ]


def _close(conversations: list[Conversation]) -> None:
    """And moves everything to when it was: a minute from line to line, the last when it ended."""
    for conversation in conversations:
        begun = conversation.created_at
        entries = Entry.objects.filter(conversation=conversation)
        last = entries.count()
        entries.filter(seq__lt=last).update(at=begun + (F("seq") - 1) * timedelta(minutes=1))
        entries.filter(seq=last).update(at=begun + TOOK)
        Conversation.objects.filter(pk=conversation.pk).update(
            status=Status.CLOSED,
            closed_at=begun + TOOK,
            changed_at=begun + TOOK,
            waiting_since=None,
            due_at=None,
            visitor_read_seq=F("last_public_seq"),
            operator_read_seq=F("last_public_seq"),
        )
