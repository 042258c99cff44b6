"""From the log of a practice chat to what the customer hears. Call inside the sandbox's scope."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chat.models import Author, Entry, Kind

# What an operator does besides writing, as the customer is told (customer.Customer.event).
PROMISE = "promise"
CHANGES = {"warned": "warned", "blocked": "blocked"}
HANDS_OVER = ("asked", "queued")


@dataclass(frozen=True)
class Turn:
    """`event`: or, where there is none, the messages that came one after another."""

    event: str
    entries: tuple[Entry, ...]

    @property
    def said(self) -> str:
        return "\n".join(entry.body for entry in self.entries)

    @property
    def at(self) -> datetime:
        return self.entries[0].at

    def seq_at(self, place: int | None) -> int:
        """The message that what was said comes from, by its place in `said`."""
        end = 0
        for entry in self.entries:
            end += len(entry.body) + 1
            if place is None or place < end:
                return entry.seq
        return self.entries[-1].seq


def turns(entries: Iterable[Entry]) -> Iterator[Turn]:
    """Messages that follow each other are one turn."""
    together: list[Entry] = []
    for entry in entries:
        event = event_of(entry)
        if event is None:
            continue
        if event and together:
            yield Turn("", tuple(together))
            together = []
        if event:
            yield Turn(event, (entry,))
        else:
            together.append(entry)
    if together:
        yield Turn("", tuple(together))


def event_of(entry: Entry) -> str | None:
    """ "" for a message of the operator, None for what the customer does not hear."""
    data: dict[str, Any] = entry.data
    is_operators = entry.author == Author.OPERATOR
    if entry.kind == Kind.MESSAGE:
        return "" if is_operators else None
    if entry.kind == Kind.CARD and is_operators and data.get("card") == PROMISE:
        return "promised"
    if entry.kind == Kind.TRANSFER and is_operators and data.get("step") in HANDS_OVER:
        return "transferred"
    if entry.kind == Kind.CHANGED:
        return CHANGES.get(data.get("what", ""))
    return "closed" if entry.kind == Kind.CLOSED else None
