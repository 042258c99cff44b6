"""How often each rule spoke, and what became of it. Kept in memory and written a few times a
minute: what is lost with a process is a handful of counts."""

import asyncio
import time
from collections import Counter, OrderedDict
from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Literal, NamedTuple

from django.db import connection
from django.utils import timezone

from chat import units

from .models import CheckCount

What = Literal["shown", "dismissed", "fixed", "edited", "sent_anyway"]
COLUMNS: tuple[What, ...] = ("shown", "dismissed", "fixed", "edited", "sent_anyway")
WRITE_EVERY_S = 5.0
ONCE_WITHIN_S = 300.0  # the same words in the same chat are shown once, however often they are read
MOST_SEEN = 20_000


class Row(NamedTuple):
    rule: str
    day: date
    member: int


_waiting: dict[int, Counter[tuple[Row, What]]] = {}  # by company
_seen: "OrderedDict[tuple[int, int, str, str], float]" = OrderedDict()
_writing: dict[int, "asyncio.Task[None]"] = {}


def note_shown(tenant_id: int, member_id: int, chat: int, found: Iterable[tuple[str, str]]) -> None:
    """`found`: (rule, words). Call in the event loop."""
    now = time.monotonic()
    for rule, words in found:
        key = member_id, chat, rule, words[:60].lower()
        if now - _seen.get(key, -ONCE_WITHIN_S) >= ONCE_WITHIN_S:
            note(tenant_id, member_id, rule, "shown")
        _seen[key] = now
        _seen.move_to_end(key)
    while len(_seen) > MOST_SEEN:
        _seen.popitem(last=False)


def note(tenant_id: int, member_id: int, rule: str, what: What) -> None:
    """Call in the event loop."""
    row = Row(rule, timezone.now().date(), member_id)
    _waiting.setdefault(tenant_id, Counter())[row, what] += 1
    if tenant_id not in _writing:
        task = asyncio.ensure_future(_write_soon(tenant_id))
        _writing[tenant_id] = task
        task.add_done_callback(partial(_written, tenant_id))


def _written(tenant_id: int, task: "asyncio.Task[None]") -> None:
    _writing.pop(tenant_id, None)


async def _write_soon(tenant_id: int) -> None:
    await asyncio.sleep(WRITE_EVERY_S)
    await write_now(tenant_id)


async def write_now(tenant_id: int) -> None:
    counts = _waiting.pop(tenant_id, Counter())
    if counts:
        await units.in_tenant(tenant_id, add, tenant_id, counts)


def add(tenant_id: int, counts: "Counter[tuple[Row, What]]") -> None:
    """Call inside the company's scope and a transaction."""
    rows = sorted({row for row, _what in counts})  # one order, so that two writers never block
    values = [(tenant_id, *row, *(counts[row, what] for what in COLUMNS)) for row in rows]
    with connection.cursor() as cursor:
        cursor.executemany(ADD, values)


_TABLE = CheckCount._meta.db_table
_NAMES = ", ".join(COLUMNS)
_SUMS = ", ".join(f"{name} = {_TABLE}.{name} + excluded.{name}" for name in COLUMNS)
ADD = f"""
INSERT INTO {_TABLE} (tenant_id, rule, day, member_id, {_NAMES})
VALUES ({", ".join(["%s"] * (4 + len(COLUMNS)))})
ON CONFLICT (tenant_id, rule, day, member_id) DO UPDATE SET {_SUMS}
"""
