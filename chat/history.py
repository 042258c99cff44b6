"""Chats that were over before they came here: from another product, or invented for a demo.

`chat.log` writes what happens now. This writes what happened: whole chats at once, closed, each
line with the time it had then. The rows are those the log would have left: numbered from 1 without
gaps, ids once, the columns of a chat what its lines add up to (tests compare them). Nothing
is announced and nobody is told: it is no news.
"""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from django.db import connection, transaction

from helpdesk.db.bulk import insert_rows, new_ids
from tenants.models import Membership, Tenant

from .log_entry import PUBLIC
from .log_sql import PREVIEW_LENGTH
from .masking import mask
from .models import Author, Conversation, Entry, Kind, Priority, Status, Visitor


class Line(NamedTuple):
    """As an entry of the log. `at` never before the line before it."""

    at: datetime
    kind: str
    author: str
    body: str = ""
    member_id: int | None = None
    author_name: str = ""
    author_photo: str = ""
    data: dict[str, Any] | None = None
    client_id: UUID | None = None


@dataclass(slots=True)
class PastVisitor:
    """`id`: of one who is stored; 0: to be made with their first chat."""

    name: str = ""
    locale: str = ""
    zone: str = ""
    attributes: dict[str, Any] = field(default_factory=dict)
    id: int = 0


@dataclass(slots=True)
class PastChat:
    """A chat with all its lines; the last one closes it. Chats of one customer share a visitor."""

    visitor: PastVisitor
    lines: list[Line]
    page_url: str = ""
    page_title: str = ""
    department_id: int | None = None
    operator_id: int | None = None
    assigned_at: datetime | None = None
    priority: int = Priority.NORMAL
    mood: int = 0
    mood_peak: int = 0
    id: int = field(default=0, init=False)

    @property
    def began_at(self) -> datetime:
        return self.lines[0].at

    @property
    def closed_at(self) -> datetime:
        return self.lines[-1].at


def assigned(at: datetime, member: Membership) -> Line:
    to = {"member": member.pk, "name": member.display_name, "photo": member.photo_hash}
    return Line(at, Kind.ASSIGNED, Author.SYSTEM, member_id=member.pk, data=to)


def said_by(member: Membership, at: datetime, body: str, kind: str = Kind.MESSAGE) -> Line:
    data = {"by": Author.OPERATOR.value} if kind == Kind.CLOSED else None
    name, photo = member.display_name, member.photo_hash
    return Line(at, kind, Author.OPERATOR, body, member.pk, name, photo, data)


@transaction.atomic
def write_history(
    tenant: Tenant, chats: Sequence[PastChat], *, is_searched: bool = True, is_clean: bool = False
) -> None:
    """Stores them and fills in their ids. Call inside the tenant's scope.

    `is_searched`: their words can be found. `is_clean`: there is nothing in them to be masked.
    """
    if not chats:
        return
    for chat, number in zip(chats, new_ids(Conversation, len(chats)), strict=True):
        chat.id = number
    newcomers = _number_newcomers(chats)
    insert_rows(Visitor, _visitors(newcomers), tenant=tenant.pk)
    insert_rows(Conversation, _conversations(chats, is_searched), tenant=tenant.pk, **CLOSED)
    insert_rows(Entry, _entries(chats, is_clean), tenant=tenant.pk)
    _look_at_sizes()


def _look_at_sizes() -> None:
    """Before it is checked what each row refers to, where PostgreSQL still takes the table for a
    small one (migrations/0018_statistics)."""
    with connection.cursor() as cursor:
        cursor.execute(KNOWN_SIZE)
        if cursor.fetchone()[0] < SMALL:
            cursor.execute("SELECT chat_look_at_sizes()")


KNOWN_SIZE = "SELECT reltuples FROM pg_class WHERE oid = 'chat_conversation'::regclass"
SMALL = 2000
CLOSED = {"status": Status.CLOSED}
PUBLIC_KINDS = {str(kind) for kind in PUBLIC}


def _number_newcomers(chats: Sequence[PastChat]) -> list[PastChat]:
    """The last chat of each visitor who is not stored yet: the one they are in."""
    last = {id(chat.visitor): chat for chat in chats if not chat.visitor.id}
    newcomers = list(last.values())
    for chat, number in zip(newcomers, new_ids(Visitor, len(newcomers)), strict=True):
        chat.visitor.id = number
    return newcomers


def _visitors(newcomers: Sequence[PastChat]) -> dict[str, list[Any]]:
    """Nobody has the token: who comes back is somebody new."""
    return {
        "id": [chat.visitor.id for chat in newcomers],
        "token_hash": [secrets.token_hex(32) for _ in newcomers],
        "name": [chat.visitor.name for chat in newcomers],
        "locale": [chat.visitor.locale for chat in newcomers],
        "zone": [chat.visitor.zone for chat in newcomers],
        "attributes": [json.dumps(chat.visitor.attributes) for chat in newcomers],
        "page_url": [chat.page_url for chat in newcomers],
        "page_title": [chat.page_title for chat in newcomers],
        "created_at": [chat.began_at for chat in newcomers],
        "current": [chat.id for chat in newcomers],
    }


def _conversations(chats: Sequence[PastChat], is_searched: bool) -> dict[str, list[Any]]:
    lengths = [len(chat.lines) for chat in chats]
    public = [sum(line.kind in PUBLIC_KINDS for line in chat.lines) for chat in chats]
    asked = [sum(_is_asked(line) for line in chat.lines) for chat in chats]
    previews = [_preview(chat.lines) for chat in chats]
    ends = [chat.closed_at for chat in chats]
    begins = [chat.began_at for chat in chats]
    return {
        "id": [chat.id for chat in chats],
        "visitor": [chat.visitor.id for chat in chats],
        "priority": [int(chat.priority) for chat in chats],
        "department": [chat.department_id for chat in chats],
        "operator": [chat.operator_id for chat in chats],
        "assigned_at": [chat.assigned_at for chat in chats],
        "queued_at": begins,
        "created_at": begins,
        "situation_at": ends,
        "changed_at": ends,
        "closed_at": ends,
        "last_seq": lengths,
        "last_public_seq": public,
        "visitor_read_seq": public,
        "operator_read_seq": public,
        "visitor_messages": asked,
        "heard": asked,
        "indexed_seq": [0] * len(chats) if is_searched else lengths,
        "mood": [chat.mood for chat in chats],
        "mood_peak": [chat.mood_peak for chat in chats],
        "mood_seq": lengths,
        "preview": [body for body, _ in previews],
        "preview_author": [author for _, author in previews],
        "page_url": [chat.page_url for chat in chats],
        "page_title": [chat.page_title for chat in chats],
    }


def _is_asked(line: Line) -> bool:
    return line.kind == Kind.MESSAGE and line.author == Author.VISITOR


def _preview(lines: list[Line]) -> tuple[str, str]:
    for line in reversed(lines):
        if line.kind == Kind.MESSAGE and line.author != Author.AUTOMATIC:
            return line.body[:PREVIEW_LENGTH], str(line.author)
    return "", ""


def _entries(chats: Sequence[PastChat], is_clean: bool) -> dict[str, list[Any]]:
    lines = list(chain.from_iterable(chat.lines for chat in chats))
    return {
        "conversation": [chat.id for chat in chats for _ in chat.lines],
        "seq": [number for chat in chats for number in range(1, len(chat.lines) + 1)],
        "public_seq": [number for chat in chats for number in _public(chat.lines)],
        "client_id": [line.client_id or uuid4() for line in lines],
        "kind": [str(line.kind) for line in lines],
        "author": [str(line.author) for line in lines],
        "member": [line.member_id for line in lines],
        "author_name": [line.author_name for line in lines],
        "author_photo": [line.author_photo for line in lines],
        "body": [line.body if is_clean else mask(line.body) for line in lines],
        "data": [json.dumps(line.data) if line.data else "{}" for line in lines],
        "at": [line.at for line in lines],
    }


def _public(lines: list[Line]) -> list[int | None]:
    numbers, last = [], 0
    for line in lines:
        is_public = line.kind in PUBLIC_KINDS
        last += is_public
        numbers.append(last if is_public else None)
    return numbers
