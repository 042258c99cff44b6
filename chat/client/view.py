"""What one client holds of one conversation's log: the gap rule of docs/protocol.md."""

import time
from collections.abc import Sequence
from typing import Any

Entry = dict[str, Any]


class View:
    """Entries in the order of their `seq`, without gaps.

    A new view expects the log from its beginning. After `forget` it takes the next page, wherever
    that begins, and what lies before is asked for as history.
    """

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.shown_at: dict[str, float] = {}  # id -> when it was first here (time.monotonic)
        self.doubled: list[str] = []  # ids that came at a second place
        self.head = 0  # the highest seq we were told of
        self.expects_page = False
        self.asked = (-1, 0.0)  # the last `sync`: after which seq, and when

    @property
    def first(self) -> int:
        return self.entries[0]["seq"] if self.entries else 1

    @property
    def last(self) -> int:
        return self.entries[-1]["seq"] if self.entries else 0

    @property
    def after(self) -> int | None:
        """For `hello` and `open`: None where the newest page is wanted."""
        return None if self.expects_page else self.last

    @property
    def is_behind(self) -> bool:
        return self.head > self.last

    @property
    def ids(self) -> list[str]:
        return [entry["id"] for entry in self.entries]

    def forget(self, *, expects_page: bool) -> None:
        """Drop the entries: the log they were read from is not this one any more."""
        self.entries.clear()
        self.shown_at.clear()
        self.head, self.asked = 0, (-1, 0.0)
        self.expects_page = expects_page

    def apply(self, frame: dict[str, Any]) -> tuple[Sequence[Entry], bool]:
        """Takes an `entries` frame; returns what was new, and whether something is missing."""
        if frame["earlier"]:
            return self._prepend(frame["entries"]), False
        added = self._append(frame["entries"])
        self._note(added)
        self.head = max([self.head, *(entry["seq"] for entry in frame["entries"])])
        has_gap = any(entry["seq"] > self.last for entry in frame["entries"])
        return added, has_gap

    def _append(self, entries: Sequence[Entry]) -> list[Entry]:
        """Those that come next, up to the first gap."""
        if self.expects_page and entries:
            self.entries.append(entries[0])
            added, entries = [entries[0]], entries[1:]
        else:
            added = []
        self.expects_page = False
        for entry in entries:
            if entry["seq"] == self.last + 1:
                self.entries.append(entry)
                added.append(entry)
        return added

    def _prepend(self, page: Sequence[Entry]) -> Sequence[Entry]:
        if not page or not self.entries or page[-1]["seq"] != self.first - 1:
            return []
        self.entries[:0] = page
        self._note(page)
        return page

    def _note(self, added: Sequence[Entry]) -> None:
        now = time.monotonic()
        for entry in added:
            if entry["id"] in self.shown_at:
                self.doubled.append(entry["id"])
            self.shown_at.setdefault(entry["id"], now)
