"""What a chat is counted by. No database, no clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

VISITOR, OPERATOR, AUTOMATIC = "visitor", "operator", "automatic"


@dataclass(frozen=True, slots=True)
class Said:
    """One message; `author` is "visitor", "operator" or "automatic" (chat.models.Author)."""

    seq: int
    at: datetime
    author: str
    text: str
    name: str = ""  # whoever wrote it, as the customer saw them


@dataclass(frozen=True, slots=True)
class Promised:
    """An answer promised by a time. `kept_at`: None while it is open, and where it was dropped."""

    made_at: datetime
    due_at: datetime
    kept_at: datetime | None = None
    was_dropped: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known beside the words. `upset_seq`: where the customer was upset, by the frustration
    signal; the words are looked at besides. `was_closed`: it was asked outside the hours.
    `looked_at`: what is open then and was due is late."""

    looked_at: datetime
    language: str = "en"
    promises: Sequence[Promised] = ()
    upset_seq: int | None = None
    was_closed: bool = False
    is_confirmed: bool = False  # the customer said that it is solved, or tapped "thank you"
