"""How good the shown waiting times are: whole days of chat, played by discrete events.

Handling times are drawn from real dialogues (STAR, Mosig, Mehri, Kober 2020, MIT licence; see
DATA). Four day shapes; in each, everybody who has to wait is told four estimates when they
arrive, and the true wait is known when they are served:

  ours      chat.waiting.estimate
  average   the mean of the last 20 waits
  formula   floor((place - 1) / X) + 1 times the mean of the last 100 handling times; X is usually
            the number of operators, and serves this formula better as that of chats at once

Same seeds, same days for all of them; and not those that were looked at while the estimate was
made, which have the seeds below FIRST. Run: make bench-waiting  (DATA=path, SEEDS=n)
"""

import argparse
import gzip
import heapq
import json
import math
import random
import sys
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean

from chat.waiting.estimate import Queue, Wait, estimate, shown_range

DAY_S = 8 * 3600
CHATS_AT_ONCE = 2
FIRST = 1000
HANDLED_BEFORE = 60  # chats of the day before, known in the morning
URGENT, NORMAL = 0, 1
KINDS = ["ours", "average", "by people", "by chats"]


@dataclass(frozen=True)
class Shape:
    """`load(hour)`: arrivals as a share of what the operators can handle."""

    name: str
    operators: int
    load: dict[int, float]
    urgent: float = 0.0
    one_leaves_at_s: float | None = None


SHAPES = [
    Shape("quiet", 3, {0: 0.6, 2: 0.75, 5: 0.6}),
    Shape("lunch peak", 4, {0: 0.6, 3: 1.2, 5: 0.6}),
    Shape("one leaves", 3, {0: 0.65}, one_leaves_at_s=3 * 3600),
    Shape("mixed priorities", 4, {0: 0.7, 3: 1.05, 5: 0.7}, urgent=0.2),
]


@dataclass
class Chat:
    arrived: float
    priority: int
    handling: float
    place: int = 0
    guesses: dict[str, float] = field(default_factory=dict)
    shown: Wait | None = None
    served: float = math.nan

    @property
    def wait(self) -> float:
        return self.served - self.arrived

    @property
    def is_in_range(self) -> bool:
        """As it was shown, rounded."""
        if self.shown is None:
            return False
        low, high = shown_range(self.shown)
        return low <= self.wait <= high


class Day:
    """One day of one shape. After `play`, `told` holds everybody who had to wait."""

    def __init__(self, shape: Shape, durations: list[float], seed: int) -> None:
        self.shape, self.durations = shape, durations
        self.chance = random.Random(seed)
        self.handling = deque(self.chance.choices(durations, k=HANDLED_BEFORE), maxlen=100)
        self.waits: deque[float] = deque([0.0], maxlen=20)
        self.arrivals: deque[tuple[float, int]] = deque(maxlen=200)
        self.queue: list[Chat] = []
        self.in_service: list[tuple[float, int, float, Chat]] = []  # (ends, n, began, chat)
        self.slots = shape.operators * CHATS_AT_ONCE
        self.told: list[Chat] = []
        self._n = 0

    def play(self) -> "Day":
        leaves = self.shape.one_leaves_at_s or math.inf
        for chat in self._arrivals():
            if chat.arrived >= leaves:
                self._run_until(leaves)
                self._one_leaves(leaves)
                leaves = math.inf
            self._run_until(chat.arrived)
            self._arrive(chat)
        self._run_until(math.inf)
        return self

    def _arrivals(self) -> Iterator[Chat]:
        capacity = self.shape.operators * CHATS_AT_ONCE / mean(self.durations)
        now = 0.0
        while True:
            hour = int(now // 3600)
            load = self.shape.load[max(h for h in self.shape.load if h <= hour)]
            now += self.chance.expovariate(capacity * load)
            if now >= DAY_S:
                return
            priority = URGENT if self.chance.random() < self.shape.urgent else NORMAL
            yield Chat(now, priority, self.chance.choice(self.durations))

    def _arrive(self, chat: Chat) -> None:
        self.arrivals.append((chat.arrived, chat.priority))
        chat.place = 1 + sum(other.priority <= chat.priority for other in self.queue)
        if len(self.in_service) < self.slots and not self.queue:
            self._serve(chat, chat.arrived)
            self.waits.append(0.0)
            return
        self._guess(chat)
        self.queue.append(chat)
        self.queue.sort(key=lambda c: (c.priority, c.arrived))
        self.told.append(chat)

    def _guess(self, chat: Chat) -> None:
        now = chat.arrived
        recent = list(self.handling)
        chat.shown = estimate(
            Queue(
                ahead=chat.place - 1,
                busy_s=[now - began for _, _, began, _ in self.in_service],
                free=max(0, self.slots - len(self.in_service)),
                handling_s=recent,
                overtaking_per_s=self._urgent_rate(now) if chat.priority == NORMAL else 0.0,
            ),
            seed=len(self.told),
        )
        chat.guesses = {
            "ours": chat.shown.likely_s if chat.shown else 0.0,
            "average": mean(self.waits),
            "by people": rounds(chat.place, self.slots // CHATS_AT_ONCE) * mean(recent),
            "by chats": rounds(chat.place, self.slots) * mean(recent),
        }

    def _urgent_rate(self, now: float) -> float:
        since = self.arrivals[0][0]
        urgent = sum(priority == URGENT for _, priority in self.arrivals)
        return urgent / max(600.0, now - since)

    def _run_until(self, moment: float) -> None:
        while self.in_service and self.in_service[0][0] <= moment:
            ends, _, began, _ = heapq.heappop(self.in_service)
            self.handling.append(ends - began)
            self._serve_next(ends)

    def _serve_next(self, now: float) -> None:
        while self.queue and len(self.in_service) < self.slots:
            chat = self.queue.pop(0)
            self._serve(chat, now)
            self.waits.append(chat.wait)

    def _serve(self, chat: Chat, now: float) -> None:
        self._n += 1
        if math.isnan(chat.served):
            chat.served = now
        heapq.heappush(self.in_service, (now + chat.handling, self._n, now, chat))

    def _one_leaves(self, now: float) -> None:
        """Their chats go to the head of the queue with what is left of them."""
        self.slots -= CHATS_AT_ONCE
        leaving = self.chance.sample(self.in_service, k=min(CHATS_AT_ONCE, len(self.in_service)))
        for place in leaving:
            self.in_service.remove(place)
            ends, _, _, chat = place
            chat.handling = ends - now
            self.queue.insert(0, chat)
        heapq.heapify(self.in_service)
        self._serve_next(now)


def rounds(place: int, at_once: int) -> int:
    return (place - 1) // max(1, at_once) + 1


def durations_in(path: Path) -> list[float]:
    """Seconds from the first to the last message of each finished dialogue."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        dialogues = [json.loads(line) for line in lines]
    spans = ([turn["t"] for turn in d["turns"] if turn["t"] is not None] for d in dialogues)
    return [float(times[-1] - times[0]) for times in spans if len(times) > 1 and times[-1] > 30]


def report(durations: list[float], seeds: int) -> None:
    days = range(FIRST, FIRST + seeds)
    print(f"{len(durations)} handling times, {seeds} days of each shape. Errors in seconds.")
    print()
    heads = ["day", "waited", "mean wait", *KINDS, "ours / best other", "in range"]
    print(f"| {' | '.join(heads)} |")
    print("|---" * len(heads) + "|")
    everybody: list[Chat] = []
    for shape in SHAPES:
        chats = [c for seed in days for c in Day(shape, durations, seed).play().told]
        everybody += chats
        print(row(shape.name, chats))
    print(row("all", everybody))


def row(name: str, chats: list[Chat]) -> str:
    def error(kind: str) -> float:
        return mean(abs(chat.guesses[kind] - chat.wait) for chat in chats)

    ours, *others = errors = [error(kind) for kind in KINDS]
    held = mean(c.is_in_range for c in chats)
    cells = [
        name,
        str(len(chats)),
        f"{mean(chat.wait for chat in chats):.0f}",
        *(f"{each:.0f}" for each in errors),
        f"{ours / min(others):.2f}",
        f"{held:.0%}",
    ]
    return f"| {' | '.join(cells)} |"


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--data", type=Path, default=Path("../shared/data"))
    arguments.add_argument("--seeds", type=int, default=20)
    options = arguments.parse_args()
    path = options.data / "star" / "dialogues.jsonl.gz"
    if not path.exists():
        print(f"{path} is not there: name the folder of the dialogues with DATA=.", file=sys.stderr)
        return 1
    report(durations_in(path), options.seeds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
