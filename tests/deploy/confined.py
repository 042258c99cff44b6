"""The image's programs without Docker: the same files, the same commands, the same walls.

Web, worker and beat run as user 10001 on a read-only file system and may not make memory
executable (as the systemd units have it), with PgBouncer in transaction mode between them and an
embedded PostgreSQL.
"""

import os
import re
import secrets
import subprocess
import sys
import time
import urllib.request
from collections.abc import Sequence
from pathlib import Path

import yaml

from helpdesk.services import postgres_user
from helpdesk.services.postgres import Postgres
from helpdesk.services.process import last_line, spawn, wait_or_kill, wait_until
from helpdesk.services.readiness import Probe
from helpdesk.services.redis import Redis
from tests.server import free_port

from . import image
from .configurations import DEPLOY
from .tools import NotHere, Wrong, approve, program
from .walls import within_walls

READY_WITHIN_S = 90
GONE_WITHIN_S = 20
UNWANTED = re.compile(r"Read-only file system|Permission denied|Operation not permitted|Traceback")
STYLE = re.compile(r'href="(/static/[^"]+\.css)"')


def run(scratch: Path) -> str:
    if os.geteuid() != 0:
        raise NotHere("only root may confine a process")
    for tool in ("unshare", "setpriv"):
        program(tool, "util-linux")
    pgbouncer = program("pgbouncer")
    place = Place(scratch)
    try:
        place.prepare(pgbouncer)
        return place.try_out()
    finally:
        place.stop()


class Place:
    def __init__(self, scratch: Path) -> None:
        self.scratch, self.app = scratch, scratch / "app"
        self.postgres, self.redis = Postgres(scratch / "var"), Redis(scratch / "var")
        self.url = f"http://127.0.0.1:{free_port()}"
        self.pooler = free_port()
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    @property
    def environment(self) -> dict[str, str]:
        """Of production, as compose.yaml sets it; nothing of ours leaks in."""
        return {
            "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin:/usr/sbin:/sbin",
            "SECRET_KEY": self._secret(),
            "PUBLIC_URL": self.url,
            "ALLOWED_HOSTS": "127.0.0.1",
            "DATABASE_URL": f"postgresql://helpdesk@127.0.0.1:{self.pooler}/helpdesk",
            "DATABASE_POOLER": "transaction",
            "REDIS_URL": self.redis.url,
            "EMAIL_URL": "smtp://127.0.0.1:1",
            "BEHIND_PROXY": "true",
            "LOG_FORMAT": "json",
            "DRAIN_SECONDS": "1",
            "PORT": self.url.rpartition(":")[2],
            "VAR": str(self.app / "var"),
            "FILES_ROOT": str(self.scratch / "files"),
            "HOME": str(self.scratch / "tmp"),
            "TMPDIR": str(self.scratch / "tmp"),
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONUNBUFFERED": "1",
        }

    def _secret(self) -> str:
        kept = self.scratch / "secret"
        if not kept.exists():
            kept.write_text(secrets.token_urlsafe(50))
        return kept.read_text()

    def prepare(self, pgbouncer: str) -> None:
        image.assemble(self.app)
        self.postgres.ensure()
        self.redis.ensure()
        direct = self.environment | self.postgres.urls
        for step in (["collectstatic", "--no-input", "--verbosity", "0"], ["migrate", "-v", "0"]):
            approve([sys.executable, "manage.py", *step], env=direct, cwd=self.app, alone=True)
        self._start_pooler(pgbouncer)

    def _start_pooler(self, pgbouncer: str) -> None:
        """With deploy/pgbouncer/pool.ini, as the user of PostgreSQL, who alone reaches it."""
        settings = self.scratch / "var" / "postgres" / "pgbouncer.ini"
        users = settings.with_name("users.txt")
        users.write_text('"helpdesk" ""\n')
        settings.write_text(
            f"[databases]\nhelpdesk = host={self.postgres.socket_directory}\n[pgbouncer]\n"
            f"listen_addr = 127.0.0.1\nlisten_port = {self.pooler}\nunix_socket_dir =\n"
            f"auth_type = trust\nauth_file = {users}\n%include {DEPLOY}/pgbouncer/pool.ini\n"
        )
        account = postgres_user.unprivileged_user(self.postgres.data)
        for path in (users, settings):
            path.chmod(0o644)
        log = self._log("pgbouncer")
        self.running["pgbouncer"] = spawn([pgbouncer, str(settings)], log=log, user=account)

    def try_out(self) -> str:
        services = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]
        self._start("web", self._here(image.command()))
        for name in ("worker", "beat"):
            self._start(name, self._here(services[name]["command"]))
        self._wait_until_ready()
        self._look_at_pages()
        for name in ("web", "beat"):
            self._confined(f"alive {name}", ["python", "-m", "helpdesk.services.alive", name])
        took = self._leaves()
        self._read_logs()
        return f"web, worker and beat serve without rights, read-only; web left in {took:.1f} s"

    def _here(self, command: Sequence[str]) -> list[str]:
        elsewhere = {"0.0.0.0": "127.0.0.1", "8000": self.environment["PORT"]}
        temporary = str(self.scratch / "tmp")
        return [elsewhere.get(word, word).replace("/tmp", temporary, 1) for word in command]

    def _start(self, name: str, command: Sequence[str]) -> None:
        argv = within_walls(command, self.scratch)
        self.running[name] = spawn(argv, log=self._log(name), env=self.environment, cwd=self.app)

    def _confined(self, name: str, command: Sequence[str]) -> None:
        self._start(name, command)
        if self.running.pop(name).wait(30):
            raise Wrong(f"{name}: {last_line(self._log(name))}")

    def _wait_until_ready(self) -> None:
        probe = Probe(self.url, self.url)
        begun = time.monotonic()
        while why := probe.why_not_ready():
            for name, process in self.running.items():
                if process.poll() is not None:
                    raise Wrong(f"{name} ended: {last_line(self._log(name))}")
            if time.monotonic() - begun > READY_WITHIN_S:
                raise Wrong(f"not ready: {why}\n{self._last_lines()}")
            time.sleep(0.2)

    def _last_lines(self) -> str:
        logs = sorted((self.scratch / "log").iterdir())
        return "\n".join(f"{log.name}: {last_line(log)}" for log in logs)

    def _look_at_pages(self) -> None:
        """A page from the database, and a collected file that it asks for."""
        page = self._get("/accounts/login/")
        style = STYLE.search(page)
        if not style or "{" not in self._get(style[1]):
            raise Wrong("the page of the sign-in has no style")

    def _get(self, path: str) -> str:
        with urllib.request.urlopen(self.url + path, timeout=10) as answer:
            return answer.read().decode()

    def _leaves(self) -> float:
        begun, web = time.monotonic(), self.running.pop("web")
        web.terminate()
        if not wait_or_kill(web, GONE_WITHIN_S):
            raise Wrong(f"web did not leave within {GONE_WITHIN_S} s")
        return time.monotonic() - begun

    def _read_logs(self) -> None:
        for log in (self.scratch / "log").iterdir():
            if found := UNWANTED.search(text := log.read_text(errors="replace")):
                raise Wrong(f"{log.name}: {found[0]}\n{text[-2000:]}")

    def _log(self, name: str) -> Path:
        return self.scratch / "log" / f"{name.replace(' ', '-')}.log"

    def stop(self) -> None:
        for process in self.running.values():
            process.terminate()
        for process in self.running.values():
            wait_or_kill(process, GONE_WITHIN_S)
        self.redis.stop()
        self.postgres.stop()
        wait_until(lambda: not self.postgres.answers(), 5)
