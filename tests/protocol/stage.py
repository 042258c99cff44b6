"""Where the protocol is driven: a running server, the company in it, and what it has stored."""

from dataclasses import dataclass
from typing import Any, NamedTuple

import psycopg

from .model import Line, State

ROWS = """
SELECT e.conversation_id, e.seq, e.public_seq, e.at, e.body,
       e.client_id::text, e.kind, e.author, e.member_id, c.status, c.operator_id
FROM chat_entry e JOIN chat_conversation c ON c.id = e.conversation_id
WHERE e.conversation_id > %s ORDER BY e.conversation_id, e.seq
"""


class Row(NamedTuple):
    """A stored entry."""

    seq: int
    public_seq: int | None
    at: Any
    body: str
    line: Line


@dataclass(frozen=True)
class Stored:
    """One conversation as the database has it."""

    number: int
    rows: tuple[Row, ...]
    state: State


@dataclass(frozen=True)
class Stage:
    """`cookies` and `members`: of those who work there, by name. `dsn` sees the tables."""

    origin: str
    tenant_id: int
    slug: str
    site_key: str
    cookies: dict[str, str]
    members: dict[str, int]
    dsn: str

    def connect(self) -> psycopg.Connection:
        connection = psycopg.connect(self.dsn, autocommit=True)
        connection.execute("SELECT set_config('app.tenant_id', %s, false)", [str(self.tenant_id)])
        return connection


def newest(connection: psycopg.Connection) -> int:
    """The highest number of a conversation so far."""
    (number,) = connection.execute("SELECT coalesce(max(id), 0) FROM chat_conversation").fetchone()
    return number


def stored_since(connection: psycopg.Connection, number: int) -> list[Stored]:
    """Conversations with a higher number."""
    found: dict[int, list[Row]] = {}
    states: dict[int, State] = {}
    for conversation, seq, public_seq, at, body, *rest in connection.execute(ROWS, [number]):
        *of_line, status, operator = rest
        line = Line(*of_line, is_public=public_seq is not None)
        found.setdefault(conversation, []).append(Row(seq, public_seq, at, body, line))
        states[conversation] = State(status, None if status == "waiting" else operator)
    return [Stored(number, tuple(rows), states[number]) for number, rows in found.items()]
