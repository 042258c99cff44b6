"""Waiting for time, for children and for being told to stop, all at once."""

import os
import select
import signal
from types import FrameType

STOP = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


class Stopped(Exception):
    """Somebody pressed Ctrl-C or sent SIGTERM."""


class Signals:
    """A pause that ends early when a child dies, and with Stopped when we should go."""

    def __enter__(self) -> "Signals":
        self._stopped = False
        self._reader, writer = os.pipe()
        os.set_blocking(self._reader, False)
        os.set_blocking(writer, False)
        signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
        for signum in STOP:
            if signum != signal.SIGHUP or signal.getsignal(signum) != signal.SIG_IGN:  # nohup
                signal.signal(signum, self._note)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        return self

    def __exit__(self, *_: object) -> None:
        """From here on nothing interrupts the tidying up."""
        for signum in STOP:
            signal.signal(signum, signal.SIG_IGN)

    def _note(self, signum: int, frame: FrameType | None) -> None:
        self._stopped = True

    def pause(self, seconds: float) -> None:
        """Raises Stopped."""
        if not self._stopped and select.select([self._reader], [], [], seconds)[0]:
            os.read(self._reader, 4096)
        if self._stopped:
            raise Stopped
