"""What a signal is: something in the shape of a chat that speaks of frustration."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from .turns import Talk


class Hit(NamedTuple):
    """A signal seen at a turn. `times` multiplies its points; `detail` is what is said with it
    (seconds, a count), never the customer's words."""

    place: int
    times: float = 1.0
    detail: int | None = None


@dataclass(frozen=True)
class Signal:
    """`points` for each hit, `most` for all of them together. `why` is one sentence for people."""

    name: str
    why: str
    points: float
    most: float
    find: Callable[[Talk], Iterable[Hit]]
    lasts: bool = False  # said outright: it is not forgotten as quickly
