"""What is told to whom: group names, pushed frames, and the one `announce`.

A push is a hint. It goes out after commit and may be lost; clients find that out by themselves.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from django.db import transaction

from . import fanout
from .log import Appended
from .models import Kind
from .reading import summaries
from .render import new_entry, state_for_visitor

Summaries = Mapping[int, dict[str, Any]]  # by conversation


class Push(NamedTuple):
    group: str
    frame: dict[str, Any]


def visitor_group(tenant_id: int, visitor_id: int) -> str:
    return f"t{tenant_id}.v{visitor_id}"


def visitors_group(tenant_id: int) -> str:
    """Everybody who has the company's widget open."""
    return f"t{tenant_id}.visitors"


def conversation_group(tenant_id: int, conversation_id: int) -> str:
    return f"t{tenant_id}.c{conversation_id}"


def inbox_group(tenant_id: int) -> str:
    return f"t{tenant_id}.inbox"


def member_group(tenant_id: int, member_id: int) -> str:
    return f"t{tenant_id}.m{member_id}"


def announce(pushes: Sequence[Push]) -> None:
    """Send after the transaction that is open commits; at once when there is none."""
    if pushes:
        transaction.on_commit(partial(fanout.send, list(pushes)))


def announce_drawn(draw: Callable[[], Iterable[Push]]) -> None:
    """The same of what `draw` makes, which is called once it is committed."""
    transaction.on_commit(partial(fanout.send_drawn, draw))


def announce_entries(
    tenant_id: int,
    appended: Iterable[Appended],
    *,
    fresh: bool = False,
    known: Summaries | None = None,
) -> None:
    """Tell both sides of what was appended; call in the transaction that appended it.

    `fresh`: the visitor's log begins anew with these entries. `known`: the summaries of their
    conversations, where they were read in this transaction.
    """
    by_conversation: dict[int, list[Appended]] = defaultdict(list)
    for item in appended:
        if item.is_new:
            by_conversation[item.entry.conversation_id].append(item)
    if not by_conversation:
        return
    known = summaries(by_conversation) if known is None else known

    def draw() -> Iterator[Push]:
        for conversation_id, items in by_conversation.items():
            yield from _pushes(tenant_id, known[conversation_id], items, fresh)

    announce_drawn(draw)


def _pushes(
    tenant_id: int, summary: dict[str, Any], items: list[Appended], fresh: bool
) -> Iterable[Push]:
    if summary["is_current"]:  # a visitor reads one log; what happens in an older one is not told
        yield from _to_visitor(tenant_id, summary, items, fresh)
    entries = [new_entry(tenant_id, item, "operator") for item in items]
    yield Push(
        conversation_group(tenant_id, summary["id"]),
        entries_frame(entries, summary["head"], conversation=summary["id"]),
    )
    yield Push(inbox_group(tenant_id), {"type": "conversation", "conversation": summary})


def _to_visitor(
    tenant_id: int, summary: dict[str, Any], items: list[Appended], fresh: bool
) -> Iterable[Push]:
    group = visitor_group(tenant_id, summary["visitor"]["id"])
    if any(item.seq == 1 or item.entry.kind not in (Kind.MESSAGE, Kind.NOTE) for item in items):
        state = state_for_visitor(summary) | ({"fresh": True} if fresh else {})
        yield Push(group, {"type": "conversation", "conversation": state})
    public = [item for item in items if item.public_seq is not None]
    if public:
        entries = [new_entry(tenant_id, item, "visitor") for item in public]
        yield Push(group, entries_frame(entries, summary["public_head"]))


def entries_frame(
    entries: list[dict[str, Any]],
    head: int,
    *,
    more: bool = False,
    earlier: bool = False,
    conversation: int | None = None,
) -> dict[str, Any]:
    frame = {
        "type": "entries",
        "entries": entries,
        "head": head,
        "more": more,
        "earlier": earlier,
    }
    return frame if conversation is None else frame | {"conversation": conversation}
