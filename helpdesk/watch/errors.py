"""What may be told of an error. Its own words may quote what somebody wrote, an address or a token:
they stay unsaid, and what it was and where is enough to find it."""

import traceback
from collections.abc import Iterator
from types import TracebackType

from psycopg import Error as DatabaseError

MOST_CAUSES = 5
ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None]


def named(error: BaseException) -> str:
    """Its kind; of one of PostgreSQL also the code, and the table and constraint it is about."""
    known = error if isinstance(error, DatabaseError) else error.__cause__
    if not isinstance(known, DatabaseError):
        return type(error).__qualname__
    facts = [known.sqlstate, known.diag.table_name, known.diag.constraint_name]
    about = " ".join(filter(None, facts))
    return f"{type(error).__qualname__} ({about})" if about else type(error).__qualname__


def told(error: BaseException) -> str:
    """Where it happened and what it was, with its causes, the first one first."""
    return "\n\nwhich led to:\n\n".join(map(_one, reversed(list(causes(error)))))


def _one(error: BaseException) -> str:
    where = "".join(traceback.format_tb(error.__traceback__))
    return f"Traceback (most recent call last):\n{where}{named(error)}"


def causes(error: BaseException) -> Iterator[BaseException]:
    """It, what it came from, and so on."""
    current: BaseException | None = error
    for _ in range(MOST_CAUSES):
        if current is None:
            return
        yield current
        hidden = None if current.__suppress_context__ else current.__context__
        current = current.__cause__ or hidden
