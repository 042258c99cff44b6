"""A whole copy of the helpdesk for tests: `manage.py serve` as an operator starts it, under its own
VAR and port, with the means to break its parts."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from helpdesk.services.postgres import Postgres
from helpdesk.services.process import ROOT, wait_until
from helpdesk.services.readiness import Probe
from helpdesk.services.redis import Redis
from tests.server import free_port

STARTS_WITHIN_S = 100.0
# A copy must find its own services, not those of the test run it is started from.
OF_THE_RUN = (
    "DATABASE_URL DATABASE_OWNER_URL REDIS_URL SECRET_KEY PUBLIC_URL ALLOWED_HOSTS EMAIL_URL HOST"
).split()


class Stack:
    """`with Stack(var) as stack:` serves at `stack.url` until the end of the block."""

    def __init__(
        self, var: Path, port: int | None = None, command: str = "serve --migrate"
    ) -> None:
        self.var = var
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.command = command
        self.output = var.with_name(f"{var.name}.output")
        self.supervisor: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Stack":
        self.launch()
        try:
            self.wait_until_ready()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def launch(self) -> subprocess.Popen[bytes]:
        """Start it without waiting."""
        own = {"HELPDESK_ENV": "development", "VAR": str(self.var), "PORT": str(self.port)}
        inherited = {name: value for name, value in os.environ.items() if name not in OF_THE_RUN}
        with self.output.open("wb") as output:
            self.supervisor = subprocess.Popen(
                [sys.executable, "manage.py", *self.command.split()],
                cwd=ROOT,
                env=inherited | own,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        return self.supervisor

    def said(self) -> str:
        return self.output.read_text()

    def wait_until_ready(self) -> None:
        """Raises AssertionError with its words when it ends or is late."""
        give_up = time.monotonic() + STARTS_WITHIN_S
        while f"ready {self.url}" not in self.said():
            assert self.supervisor and self.supervisor.poll() is None, self.said()
            assert time.monotonic() < give_up, self.said()
            time.sleep(0.05)

    def readiness(self) -> dict[str, str]:
        return Probe(self.url, self.url).components()

    def wait_until_well(self, timeout_s: float = 30.0) -> None:
        """Returns when everything is ok again after something was broken."""
        probe = Probe(self.url, self.url)
        assert wait_until(lambda: not probe.why_not_ready(), timeout_s), probe.why_not_ready()

    def processes(self) -> dict[str, int]:
        """Process ids of postgres, redis, web, worker and beat."""
        return json.loads((self.var / "run.json").read_text())["processes"]

    def kill(self, name: str) -> None:
        """kill -9 one process."""
        os.kill(self.processes()[name], signal.SIGKILL)

    def kill_web(self) -> None:
        self.kill("web")

    def kill_redis(self) -> None:
        """Everything in it is gone."""
        self.kill("redis")

    def flush_redis(self) -> None:
        Redis(self.var).client().flushall()

    def kill_postgres(self) -> None:
        """The server and all its workers, as a power cut does it."""
        Postgres(self.var).kill()

    def stop(self) -> int:
        """Stop it as Ctrl-C does; its exit status."""
        assert self.supervisor
        if self.supervisor.poll() is None:
            self.supervisor.send_signal(signal.SIGINT)
        return self.supervisor.wait(20)
