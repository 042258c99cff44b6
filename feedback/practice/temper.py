"""What makes a simulated customer angry, and what calms them down: the one table. Pure.

A transparent sum, as the frustration signal is: each change has a name, its points, and where in
the operator's words it comes from. Tips are made of it afterwards.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from .hearing import Heard
from .scenario import Temper

Timing = Literal["prompt", "slow", "late", "very_late"]

SLOW_S, LATE_S, VERY_LATE_S = 60, 120, 240
DELAY: dict[str, int] = {"prompt": 0, "slow": 6, "late": 12, "very_late": 20}

# What makes it worse: points, and which sensitivity of the scenario multiplies them.
WORSE: dict[str, tuple[int, str]] = {
    "shortcuts": (6, "shortcuts"),
    "closed": (4, "closed"),
    "negative": (8, "negative"),
    "blame": (14, "blame"),
    "abuse": (20, "blame"),
    "shouting": (8, "blame"),
    "vague": (4, "delay"),
    "sells": (8, "ignored"),
    "ignored": (8, "ignored"),
    "repeated": (8, "repeated"),
    "same_again": (6, "repeated"),
    "handed_over_silently": (12, "ignored"),
}
# What makes it better: points the first time, the second, and so on; then nothing more.
BETTER: dict[str, tuple[int, ...]] = {
    "greeting": (4,),
    "empathy": (12, 8, 4),
    "apology": (9, 5, 2),
    "options": (8, 5, 3),
    "time": (6, 4, 2),
    "thanks": (3, 2),
    "asked_well": (3, 3, 3, 2, 2),
    "solution": (16, 12, 8, 8, 8),
}


@dataclass(frozen=True)
class Change:
    """`at`: where in what was said, code points; None when it is about the time before."""

    why: str
    points: int
    at: int | None


def timing_of(after_s: float) -> Timing:
    """The class that counts: a second more or less changes nothing."""
    if after_s < SLOW_S:
        return "prompt"
    if after_s < LATE_S:
        return "slow"
    return "late" if after_s < VERY_LATE_S else "very_late"


def delay_points(after_s: float, felt: Temper) -> int:
    return DELAY[timing_of(after_s)] * felt.delay


def changes_by(
    heard: Heard, felt: Temper, also: Iterable[str], had: dict[str, int]
) -> list[Change]:
    """`also`: what only the course of the chat tells (ignored, repeated, solution ...); `had`: how
    often each good thing was there before."""
    also = list(also)
    bad = [name for name in WORSE if name in heard.signs or name in also]
    good = [name for name in BETTER if name in heard.signs or name in also]
    found = [_worse(name, felt, heard) for name in bad]
    found += [_better(name, heard, had.get(name, 0)) for name in good]
    return [change for change in found if change.points]


def _worse(name: str, felt: Temper, heard: Heard) -> Change:
    points, feeling = WORSE[name]
    return Change(name, points * getattr(felt, feeling), heard.signs.get(name, 0))


def _better(name: str, heard: Heard, before: int) -> Change:
    steps = BETTER[name]
    return Change(name, -(steps[before] if before < len(steps) else 0), heard.signs.get(name, 0))
