"""The one place that writes a conversation's log.

`append_entries` numbers and inserts a whole list of entries in two statements a tenant: lock the
conversations in id order, then skip what is stored, number the rest, insert, and roll the
conversation's summary columns forward. A sync action calls it with one entry inside its own
transaction; the process's writer (`chat.writer`) with all that came in during the last commit.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from .log_entry import PUBLIC, NewEntry
from .log_sql import APPEND, CHECK_S, LOCK, NUDGE_S, PREVIEW_LENGTH
from .masking import masked
from .models import Author

__all__ = ["PUBLIC", "Appended", "NewEntry", "append_entries", "system_entry"]


@dataclass(frozen=True, slots=True)
class Appended:
    """An entry's place in the log. `is_new` is False where a retry found it stored already;
    `seq` is None where the conversation's state did not allow it (see `APPEND`)."""

    entry: NewEntry
    seq: int | None
    public_seq: int | None
    at: datetime | None
    is_new: bool
    is_same_sender: bool


def append_entries(entries: Sequence[NewEntry]) -> list[Appended]:
    """Append to the logs of one tenant's conversations; call inside its scope and a transaction.

    Returns one `Appended` for each entry, in the order given. Entries of one conversation are
    numbered in that order. Locks are held until the transaction ends.
    """
    return begin_appending(entries)()


def begin_appending(entries: Sequence[NewEntry]) -> Callable[[], list[Appended]]:
    """`append_entries`, to be read later by calling what it returns: in a pipeline (of the
    database connection) more can be said before."""
    entries = [masked(entry) for entry in entries]
    first: dict[tuple[int, UUID], NewEntry] = {}
    for entry in entries:
        first.setdefault((entry.conversation_id, entry.client_id), entry)
    unique = list(first.values())
    with connection.prepared_cursor() as cursor:
        cursor.execute(LOCK, [sorted({e.conversation_id for e in unique})])
    cursor = connection.prepared_cursor()
    cursor.execute(APPEND, [_as_json(unique), PREVIEW_LENGTH, NUDGE_S, CHECK_S])

    def appended() -> list[Appended]:
        with cursor:
            rows = cursor.fetchall()
        placed = {
            (entry.conversation_id, entry.client_id): Appended(entry, *row)
            for entry, row in zip(unique, rows, strict=True)
        }
        return [_answer(entry, placed[entry.conversation_id, entry.client_id]) for entry in entries]

    return appended


def _as_json(entries: Sequence[NewEntry]) -> str:
    """One value for all of them: ten arrays take ten times as long to be written down."""
    return json.dumps(
        [
            {
                "conversation_id": e.conversation_id,
                "client_id": str(e.client_id),
                "kind": e.kind,
                "author": e.author,
                "body": e.body,
                "member_id": e.member_id,
                "author_name": e.author_name,
                "author_photo": e.author_photo,
                "data": e.data,
                "is_public": e.is_public,
            }
            for e in entries
        ]
    )


def _answer(entry: NewEntry, placed: Appended) -> Appended:
    """What a second entry with the same client id in one list is told: it is a retry."""
    if entry is placed.entry:
        return placed
    same = (entry.kind, entry.author, entry.member_id) == (
        placed.entry.kind,
        placed.entry.author,
        placed.entry.member_id,
    )
    return Appended(
        entry, placed.seq, placed.public_seq, placed.at, False, same and placed.is_same_sender
    )


def system_entry(conversation_id: int, client_id: UUID, kind: str, **fields: Any) -> NewEntry:
    return NewEntry(conversation_id, client_id, kind, Author.SYSTEM, **fields)
