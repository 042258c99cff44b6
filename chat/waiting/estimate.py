"""The wait of one place in the queue, by playing the next hour many times.

A slot is one chat an operator can hold at a time. A busy slot comes free after the rest of its
chat: a handling time drawn from the company's recent ones that are longer than the chat already
is. Those ahead are served first, and so are more urgent chats that arrive meanwhile. The middle of
what comes out is the estimate, its outer quantiles are the range that is shown. Pure: no clock, no
database, the same answer for the same `seed`.
"""

import heapq
import math
import random
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean, quantiles, stdev

RUNS = 160
FEW = 12  # with fewer handling times than this, the usual ones below are mixed in
USUAL_S = (60, 90, 120, 150, 180, 210, 240, 270, 300, 360, 420, 480, 600, 780, 1080, 1500)
LONGEST_S = 4 * 3600.0
LOW, HIGH = 0.05, 0.95
ROUND_S = 30
DOUBT = 0.05  # how far the next hour's mean may be off, beside what so few chats cannot tell


@dataclass(frozen=True, slots=True)
class Wait:
    """Seconds. `likely_s` is the median; the true wait is between the others nine times of ten."""

    low_s: float
    likely_s: float
    high_s: float


def shown_range(wait: Wait) -> tuple[int, int]:
    """(low, high) in seconds, rounded outwards: nobody reads more precision than there is."""
    return int(wait.low_s // ROUND_S) * ROUND_S, (int(wait.high_s // ROUND_S) + 1) * ROUND_S


@dataclass(frozen=True, slots=True)
class Queue:
    """What is known at this moment.

    `ahead`: chats that will be served before, by the order there is now. `busy_s`: how long each
    occupied slot has been on its chat. `free`: empty slots. `handling_s`: recent handling times,
    newest last. `overtaking_per_s`: how often a more urgent chat arrives.
    """

    ahead: int
    busy_s: Sequence[float]
    free: int
    handling_s: Sequence[float]
    overtaking_per_s: float = 0.0


def estimate(queue: Queue, *, seed: int = 0, runs: int = RUNS) -> Wait | None:
    """None when no slot is there to wait for."""
    return estimates(queue, [queue.ahead], seed=seed, runs=runs)[queue.ahead]


def estimates(
    queue: Queue, ahead: Sequence[int], *, seed: int = 0, runs: int = RUNS
) -> dict[int, Wait | None]:
    """The waits of several places of one queue at once, by how many are ahead of each."""
    if not queue.busy_s and not queue.free:
        return dict.fromkeys(ahead)
    at_once: dict[int, Wait | None] = {n: Wait(0.0, 0.0, 0.0) for n in ahead if n < queue.free}
    later = sorted(set(ahead) - set(at_once))
    if not later:
        return at_once
    handling = sorted(_handling(queue.handling_s))
    chance = random.Random(seed)
    doubt = DOUBT + stdev(handling) / mean(handling) / math.sqrt(len(handling))
    plays = [_play(queue, later[-1], handling, doubt, chance) for _ in range(runs)]
    return at_once | {n: _range([play[n] for play in plays]) for n in later}


def _range(waits: Sequence[float]) -> Wait:
    cuts = quantiles(waits, n=100, method="inclusive")
    return Wait(cuts[int(LOW * 100) - 1], cuts[49], cuts[int(HIGH * 100) - 1])


def _handling(recent: Sequence[float]) -> list[float]:
    known = [max(1.0, seconds) for seconds in recent]
    if len(known) >= FEW:
        return known
    return known + [float(seconds) for seconds in USUAL_S]


def _play(
    queue: Queue, most_ahead: int, handling: list[float], doubt: float, chance: random.Random
) -> list[float]:
    """One run: when each place gets its slot, in seconds from now; first come those ahead."""
    # The next hour's chats may all be somewhat longer or shorter than the recent ones.
    pace = max(0.5, chance.gauss(1.0, doubt))
    slots = [0.0] * queue.free + [_rest(s, handling, chance) * pace for s in queue.busy_s]
    heapq.heapify(slots)
    served: list[float] = []
    overtakers, overtaken_at = 0, _next(queue.overtaking_per_s, 0.0, chance)
    while slots[0] < LONGEST_S:
        at = slots[0]
        while overtaken_at <= at:
            overtakers += 1
            overtaken_at = _next(queue.overtaking_per_s, overtaken_at, chance)
        if overtakers:
            overtakers -= 1
        else:
            served.append(at)
            if len(served) > most_ahead:
                return served
        heapq.heapreplace(slots, at + chance.choice(handling) * pace)
    return served + [LONGEST_S] * (most_ahead + 1 - len(served))


def _rest(so_far: float, handling: list[float], chance: random.Random) -> float:
    """The rest of a chat, told from those that lasted longer than it has so far."""
    longer = bisect_right(handling, so_far)
    if longer < len(handling):
        return handling[chance.randrange(longer, len(handling))] - so_far
    return chance.expovariate(1.0) * max(handling[-1] / 4, 30.0)


def _next(rate: float, after: float, chance: random.Random) -> float:
    return after + chance.expovariate(rate) if rate > 0 else float("inf")
