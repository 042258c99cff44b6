"""How far a replay is: one line that is written over on a terminal, one now and then elsewhere."""

import time
from typing import TextIO

from .play import Performance

EVERY_S_ON_A_TERMINAL = 0.5
EVERY_S_ELSEWHERE = 5.0


class Progress:
    def __init__(self, performance: Performance, out: TextIO) -> None:
        self.performance = performance
        self.out = out
        self.is_terminal = out.isatty()
        self._told_at = 0.0

    def tell(self, *, now: bool = False) -> None:
        """Call as often as you like."""
        every = EVERY_S_ON_A_TERMINAL if self.is_terminal else EVERY_S_ELSEWHERE
        if now or time.monotonic() - self._told_at >= every:
            self._told_at = time.monotonic()
            start, end = ("\r\x1b[K", "") if self.is_terminal else ("", "\n")
            self.out.write(f"{start}{self.line()}{end}")
            self.out.flush()

    def finish(self) -> None:
        self.tell(now=True)
        if self.is_terminal:
            self.out.write("\n")

    def line(self) -> str:
        play = self.performance
        said = sum(part.said for part in play.parts)
        waiting = sum(len(client.outbox.pending) for client in play.clients)
        away = sum(not client.is_online for client in play.clients)
        open_ = sum(part.closing is None for part in play.parts)
        seconds = time.monotonic() - play.started_at if play.started_at else 0
        return (
            f"{seconds:5.0f} s  {said:,} of {play.turns:,} sent, {waiting:,} not acknowledged, "
            f"{open_:,} dialogues left, {away:,} of {len(play.clients):,} offline"
        )
