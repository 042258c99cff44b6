"""A server process that is measured: started on a socket of its own, held to a core of its own."""

import os
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from pathlib import Path

import psutil

from helpdesk.services import web
from helpdesk.services.process import spawn, stop

STARTS_WITHIN_S = 60.0
STOPS_WITHIN_S = 3.0
SERVER_CORE, GENERATOR_CORE = 0, 1


class Served:
    """`with Served(argv, environment, log) as served:` answers at `served.port`. `argv` is made
    from the descriptor of the listening socket."""

    def __init__(
        self,
        argv: Callable[[int], Sequence[str]],
        environment: dict[str, str],
        log: Path,
        port: int = 0,
    ) -> None:
        self._argv, self._environment, self._log = argv, environment, log
        self._listening = socket.create_server(("127.0.0.1", port), backlog=512)
        self.port: int = self._listening.getsockname()[1]
        self.origin = f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> "Served":
        try:
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def start(self) -> None:
        self.begin()
        self._wait()

    def begin(self) -> None:
        """Without waiting for an answer, for which there may be a queue."""
        descriptor = self._listening.fileno()
        self.process = spawn(
            self._argv(descriptor),
            log=self._log,
            env=self._environment | {"PUBLIC_URL": self.origin},
            tied=signal.SIGKILL,
            pass_fds=[descriptor],
        )
        pin(self.process.pid, SERVER_CORE)

    def _wait(self) -> None:
        """A socket that listens lets its caller wait; the answer says that it is there."""
        give_up = time.monotonic() + STARTS_WITHIN_S
        while time.monotonic() < give_up and self.process.poll() is None:
            try:
                urllib.request.urlopen(f"{self.origin}/healthz", timeout=1)
                return
            except urllib.error.HTTPError:
                return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError(f"a server did not start, see {self._log}")

    def cpu_s(self) -> float:
        """What it has used so far, all threads together."""
        times = psutil.Process(self.process.pid).cpu_times()
        return times.user + times.system

    def rss(self) -> int:
        """Bytes in memory."""
        return psutil.Process(self.process.pid).memory_info().rss

    def kill(self) -> None:
        """As `kill -9` does it; the socket keeps listening for the next `start`."""
        self.process.kill()
        self.process.wait()

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            stop(self.process, signal.SIGTERM, STOPS_WITHIN_S)
        self._listening.close()


def product(descriptor: int) -> list[str]:
    """The product's web process, as `manage.py serve` starts it."""
    return [sys.executable, *web.command(descriptor, behind_proxy=False)]


def pin(pid: int, core: int) -> None:
    """To one core, where there are several and the system can."""
    if (cores := _cores()) and len(cores) > 1:
        os.sched_setaffinity(pid, {cores[core]})


def _cores() -> list[int]:
    return sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
