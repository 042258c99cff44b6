"""A machine of its own for tests that break its parts: PostgreSQL, Redis, two web processes."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import SimpleNamespace

import psycopg

from chat.replay.oracle import Row
from helpdesk.services import postgres_roles
from helpdesk.services.postgres import Postgres
from helpdesk.services.process import ROOT
from helpdesk.services.redis import Redis
from tests.server import Server

from .namespace import Namespace

ROWS = """
SELECT conversation_id, seq, public_seq, client_id::text FROM chat_entry
WHERE conversation_id > %s ORDER BY 1, 2
"""
WHOSE = "SELECT conversation_id FROM chat_entry WHERE client_id = %s AND conversation_id > %s"
MAILS = 200
LAST = "SELECT coalesce(max(id), 0) FROM chat_conversation"


@dataclass(frozen=True)
class Company:
    """`cookies`: {name: Cookie header} of those who work there."""

    id: int
    slug: str
    site_key: str
    cookies: dict[str, str]

    def member(self, name: str) -> SimpleNamespace:
        return SimpleNamespace(cookie=self.cookies[name], tenant=self)


class Machine:
    """Nothing of it is shared with the test run or with another machine."""

    def __init__(self, var: Path) -> None:
        self.var = var
        self.postgres, self.redis = Postgres(var), Redis(var)
        self.acme: Company
        self.webs: list[Server] = []
        self.namespace: Namespace | None = None

    @property
    def environment(self) -> dict[str, str]:
        return os.environ | {
            **self.postgres.urls,
            "DATABASE_BACKUP_URL": self.postgres.url(postgres_roles.SUPERUSER),
            "REDIS_URL": self.redis.url,
            "HELPDESK_ENV": "development",
            "SECRET_KEY": "of-the-machine",
            "VAR": str(self.var),
        }

    def start(self) -> None:
        self.postgres.ensure()
        self.redis.ensure()
        self.namespace = Namespace.make()
        self.run("manage.py", "migrate", "--verbosity", "0")
        self.acme = Company(**json.loads(self.run("-m", "tests.faults.cast")))
        for name in ("one", "two"):
            url = self.postgres.urls["DATABASE_URL"]
            web = Server(database_url=url, log=self.var / "log" / f"{name}.log")
            web.environment = self.environment | {
                "DJANGO_SETTINGS_MODULE": "helpdesk.settings",
                "PUBLIC_URL": web.origin,
                "LOG_LEVEL": "WARNING",
            }
            web.also_at = [self.namespace.address] if self.namespace else []
            self.webs.append(web)
            web.start()

    def run(self, *arguments: str) -> str:
        """What `python *arguments` prints. Raises RuntimeError with its last words."""
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{' '.join(arguments)} failed:\n{done.stderr[-2000:]}")
        return done.stdout

    def stop(self) -> None:
        for web in self.webs:
            web.kill()
        if self.namespace:
            self.namespace.close()
        self.redis.stop()
        self.postgres.stop()

    def repair(self) -> None:
        """Everything runs again, whatever a test has left behind."""
        self.postgres.ensure()
        self.redis.ensure()
        for web in self.webs:
            if web.process is None or web.process.poll() is not None:
                web.start()

    @cached_property
    def globex(self) -> Company:
        """A company that leaves everything to the helpdesk, with mails that wait to be due."""
        return Company(**json.loads(self.run("-m", "tests.cluster.work", str(MAILS))))

    @property
    def url(self) -> str:
        return self.webs[0].origin

    def sign_in_again(self) -> None:
        """Everybody of Acme, after their sessions have ended."""
        self.acme.cookies.update(json.loads(self.run("-m", "tests.faults.cast", "sign-in")))

    def lose_database(self) -> None:
        """Everything that was stored is gone; an empty one is there."""
        with self.postgres.connect() as admin:
            admin.execute(f"DROP DATABASE {postgres_roles.DATABASE} WITH (FORCE)")
            postgres_roles.create_missing(admin)

    def logs(self, since: int = 0) -> dict[int, list[Row]]:
        """{conversation: its rows by `seq`}, of Acme, without those up to number `since`."""
        logs: dict[int, list[Row]] = {}
        for number, *row in self.rows(ROWS, since):
            logs.setdefault(number, []).append(Row(*row))
        return logs

    def last_conversation(self) -> int:
        """The highest number there is."""
        return self.rows(LAST)[0][0]

    def conversation_of(self, client_id: str, since: int = 0) -> int:
        return self.rows(WHOSE, client_id, since)[0][0]

    def rows(self, query: str, *values: object) -> list[tuple]:
        """What the database says, in Acme's scope."""
        with psycopg.connect(self.postgres.urls["DATABASE_OWNER_URL"]) as owner:
            owner.execute("SELECT set_config('app.tenant_id', %s, true)", [str(self.acme.id)])
            return owner.execute(query, values).fetchall()
