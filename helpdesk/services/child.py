"""One process that is started again when it dies."""

import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field

SETTLED_S = 5.0  # who lived this long may start again at once
FIRST_DELAY_S = 0.5
LONGEST_DELAY_S = 30.0

Launch = Callable[[], subprocess.Popen[bytes]]


@dataclass
class Child:
    name: str
    launch: Launch
    restarts: int = 0
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    _started_at: float = field(default=0.0, init=False)
    _delay_s: float = field(default=0.0, init=False)
    _due_at: float | None = field(default=None, init=False)

    def start(self) -> None:
        self.process = self.launch()
        self._started_at = time.monotonic()
        self._due_at = None

    def tend(self) -> str:
        """Start it again if it died and its pause is over. Returns news for the operator or ''."""
        news = ""
        if self._due_at is None and self.process and self.process.poll() is not None:
            news = self._plan(self.process.returncode)
        if self._due_at is not None and time.monotonic() >= self._due_at:
            self.restarts += 1
            self.start()
        return news

    @property
    def pause_s(self) -> float:
        """Seconds until it wants tending; infinite while it lives."""
        return float("inf") if self._due_at is None else max(0.0, self._due_at - time.monotonic())

    def _plan(self, status: int) -> str:
        now = time.monotonic()
        if now - self._started_at >= SETTLED_S or self.restarts == 0:
            self._delay_s = 0.0
        else:
            self._delay_s = min(max(self._delay_s * 2, FIRST_DELAY_S), LONGEST_DELAY_S)
        self._due_at = now + self._delay_s
        when = f"in {self._delay_s:g} s" if self._delay_s else "at once"
        how = f"was killed by signal {-status}" if status < 0 else f"ended with status {status}"
        return f"{self.name} {how}; starting it again {when}"
