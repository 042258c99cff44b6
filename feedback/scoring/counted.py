"""What was counted, and how it reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .sentences import LABELS, why


@dataclass(frozen=True, slots=True)
class Point:
    """`met`: None where it does not apply. `value`: seconds or how often, by criterion. `seq`: the
    message it comes from; None where there is none."""

    criterion: str
    met: bool | None
    value: int | None = None
    seq: int | None = None

    @property
    def why(self) -> str:
        """One sentence, in the reader's language."""
        return why(self.criterion, self.met, self.value)

    @property
    def label(self) -> str:
        return str(LABELS[self.criterion])

    def stored(self) -> dict[str, Any]:
        """As `feedback.ChatScore.points` keeps it: without words."""
        names = ("criterion", "met", "value", "seq")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True, slots=True)
class AutoScore:
    points: Sequence[Point]

    @property
    def percent(self) -> int | None:
        """The share of what applied that was met, 0 to 100; None where nothing applied."""
        told = [point.met for point in self.points if point.met is not None]
        return round(100 * sum(told) / len(told)) if told else None

    def of(self, criterion: str) -> Point:
        """Raises StopIteration for a criterion there is not."""
        return next(point for point in self.points if point.criterion == criterion)


def from_stored(points: Sequence[dict[str, Any]]) -> AutoScore:
    return AutoScore([Point(**point) for point in points])
