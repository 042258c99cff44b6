"""What need not be done every time, in this process: a note in the database about somebody's being
there, for each frame they send."""

from collections import OrderedDict
from collections.abc import Hashable
from time import monotonic

MOST = 10_000


class Seldom:
    """`is_due(key)` is True at most once in so many seconds for each key."""

    def __init__(self, every_s: float) -> None:
        self._every_s = every_s
        self._last: OrderedDict[Hashable, float] = OrderedDict()

    def is_due(self, key: Hashable) -> bool:
        now = monotonic()
        if now - self._last.get(key, -self._every_s) < self._every_s:
            return False
        self._last[key] = now
        self._last.move_to_end(key)
        if len(self._last) > MOST:
            self._last.popitem(last=False)
        return True
