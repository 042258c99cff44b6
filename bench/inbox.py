"""What opening the inbox costs with 1,000, 10,000 and 100,000 chats of one company.

Each number has a database of its own and a process that serves from it, as the role that serves,
below row-level security. They take turns, round after round, so that whatever else the machine does
meets all of them; shown are the medians. Run: make bench-inbox  (ARGS="--rounds 15 --write")
"""

import argparse
import json
import os
import platform
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import Any

import psycopg

from helpdesk import services

SIZES = [1_000, 10_000, 100_000]
STEPS = {
    "open": "**opening the inbox**",
    "page": "its page",
    "welcome": "its socket: signing in, `welcome`",
    "list": "the first page of its list",
    "more": "one page further",
    "closed": "the first of the closed ones",
    "desk": "tags, views, calls (`desk`)",
    "rare": "searching a rare word (in 5 chats)",
    "common": "searching a common word (in every second)",
    "filter": "looking for a language nobody speaks",
}
NAMED = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "SECRET_KEY", "VAR")
DOCS = Path(__file__).resolve().parents[1] / "docs" / "inbox.md"
BEGIN, END = "<!-- made by make bench-inbox -->\n", "<!-- end -->\n"


class Server:
    """One process on one database; `round()` measures every step once."""

    def __init__(self, chats: int, environment: dict[str, str]) -> None:
        self.chats = chats
        self.times: dict[str, list[float]] = {step: [] for step in STEPS}
        self.queries: dict[str, int] = {}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bench.inbox_server", str(chats)],
            env=os.environ | environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.stdin:
            self._process.stdin.close()
        self._process.wait(30)

    def hear(self) -> dict[str, Any]:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit(f"the server with {self.chats} chats ended: see above")
        return json.loads(line)

    def round(self) -> None:
        assert self._process.stdin
        self._process.stdin.write("go\n")
        self._process.stdin.flush()
        for step, (seconds, queries) in self.hear().items():
            self.times[step].append(seconds)
            self.queries[step] = queries


def database(
    chats: int, environment: dict[str, str], *, again: bool, name: str = "inbox"
) -> dict[str, str]:
    """The addresses of both roles there; empty, or as the last run left it."""
    name = f"{name}_{chats}"
    owner = environment["DATABASE_OWNER_URL"]
    superuser = owner.replace("helpdesk_owner@", "postgres@", 1).rpartition("/")[0] + "/postgres"
    with psycopg.connect(superuser, autocommit=True) as admin:
        if not again:
            admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            admin.execute(f'CREATE DATABASE "{name}" OWNER helpdesk_owner')
    urls = ("DATABASE_URL", "DATABASE_OWNER_URL")
    return environment | {url: f"{environment[url].rpartition('/')[0]}/{name}" for url in urls}


def table(servers: list[Server]) -> str:
    first = servers[0]
    heads = ["what is done", "queries", *(f"{s.chats:,} chats" for s in servers)]
    heads += [f"{s.chats // first.chats} times as many" for s in servers[1:]]
    lines = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    for step, words in STEPS.items():
        times = [median(server.times[step]) for server in servers]
        queries = sorted({server.queries[step] for server in servers})
        count = str(queries[0]) if len(queries) == 1 else f"{queries[0]} to {queries[-1]}"
        cells = [words, count, *(f"{t * 1000:.1f} ms" for t in times)]
        cells += [f"{t / times[0]:.2f}" for t in times[1:]]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def machine(environment: dict[str, str], rounds: int) -> str:
    with psycopg.connect(environment["DATABASE_URL"]) as connection:
        version = connection.execute("SHOW server_version").fetchone()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"Medians of {rounds} rounds; {os.cpu_count()} shared cores ({platform.machine()}), "
        f"{memory:.0f} GiB, Python {platform.python_version()}, PostgreSQL {version[0]}.\n"
    )


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--var", type=Path, default=Path("var/bench"))
    arguments.add_argument("--rounds", type=int, default=9)
    arguments.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    arguments.add_argument("--again", action="store_true", help="with the chats of the last run")
    arguments.add_argument("--write", action="store_true", help="into docs/inbox.md, too")
    options = arguments.parse_args()
    for name in NAMED:  # a database of its own, whatever else this shell has been told
        os.environ.pop(name, None)
    environment = services.ensure(options.var)
    try:
        found = measure(environment, options.sizes, options.rounds, again=options.again)
    finally:
        services.stop(options.var)
    print(found)
    if options.write:
        before, _, rest = DOCS.read_text().partition(BEGIN)
        DOCS.write_text(before + BEGIN + "\n" + found + "\n" + END + rest.partition(END)[2])
    return 0


def measure(
    environment: dict[str, str], sizes: list[int], rounds: int, *, again: bool = False
) -> str:
    with ExitStack() as running:
        servers = []
        for chats in sizes:
            own = database(chats, environment, again=again)
            servers.append(running.enter_context(Server(chats, own)))
            print(f"{chats:,} chats: {servers[-1].hear()['filled']}", file=sys.stderr)
        for server in servers:
            server.hear()
        for _ in range(rounds):
            for server in servers:
                server.round()
        return table(servers) + "\n" + machine(environment, rounds)


if __name__ == "__main__":
    sys.exit(main())
