"""One installation while it is upgraded: its database and Redis, and programs of two versions."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import psycopg

from helpdesk.services.errors import Unavailable
from helpdesk.services.process import ROOT, spawn, wait_or_kill
from helpdesk.services.programs import CELERY
from tests.faults.machine import Company, Machine
from tests.server import Server

OLD, NEW = 0, 1  # places in `webs`
GRACE_S = 10.0
# Whoever answers first has it, or the worker would give it to somebody else meanwhile.
NOBODY_IS_GIVEN_A_CHAT = "UPDATE tenants_tenant SET routing = 'manual'"


class VersionServer(Server):
    """A web process of the tree `root`."""

    def __init__(self, machine: Machine, root: Path, log: Path) -> None:
        super().__init__(database_url=machine.postgres.urls["DATABASE_URL"], log=log)
        self.root = root
        self.environment = machine.environment | {
            "DJANGO_SETTINGS_MODULE": "helpdesk.settings",
            "PUBLIC_URL": self.origin,
            "LOG_LEVEL": "WARNING",
        }

    def start(self) -> "VersionServer":
        argv = ["-m", "helpdesk.services.web", "-b", "127.0.0.1", "-p", str(self.port), "-v", "0"]
        argv = [sys.executable, *argv, "helpdesk.asgi:application"]
        self.process = spawn(argv, log=self.log, env=self.environment, cwd=self.root)
        self._wait()
        return self


class TwoVersions(Machine):
    """`webs[OLD]` and `webs[NEW]`; each version has a worker, the first one beat as well."""

    def __init__(self, var: Path, old: Path) -> None:
        super().__init__(var)
        self.roots = {"old": old, "new": ROOT}
        self.tasks: list[subprocess.Popen[bytes]] = []

    def start(self) -> None:
        """The old version, on tables of its own."""
        self.postgres.ensure()
        self.redis.ensure()
        self.migrate("old")
        self.acme = Company(**json.loads(self.run_in("old", "-m", "tests.faults.cast")))
        with psycopg.connect(self.postgres.urls["DATABASE_OWNER_URL"]) as owner:
            owner.execute(NOBODY_IS_GIVEN_A_CHAT)
        self.webs = [VersionServer(self, self.roots[name], self._log(name)) for name in self.roots]
        self.webs[OLD].start()
        self.start_tasks("old", "worker", "--pool", "threads", "--concurrency", "2")
        self.start_tasks("old", "beat", "--pidfile=", "-s", str(self.var / "schedule"))

    def start_new(self) -> None:
        self.webs[NEW].start()
        self.start_tasks("new", "worker", "--pool", "threads", "--concurrency", "2")

    def start_tasks(self, version: str, kind: str, *options: str) -> None:
        argv = [sys.executable, *CELERY, kind, "-l", "WARNING", *options]
        log = self._log(f"{version}-{kind}")
        root = self.roots[version]
        self.tasks.append(spawn(argv, log=log, env=self.environment, cwd=root))

    def migrate(self, version: str) -> float:
        """Seconds it took."""
        begun = time.monotonic()
        self.run_in(version, "manage.py", "migrate", "--verbosity", "0")
        return time.monotonic() - begun

    def run_in(self, version: str, *arguments: str) -> str:
        """What `python *arguments` of that version prints. Raises Unavailable when it fails; why is
        on our own standard error then."""
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=self.roots[version],
            env=self.environment | {"DJANGO_SETTINGS_MODULE": "helpdesk.settings"},
            stdout=subprocess.PIPE,
            text=True,
            timeout=120,
            check=False,
        )
        if done.returncode:
            raise Unavailable(f"the {version} version: {' '.join(arguments)} failed")
        return done.stdout

    def unapplied(self) -> list[str]:
        """Migrations of the new version that the tables do not have yet."""
        lines = self.run_in("new", "manage.py", "showmigrations", "--plan").splitlines()
        return [line.split()[-1] for line in lines if line.startswith("[ ]")]

    def stop(self) -> None:
        for process in self.tasks:
            process.terminate()
        for process in self.tasks:
            wait_or_kill(process, GRACE_S)
        super().stop()

    def complaints(self) -> list[str]:
        """Lines of the programs' logs that tell of a mistake."""
        return [
            f"{log.name}: {line}"
            for log in sorted(self.var.glob("log/*.log"))
            if log.name not in ("postgres.log", "redis.log")
            for line in log.read_text(errors="replace").splitlines()
            if "Traceback" in line or " ERROR " in line or " CRITICAL " in line
        ]

    def _log(self, name: str) -> Path:
        path = self.var / "log" / f"{name}.log"
        path.parent.mkdir(parents=True, exist_ok=True)
        return path


def environment_of_its_own() -> None:
    """Services that the shell names are not ours to upgrade."""
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "SECRET_KEY", "PUBLIC_URL"):
        os.environ.pop(name, None)
