"""One program on one machine: started, killed, asked to go, cut off, and back again."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from helpdesk.services.process import ROOT, last_line, spawn, wait_or_kill, wait_until

from .network import Network

READY_WITHIN_S = 90.0
GONE_WITHIN_S = 20.0


class Part:
    """`is_ready()` asks the running program. Its output goes to `log`."""

    def __init__(
        self,
        network: Network,
        machine: str,
        argv: Sequence[str],
        *,
        log: Path,
        env: Mapping[str, str] | None = None,
        cwd: Path = ROOT,
        is_ready: Callable[["Part"], bool],
    ) -> None:
        self.name = log.stem
        self.network, self.machine = network, machine
        self.argv = [*network.inside(machine), *argv]
        self.log, self.env, self.cwd = log, env, cwd
        self._is_ready = is_ready
        self.process: subprocess.Popen[bytes] | None = None
        self.is_wanted = False  # to run; what ends although it is wanted is started again
        self.is_kept = False  # by who calls `keep` again and again
        self.ended_by_itself = 0
        self.started_at = 0.0  # by the clock on the wall, as files have it

    def start(self) -> None:
        """Without waiting. From the main thread: on Linux it ends with that, however that ends."""
        self.is_wanted = True
        if self.is_running:
            return
        self.started_at = time.time()
        tied = signal.SIGKILL if sys.platform == "linux" else None
        self.process = spawn(self.argv, log=self.log, env=self.env, cwd=self.cwd, tied=tied)

    def keep(self) -> None:
        """As systemd and `manage.py serve` do. From the main thread."""
        self.is_kept = True
        if self.is_wanted and self.process and not self.is_running:
            self.ended_by_itself += 1
            self.start()

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    @property
    def is_ready(self) -> bool:
        return self.is_running and self._is_ready(self)

    def wait_until_ready(self) -> None:
        """Raises RuntimeError with its last words; at once where nobody starts it again."""
        wait_until(lambda: self.is_ready or self._has_failed, READY_WITHIN_S, every_s=0.1)
        if not self.is_ready:
            raise RuntimeError(f"{self.name} does not run: {last_line(self.log)}")

    @property
    def _has_failed(self) -> bool:
        return not (self.is_running or self.is_kept)

    def kill(self) -> None:
        """What a power cut does."""
        self.is_wanted = False
        if self.process:
            self.process.kill()
            self.process.wait()

    def leave(self) -> int:
        """What a new version does: SIGTERM, and all the time it wants. Its exit status."""
        assert self.process is not None
        self.is_wanted = False
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(GONE_WITHIN_S)

    def stop(self) -> None:
        self.is_wanted = False
        if self.process and self.is_running:
            self.process.send_signal(signal.SIGTERM)
            wait_or_kill(self.process, 2.0)
