"""One web process as `manage.py serve` runs it: the listening socket outlives it, so that who
connects while a new one starts waits instead of being refused."""

import signal
import sys
from contextlib import suppress
from dataclasses import replace
from typing import Self
from urllib.error import URLError
from urllib.request import urlopen

import psutil

from bench.proof.place import Place
from helpdesk.services import web
from helpdesk.services.process import spawn, wait_or_kill, wait_until
from helpdesk.services.site import Site

STARTS_WITHIN_S = 60.0
STOPS_WITHIN_S = 5.0


class Web:
    """`environment`: of one of the place's databases. `url` is where it answers."""

    def __init__(self, place: Place, environment: dict[str, str], name: str = "web") -> None:
        self._log = place.log(name)
        site = Site(place.var, "127.0.0.1", 0)
        self._listener = site.listen()
        site = replace(site, port=self._listener.getsockname()[1])
        self.url = site.url
        self._environment = site.environment(environment)

    def __enter__(self) -> Self:
        self.start()
        self.wait_until_ready()
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        wait_or_kill(self.process, STOPS_WITHIN_S)
        self._listener.close()

    def start(self) -> None:
        """Without waiting."""
        descriptor = self._listener.fileno()
        self.process = spawn(
            [sys.executable, *web.command(descriptor, behind_proxy=False)],
            log=self._log,
            env=self._environment,
            pass_fds=[descriptor],
            tied=signal.SIGKILL,
        )

    def wait_until_ready(self) -> None:
        """Raises RuntimeError."""
        if not wait_until(self._answers, STARTS_WITHIN_S):
            raise RuntimeError(f"the web process does not answer, see {self._log}")

    def _answers(self) -> bool:
        if self.process.poll() is not None:
            raise RuntimeError(f"the web process ended, see {self._log}")
        with suppress(URLError, OSError), urlopen(f"{self.url}/healthz", timeout=2) as answer:
            return answer.status == 200
        return False

    def kill(self) -> None:
        """As `kill -9` does it."""
        self.process.kill()
        self.process.wait()

    def memory_kib(self) -> float:
        """What it holds of the machine's memory (RSS)."""
        return psutil.Process(self.process.pid).memory_info().rss / 1024

    def cpu_s(self) -> float:
        """Processor time since it started."""
        times = psutil.Process(self.process.pid).cpu_times()
        return times.user + times.system
