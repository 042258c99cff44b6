import time
from collections import deque

FLOOD = 50
FLOOD_WINDOW = 60.0


class Bucket:
    """A token bucket: `burst` frames at once, `rate` a second after that."""

    def __init__(self, *, rate: float, burst: int) -> None:
        self.rate = rate
        self.burst = burst
        self._tokens = float(burst)
        self._filled_at = time.monotonic()
        self._missed: deque[float] | None = None

    def take(self) -> float:
        """0.0 when there was a token, else the seconds until there is one."""
        now = time.monotonic()
        self._tokens = min(self.burst, self._tokens + (now - self._filled_at) * self.rate)
        self._filled_at = now
        if self._tokens >= 1:
            self._tokens -= 1
            return 0.0
        return (1 - self._tokens) / self.rate

    def is_flooded(self) -> bool:
        """Asked for each frame that came without a token: so many of them so soon are no person."""
        now = time.monotonic()
        if self._missed is None:
            self._missed = deque(maxlen=FLOOD)
        self._missed.append(now)
        return len(self._missed) == FLOOD and now - self._missed[0] < FLOOD_WINDOW
