"""How frustrated a customer seems: a transparent sum of named signals. Pure, no I/O.

Each signal (chat/mood/signals/) says where it was seen. What was seen fades: with each later
message of the customer that brings nothing new, and quickly when they say thanks or that it is
solved. Per signal the rest is summed up to the signal's bound, then all of them up to 100.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from .signal import Hit, Signal
from .signals import SIGNALS, SLOW
from .signals.slow import pending
from .turns import Talk, Turn

MOST = 100
FADES = 0.85  # kept with each later message of theirs: about half after four
LASTS = 0.95  # the same of what was said outright
RELIEVED = 0.5  # kept when they say thanks, or that it is solved
LEAST = 1.0  # points; what is left below is not told
STEP = 6  # points between "steady" and the others
TOLD = 6  # signals at most

RISING, STEADY, FALLING = "rising", "steady", "falling"


class Part(NamedTuple):
    """One signal as it stands. `detail` of its latest hit: seconds, or how many times; `seq` the
    entry it was seen at."""

    signal: str
    points: int
    seq: int
    detail: int | None


@dataclass(frozen=True)
class Mood:
    """`score` 0 (calm) to 100; `trend` against the time before the customer's latest message;
    `signals` with the heaviest first."""

    score: int
    trend: str
    signals: tuple[Part, ...]


CALM = Mood(0, STEADY, ())


def score(turns: Sequence[Turn], now: datetime | None = None, language: str = "") -> Mood:
    """`turns` in order; `now` makes the answer that is missing count; `language` (BCP 47) is that
    of the customer, where their own words do not tell it."""
    talk = Talk(turns, language)
    if not talk.theirs:
        return CALM
    found = [(signal, list(signal.find(talk))) for signal in SIGNALS]
    end = len(turns)
    parts = _parts(talk, found, end, pending(talk, now))
    before = _parts(talk, found, talk.theirs[-1], None)
    points = _sum(parts)
    return Mood(points, _trend(_sum(before), points), tuple(parts[:TOLD]))


def course(turns: Sequence[Turn], language: str = "") -> list[int]:
    """The score after each turn, without what is missing at that moment. For benchmarks."""
    talk = Talk(turns, language)
    found = [(signal, list(signal.find(talk))) for signal in SIGNALS]
    return [_sum(_parts(talk, found, end, None)) for end in range(1, len(turns) + 1)]


def _parts(
    talk: Talk, found: list[tuple[Signal, list[Hit]]], end: int, missing: Hit | None
) -> list[Part]:
    """What is left of each signal after the first `end` turns."""
    fading, lasting = (_kept(talk, end, share) for share in (FADES, LASTS))
    parts = []
    for signal, hits in found:
        kept = lasting if signal.lasts else fading
        seen = [hit for hit in hits if hit.place < end]
        points = sum(signal.points * hit.times * kept[hit.place] for hit in seen)
        if missing and signal is SLOW:
            points += signal.points * missing.times
            seen = [*seen, missing]
        if seen and points >= LEAST:
            last = seen[-1]
            told = min(round(points), round(signal.most))
            parts.append(Part(signal.name, told, talk.turns[last.place].seq, last.detail))
    return sorted(parts, key=lambda part: -part.points)


def _kept(talk: Talk, end: int, share: float) -> list[float]:
    """What is kept of a hit at each place, by the end; `share` with each message of theirs."""
    kept = [1.0] * end
    rest = 1.0
    theirs = {place for place in talk.theirs if place < end}
    for place in reversed(range(end)):
        kept[place] = rest
        if place in theirs:
            rest *= RELIEVED if place in talk.relieved else share
    return kept


def _sum(parts: Sequence[Part]) -> int:
    return min(MOST, sum(part.points for part in parts))


def _trend(before: int, after: int) -> str:
    if after - before >= STEP:
        return RISING
    return FALLING if before - after >= STEP else STEADY
