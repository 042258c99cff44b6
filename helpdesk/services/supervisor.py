"""Runs one copy of the helpdesk: PostgreSQL and Redis where none are named, web, worker and beat.

Whatever dies is started again; whatever was started here ends with us, however we end.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path
from typing import TextIO

from . import environment, postgres, programs, record, redis
from .child import Child, Launch
from .errors import Unavailable
from .files import locked_or, require_writable
from .logs import Tail
from .postgres import Postgres
from .process import last_line, spawn, stop, wait_or_kill
from .readiness import Probe
from .redis import Redis
from .signals import Signals
from .site import Site

READY_TIMEOUT_S = 90.0
GRACE_S = 2.5  # for web, worker and beat together
TICK_S = 1.0


class Supervisor:
    """Use as a context manager: entering takes the directory and the port or raises Unavailable,
    leaving stops everything. Call its methods from the main thread."""

    def __init__(self, site: Site, environ: dict[str, str] | None = None) -> None:
        self.site = site
        self.environ = dict(os.environ if environ is None else environ)
        self.children: list[Child] = []
        self.tails: list[Tail] = []
        self._recorded: dict[str, int] = {}
        self._held = ExitStack()

    def __enter__(self) -> "Supervisor":
        require_writable(self.site.var)
        with ExitStack() as held:
            self.listener = held.enter_context(self.site.listen())
            held.enter_context(
                locked_or(
                    self.site.var / "lock",
                    f"{self.site.var} is in use by another running copy: stop it, or name another "
                    "directory with VAR=...",
                )
            )
            self.postgres = self._embedded_postgres()
            self.redis = self._embedded_redis()
            self.signals = held.enter_context(Signals())
            self._held = held.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        with self._held:
            self.stop()

    def _embedded_postgres(self) -> Postgres | None:
        if environment.embeds_postgres(self.environ, self.site.var):
            postgres.binaries()
            return Postgres(self.site.var)
        return None

    def _embedded_redis(self) -> Redis | None:
        if environment.embeds_redis(self.environ, self.site.var):
            redis.binary()
            self.environ.pop("REDIS_URL", None)  # its port may have to change
            return Redis(self.site.var)
        return None

    def start_services(self) -> None:
        """PostgreSQL and Redis, at the same time. Raises Unavailable."""
        if self.postgres:
            self.postgres.stop()  # left over from a copy that was killed
            server = self._start("postgres", partial(self.postgres.spawn, tied=signal.SIGINT))
        if self.redis:
            self.redis.stop()
            self.redis.settle_address()
            self._start("redis", partial(self.redis.spawn, tied=signal.SIGKILL))
            self.redis.wait_until_ready()
        if self.postgres:
            self.postgres.wait_until_ready()
            server.process = self.postgres.process
        self.environ = self.site.environment(self.environ)

    def run(self, name: str, argv: Sequence[str]) -> None:
        """Run `python *argv` to its end. Raises Unavailable with its last line when it fails."""
        process = self._spawn(name, argv)
        try:
            while process.poll() is None:
                self.signals.pause(0.5)
        finally:
            if process.poll() is None:
                stop(process, signal.SIGTERM, GRACE_S)
        if process.returncode != 0:
            raise Unavailable(f"{name} failed: {self._last_line(name)}")

    def start_processes(self) -> None:
        """Web, worker and beat."""
        for name, argv, descriptors in programs.of(self.site, self.listener, self.environ):
            self._start(name, partial(self._spawn, name, argv, descriptors))
        self._record()

    def _start(self, name: str, launch: Launch) -> Child:
        self.tails.append(Tail(name, self._log(name)))
        child = Child(name, launch)
        self.children.append(child)
        child.start()
        return child

    def _spawn(
        self, name: str, argv: Sequence[str], descriptors: Sequence[int] = ()
    ) -> subprocess.Popen[bytes]:
        return spawn(
            [sys.executable, *argv],
            log=self._log(name),
            env=self.environ,
            tied=signal.SIGKILL,
            pass_fds=descriptors,
        )

    def wait_until_ready(self) -> None:
        """Returns when /readyz answers 200. Raises Unavailable when that does not come about."""
        give_up = time.monotonic() + READY_TIMEOUT_S
        probe = Probe(self.site.url, self.environ.get("PUBLIC_URL", self.site.url))
        while why := probe.why_not_ready():
            self.tend()
            for child in self.children:
                if child.restarts > 1:
                    raise Unavailable(f"{child.name} does not run: {self._last_line(child.name)}")
            if time.monotonic() > give_up:
                raise Unavailable(f"Not ready after {READY_TIMEOUT_S:.0f} s: {why}")
            self.signals.pause(0.1)

    def watch(self) -> None:
        """Keep everything running. Raises Stopped when told to stop."""
        while True:
            self.tend()
            self.signals.pause(min([TICK_S, *(child.pause_s for child in self.children)]))

    def tend(self) -> None:
        news = [line for child in self.children if (line := child.tend())]
        for line in [*news, *(line for tail in self.tails for line in tail.warnings())]:
            say(line, sys.stderr)
        if self._processes() != self._recorded:
            self._record()

    def stop(self) -> None:
        """End web, worker and beat together, then what they lean on."""
        running = [
            (child.name, child.process)
            for child in self.children
            if child.name in programs.NAMES and child.process
        ]
        give_up = time.monotonic() + GRACE_S
        for _name, process in running:
            process.send_signal(signal.SIGTERM)
        for name, process in running:
            if not wait_or_kill(process, give_up - time.monotonic()):
                say(f"{name} did not stop within {GRACE_S:g} s and was killed", sys.stderr)
        for service in (self.redis, self.postgres):
            if service:
                service.stop()
        record.forget(self.site.var)

    def _processes(self) -> dict[str, int]:
        return {child.name: child.process.pid for child in self.children if child.process}

    def _record(self) -> None:
        names = "HELPDESK_ENV DATABASE_URL DATABASE_OWNER_URL REDIS_URL PUBLIC_URL ALLOWED_HOSTS"
        self._recorded = self._processes()
        record.write(
            self.site.var,
            {
                "pid": os.getpid(),
                "url": self.site.url,
                "environment": {
                    name: self.environ[name] for name in names.split() if name in self.environ
                },
                "processes": self._recorded,
            },
        )

    def _log(self, name: str) -> Path:
        return self.site.var / "log" / f"{name}.log"

    def _last_line(self, name: str) -> str:
        return f"{last_line(self._log(name))} (more in {self._log(name)})"


def say(line: str, stream: TextIO | None = None) -> None:
    """Print a line now; a terminal that went away is no reason to stop serving."""
    with suppress(OSError):
        print(line, file=stream or sys.stdout, flush=True)
