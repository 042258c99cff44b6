"""A real server for tests that talk to it from outside: Daphne on this run's own database."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STARTS_WITHIN = 90.0  # a process that ends is noticed at once
METRICS_TOKEN = "token-of-the-tests"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """One Daphne process. `origin` is where it answers; `kill` and `start` as often as needed."""

    def __init__(self, *, database_url: str, log: Path, port: int | None = None) -> None:
        self.port = port or free_port()
        self.origin = f"http://127.0.0.1:{self.port}"
        self.socket_origin = f"ws://127.0.0.1:{self.port}"
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "helpdesk.settings",
            "DATABASE_URL": database_url,
            "PUBLIC_URL": self.origin,
            "LOG_FORMAT": "json",
            "METRICS_TOKEN": METRICS_TOKEN,
        }
        self.log = log
        self.also_at: list[str] = []  # further addresses of this machine, the same port
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> "Server":
        arguments = ["-b", "127.0.0.1", "-p", str(self.port), "-v", "0"]
        for address in self.also_at:
            arguments += ["-e", f"tcp:port={self.port}:interface={address}"]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "helpdesk.services.web",
                    *arguments,
                    "helpdesk.asgi:application",
                ],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
            )
        self._wait()
        return self

    def _wait(self) -> None:
        deadline = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < deadline:
            if self.process is None or self.process.poll() is not None:
                raise RuntimeError(f"the server did not start, see {self.log}")
            try:
                urllib.request.urlopen(f"{self.origin}/healthz", timeout=2)
                return
            except urllib.error.HTTPError:
                return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError(f"the server did not answer, see {self.log}")

    def kill(self) -> None:
        """As `kill -9` does it."""
        if self.process:
            self.process.kill()
            self.process.wait()

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.kill()
