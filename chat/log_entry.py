"""A line of a log on its way in."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from .models import Kind

PUBLIC = frozenset(
    {Kind.MESSAGE, Kind.ASSIGNED, Kind.CLOSED, Kind.REOPENED, Kind.SIGNAL, Kind.CARD}
)


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An entry that is not numbered yet. `client_id` is its sender's; the same one again is the
    same entry."""

    conversation_id: int
    client_id: UUID
    kind: str
    author: str
    body: str = ""
    member_id: int | None = None
    author_name: str = ""
    author_photo: str = ""
    data: dict[str, Any] = field(default_factory=dict)

    @property
    def is_public(self) -> bool:
        return self.kind in PUBLIC
