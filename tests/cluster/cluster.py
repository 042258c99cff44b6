"""The whole of it: a proxy, two web processes, two workers, two beats, two Redis shards, PgBouncer
in transaction mode and one PostgreSQL, each with an address of its own."""

import contextlib
import csv
import io
import json
import os
import socket
import sys
from pathlib import Path

from celery import Celery

from helpdesk.services import postgres_roles
from helpdesk.services.process import ROOT, wait_until
from helpdesk.services.programs import CELERY
from helpdesk.services.readiness import Probe
from helpdesk.services.redis import binary
from tests.faults.machine import Company, Machine

from .network import Network
from .parts import Part
from .pooler import pgbouncer
from .programs import program
from .ready import Ready, answers_pings, listens, pings, stays, takes_people

NUMBERS = {"proxy": 2, "web1": 11, "web2": 12, "work1": 21, "work2": 22, "redis1": 31, "redis2": 32}
NUMBERS |= {"pooler": 41}
WEB_PORT, PROXY_PORT, MAIL_PORT, POOLER_PORT, REDIS_PORT = 8420, 8421, 8425, 8432, 8433
DRAIN_S = 6
MOST_CONNECTIONS = 4000
WHOLE_WITHIN_S = 60.0
WORKER = "-l WARNING --pool threads --concurrency 3 --without-gossip --without-mingle"


class Cluster(Machine):
    """Its PostgreSQL and Acme are a machine's of tests/faults; what it serves with stands apart."""

    def __init__(self, var: Path, network: Network) -> None:
        super().__init__(var)
        self.network = network
        self.parts: dict[str, Part] = {}
        for machine, number in NUMBERS.items():
            network.add(machine, number)

    def address(self, machine: str) -> str:
        return self.network.address(NUMBERS[machine])

    @property
    def url(self) -> str:
        return f"http://{self.address('proxy')}:{PROXY_PORT}"

    @property
    def mail_host(self) -> str:
        return self.network.address(1)

    def shard(self, number: int) -> str:
        return f"redis://{self.address(f'redis{number}')}:{REDIS_PORT}/0"

    @property
    def environment(self) -> dict[str, str]:
        pooler = f"{self.address('pooler')}:{POOLER_PORT}"
        return os.environ | {
            "HELPDESK_ENV": "development",
            "SECRET_KEY": "of-the-cluster",
            "VAR": str(self.var),
            "PUBLIC_URL": self.url,
            "ALLOWED_HOSTS": ",".join(map(self.address, ("proxy", "web1", "web2"))),
            "BEHIND_PROXY": "true",
            "DATABASE_URL": f"postgresql://{postgres_roles.SERVING}@{pooler}/helpdesk",
            "DATABASE_OWNER_URL": self.postgres.urls["DATABASE_OWNER_URL"],
            "DATABASE_POOLER": "transaction",
            "REDIS_URL": self.shard(1),
            "REDIS_SHARDS": f"{self.shard(1)},{self.shard(2)}",
            "EMAIL_URL": f"smtp://{self.mail_host}:{MAIL_PORT}",
            "DRAIN_SECONDS": str(DRAIN_S),
            "DJANGO_SETTINGS_MODULE": "helpdesk.settings",
            "LOG_LEVEL": "WARNING",
            "C_FORCE_ROOT": "1",
            "PYTHONUNBUFFERED": "1",
        }

    # --- its parts ----------------------------------------------------------------------------

    def start(self) -> None:
        """Returns when everything serves. Raises RuntimeError with the last words of what fails."""
        self.postgres.ensure()
        for number in (1, 2):
            name = f"redis{number}"
            self._add(name, name, self._redis(number), pings(self.shard(number)))
        pooler = listens(self.address("pooler"), POOLER_PORT)
        self._add("pooler", "pooler", self._pooler(), pooler)
        for part in self.parts.values():
            part.wait_until_ready()
        self.run("manage.py", "migrate", "--verbosity", "0")
        self.acme = Company(**json.loads(self.run("-m", "tests.faults.cast")))
        for number in (1, 2):
            web, work = f"web{number}", f"work{number}"
            open_ = takes_people(f"http://{self.address(web)}:{WEB_PORT}", self.url)
            self._add(web, web, self._web(number), open_)
            worker = answers_pings(self._broker, f"worker{number}@cluster")
            self._add(f"worker{number}", work, self._worker(number), worker)
            self._add(f"beat{number}", work, self._beat(number), stays)
        self._add("proxy", "proxy", self._proxy(), listens(self.address("proxy"), PROXY_PORT))
        self.wait_until_whole()

    def _add(self, name: str, machine: str, argv: list[str], is_ready: Ready) -> None:
        log = self.var / "log" / f"{name}.log"
        env = self.environment | (self._proxy_environment() if name == "proxy" else {})
        cwd = self.var if name == "proxy" else ROOT
        part = Part(self.network, machine, argv, log=log, env=env, cwd=cwd, is_ready=is_ready)
        self.parts[name] = part
        part.start()

    def _redis(self, number: int) -> list[str]:
        address = self.address(f"redis{number}")
        options = f"--bind {address} --port {REDIS_PORT} --protected-mode no --appendonly no --save"
        return [binary(), *options.split(), ""]

    def _pooler(self) -> list[str]:
        return pgbouncer(self.var, self.postgres, self.address("pooler"), POOLER_PORT)

    def _web(self, number: int) -> list[str]:
        listening = f"-b {self.address(f'web{number}')} -p {WEB_PORT} -v 0 --proxy-headers"
        serving = ["-m", "helpdesk.services.web", *listening.split(), "helpdesk.asgi:application"]
        return [sys.executable, *serving]

    def _worker(self, number: int) -> list[str]:
        name = ["-n", f"worker{number}@cluster"]
        return [sys.executable, *CELERY, "worker", *WORKER.split(), *name]

    def _broker(self) -> Celery:
        return Celery(broker=self.shard(1), set_as_current=False)

    def _beat(self, number: int) -> list[str]:
        schedule = str(self.var / f"schedule{number}")
        return [sys.executable, *CELERY, "beat", "-l", "WARNING", "--pidfile=", "-s", schedule]

    def _proxy(self) -> list[str]:
        most = ["-n", str(MOST_CONNECTIONS)]  # not every machine allows what its file asks for
        return [program("haproxy"), "-db", *most, "-f", str(ROOT / "deploy" / "haproxy.cfg")]

    def _proxy_environment(self) -> dict[str, str]:
        return {
            "HTTP_BIND": f"{self.address('proxy')}:{PROXY_PORT}",
            "PUBLIC_HOST": self.address("proxy"),
            "WEB1": f"{self.address('web1')}:{WEB_PORT}",
            "WEB2": f"{self.address('web2')}:{WEB_PORT}",
            "ADMIN_SOCKET": str(self.var / "proxy.sock"),
        }

    # --- how it is ----------------------------------------------------------------------------

    def wait_until_whole(self) -> None:
        """Everything runs, and the proxy sends people to both web processes."""
        for part in self.parts.values():
            part.wait_until_ready()
        if not wait_until(lambda: not self.what_is_missing(), WHOLE_WITHIN_S, every_s=0.2):
            raise RuntimeError(f"not whole after {WHOLE_WITHIN_S:.0f} s: {self.what_is_missing()}")

    def what_is_missing(self) -> str:
        """'' when nothing is."""
        closed = [name for name in ("web1", "web2") if self.states().get(name) != "UP"]
        if closed:
            return f"the proxy sends nobody to {', '.join(closed)}"
        return Probe(self.url, self.url).why_not_ready()

    def states(self) -> dict[str, str]:
        """{"web1": "UP", "DOWN", "NOLB" (draining) ...} as the proxy sees them."""
        with socket.socket(socket.AF_UNIX) as line, contextlib.suppress(OSError):
            line.connect(str(self.var / "proxy.sock"))
            line.sendall(b"show stat\n")
            with line.makefile() as answer:
                rows = csv.DictReader(io.StringIO(answer.read().removeprefix("# ")))
                return {row["svname"]: row["status"].split()[0] for row in rows}
        return {}

    def stop(self) -> None:
        for part in reversed(self.parts.values()):
            part.stop()
        self.postgres.stop()
