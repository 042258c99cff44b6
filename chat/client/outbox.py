"""Frames that add an entry, kept until the server has said that it is stored."""

import time
from collections import defaultdict, deque
from dataclasses import dataclass
from typing import Any

from .pace import Pace

Frame = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Stored:
    """What the server said: the entry's `seq`, and when we heard (time.monotonic)."""

    seq: int
    heard_at: float


@dataclass(slots=True)
class Item:
    frame: Frame
    due: float = 0.0  # time.monotonic; when to send it (again)
    attempts: int = 0


class Outbox:
    """Ordered within a lane (a conversation). Only the first of a lane is on its way at a time:
    had the server to refuse one for a while, those sent behind it would overtake it."""

    def __init__(self, pace: Pace) -> None:
        self.pace = pace
        self.lanes: defaultdict[int, deque[Item]] = defaultdict(deque)
        self.order: defaultdict[int, list[str]] = defaultdict(list)  # all ids ever, by lane
        self.kinds: dict[str, str] = {}  # id -> type of its frame
        self.added_at: dict[str, float] = {}
        self.acknowledged: dict[str, Stored] = {}
        self.failed: dict[str, str] = {}  # id -> code of the error that is no use repeating
        self._lane_of: dict[str, int] = {}

    def add(self, lane: int, frame: Frame) -> None:
        self.lanes[lane].append(Item(frame))
        self.order[lane].append(frame["id"])
        self.kinds[frame["id"]] = frame["type"]
        self._lane_of[frame["id"]] = lane
        self.added_at[frame["id"]] = time.monotonic()

    def messages(self, lane: int) -> list[str]:
        """Ids of all that a person said there, in order."""
        return [id for id in self.order.get(lane, ()) if self.kinds[id] == "send"]

    @property
    def pending(self) -> list[str]:
        return [item.frame["id"] for lane in self.lanes.values() for item in lane]

    def line_is_new(self) -> None:
        """After every welcome: nothing is on its way."""
        for lane in self.lanes.values():
            if lane:
                lane[0].due = 0.0

    def take_due(self) -> list[Frame]:
        """What has to be sent now."""
        now = time.monotonic()
        due = [lane[0] for lane in self.lanes.values() if lane and lane[0].due <= now]
        for item in due:
            item.due = now + self.pace.ack_within + self._pause(item)
            item.attempts += 1
        return [item.frame for item in due]

    def _pause(self, item: Item) -> float:
        return self.pace.backoff(item.attempts) if item.attempts else 0.0

    def next_due(self) -> float | None:
        """When `take_due` will have something (time.monotonic)."""
        return min((lane[0].due for lane in self.lanes.values() if lane), default=None)

    def confirm(self, id: str, seq: int) -> None:
        """By its `ack`, or by its entry, whichever came first."""
        if id not in self._lane_of or id in self.acknowledged:
            return
        self.acknowledged[id] = Stored(seq, time.monotonic())
        self._drop(id)

    def refuse(self, error: Frame) -> None:
        """An `error` frame that names one of ours."""
        id = error.get("id")
        item = self._item(id)
        if item is None:
            return
        if error["retry"]:
            pause = max(self.pace.backoff(item.attempts), error.get("retry_after", 0.0))
            item.due = time.monotonic() + pause
        else:
            self.failed[id] = error["code"]
            self._drop(id)

    def _item(self, id: str | None) -> Item | None:
        lane = self.lanes.get(self._lane_of.get(id, -1), ())
        return next((item for item in lane if item.frame["id"] == id), None)

    def _drop(self, id: str) -> None:
        if (item := self._item(id)) is not None:
            lane = self.lanes[self._lane_of[id]]
            lane.remove(item)
            if not lane:
                del self.lanes[self._lane_of[id]]
