"""How many statements a piece of work sends to PostgreSQL, whichever threads it runs in."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.backends.utils import CursorWrapper


@contextmanager
def counted() -> Iterator[list[str]]:
    """Every statement of every connection of this process, in order. As Django's own counting has
    it, what begins and ends a transaction, the tenant's setting with it, is no statement."""
    told: list[str] = []
    execute = CursorWrapper._execute

    def listening(self: CursorWrapper, sql: str, *args: Any) -> Any:
        told.append(sql)
        return execute(self, sql, *args)

    CursorWrapper._execute = listening
    try:
        yield told
    finally:
        CursorWrapper._execute = execute
