"""Where a proof runs: services of its own under one directory, and everything that has to end."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import psycopg
from psycopg import sql

from bench.inbox import NAMED
from helpdesk import services
from helpdesk.services.process import ROOT

Kept = TypeVar("Kept")
Say = Callable[[str], None]
PATTERN = "migrated"  # the database that the others are copies of


class Place:
    """`with Place(var) as place:`; what is under `var` of an earlier run is thrown away.

    rounds: how often what is compared takes turns. pace: measuring times are multiplied by it.
    """

    def __init__(self, var: Path, *, rounds: int = 3, pace: float = 1.0) -> None:
        self.var = var.resolve()
        self.rounds = rounds
        self.pace = pace
        self._ends = ExitStack()
        self._is_prepared = False

    def __enter__(self) -> "Place":
        services.stop(self.var)
        shutil.rmtree(self.var, ignore_errors=True)
        self.var.mkdir(parents=True)
        self._ends.callback(services.stop, self.var)
        return self

    def __exit__(self, *_: object) -> None:
        self._ends.close()

    def keep(self, running: AbstractContextManager[Kept]) -> Kept:
        """Entered now, ended with the part."""
        return self._ends.enter_context(running)

    def on_end(self, work: Callable[[], object]) -> None:
        self._ends.callback(work)

    def of_a_part(self) -> AbstractContextManager[object]:
        """`with place.of_a_part():` ends what was kept inside, at its end; services stay."""
        return _PartOf(self)

    def seconds(self, usual: float) -> float:
        """How long to measure something that usually takes so long."""
        return usual * self.pace

    def log(self, name: str) -> Path:
        """The file where a process of this name writes what it has to say."""
        path = self.var / "log" / f"{name}.log"
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    @cached_property
    def services(self) -> dict[str, str]:
        """The environment of processes here, all but which database: PostgreSQL and Redis are
        started at the first call."""
        for name in NAMED:  # services of its own, whatever else this shell has been told
            os.environ.pop(name, None)
        found = services.ensure(self.var)
        own = {"HELPDESK_ENV": "development", "SECRET_KEY": "of-the-proof", "LOG_LEVEL": "WARNING"}
        return dict(os.environ) | found | own

    def database(self, name: str) -> dict[str, str]:
        """The environment with a new database of this name, migrated and without rows."""
        self._prepare()
        return self.copy(name, PATTERN)

    def copy(self, name: str, source: str) -> dict[str, str]:
        """A new database with everything of another one of `database`, to which nobody is
        connected."""
        self.admin("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
        self.admin("CREATE DATABASE {} TEMPLATE {} OWNER helpdesk_owner", name, source)
        return self._of(name)

    def foreign_database(self, name: str) -> dict[str, str]:
        """The same for another program: without a table, served as its owner."""
        self.admin("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
        self.admin("CREATE DATABASE {} OWNER helpdesk_owner", name)
        named = self._of(name)
        return named | {"DATABASE_URL": named["DATABASE_OWNER_URL"]}

    def _prepare(self) -> None:
        if not self._is_prepared:
            self.admin("CREATE DATABASE {} OWNER helpdesk_owner", PATTERN)
            migrate = ("manage.py", "migrate", "--verbosity", "0")
            self.python(*migrate, environment=self._of(PATTERN))
            self._is_prepared = True

    def _of(self, name: str) -> dict[str, str]:
        urls = ("DATABASE_URL", "DATABASE_OWNER_URL")
        return self.services | {u: f"{self.services[u].rpartition('/')[0]}/{name}" for u in urls}

    def admin(self, statement: str, *names: str) -> None:
        """One statement as the superuser; {} stand for names."""
        owner = self.services["DATABASE_OWNER_URL"]
        url = owner.replace("helpdesk_owner@", "postgres@", 1).rpartition("/")[0] + "/postgres"
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))  # type: ignore[arg-type]

    def python(self, *arguments: str, environment: dict[str, str]) -> str:
        """What `python *arguments` prints. Raises RuntimeError with its last words."""
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{' '.join(arguments)} failed:\n{done.stderr[-2000:]}")
        return done.stdout


class _PartOf:
    def __init__(self, place: Place) -> None:
        self._place = place

    def __enter__(self) -> None:
        _ = self._place.services  # these outlive the part
        self._before, self._place._ends = self._place._ends, ExitStack()

    def __exit__(self, *_: object) -> None:
        ends, self._place._ends = self._place._ends, self._before
        ends.close()
