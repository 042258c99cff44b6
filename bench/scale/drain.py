"""100,000 promises of one company fall due at once, each of a chat of its own, and the worker and
the beat of `manage.py serve` remind of them all. When each was done stands in its row: so the rate
of the first tenth and that of the last can be told. Sequential scans are those PostgreSQL counted
on the tables of promises, chats and visitors meanwhile.
"""

import signal
import sys
import time
from collections.abc import Callable
from typing import Any

import psycopg

from bench.proof.figures import Figure
from bench.proof.place import Place
from helpdesk.services import programs
from helpdesk.services.process import spawn, wait_or_kill
from helpdesk.services.site import Site

from .memory import STORE

NAME = "drain"
DUE = 100_000
STEADY = 0.8  # of the first tenth's rate, what the last still has
GIVE_UP_AFTER_S = 240.0
LOOK_EVERY_S = 2.0
STOPS_WITHIN_S = 10.0
WATCHED = ("feedback_followup", "chat_conversation", "chat_visitor")

# By the index of the worker, so that our own looks are not among the scans.
LEFT = """
SELECT count(*) FROM feedback_followup
WHERE tenant_id = (SELECT max(id) FROM tenants_tenant) AND next_at <= now()
"""
TENTHS = """
SELECT extract(epoch FROM max(reminded_at) - min(reminded_at)) FROM (
    SELECT reminded_at, ntile(10) OVER (ORDER BY reminded_at) AS tenth
    FROM feedback_followup WHERE reminded_at IS NOT NULL
) done GROUP BY tenth ORDER BY tenth
"""
TOOK = "SELECT extract(epoch FROM max(reminded_at) - min(reminded_at)) FROM feedback_followup"
DONE = "SELECT count(*) FROM feedback_followup WHERE reminded_at IS NOT NULL"
SCANS = "SELECT relname, seq_scan FROM pg_stat_user_tables WHERE relname = ANY(%s)"


def run(place: Place, say: Callable[[str], None]) -> list[Figure]:
    environment = place.database("drain")
    place.python(*STORE, "due", str(DUE), environment=environment)
    url = environment["DATABASE_OWNER_URL"].replace("helpdesk_owner@", "postgres@", 1)
    admin = place.keep(psycopg.connect(url, autocommit=True))
    admin.execute("SET enable_seqscan = off")
    say(f"{_one(admin, LEFT):,.0f} are due")
    before = _scans(admin)
    processes = [
        spawn([sys.executable, *each.argv], log=place.log(each.name), env=environment,
              tied=signal.SIGKILL)
        for each in _worker_and_beat(place, environment)
    ]  # fmt: skip
    place.on_end(lambda: _stop(processes))
    began = time.monotonic()
    while (left := _one(admin, LEFT)) and time.monotonic() - began < GIVE_UP_AFTER_S:
        say(f"{left:,.0f} are left")
        time.sleep(LOOK_EVERY_S)
    _stop(processes)  # what they counted is told when they end
    return _figures(admin, before)


def _worker_and_beat(place: Place, environment: dict[str, str]) -> list[programs.Program]:
    site = Site(place.var, "127.0.0.1", 0)
    with site.listen() as listener:  # of the web process, which is not needed here
        return [each for each in programs.of(site, listener, environment) if each.name != "web"]


def _stop(processes: list[Any]) -> None:
    for process in processes:
        if process.poll() is None:
            process.terminate()
    for process in processes:
        wait_or_kill(process, STOPS_WITHIN_S)


def _figures(admin: psycopg.Connection, before: dict[str, int]) -> list[Figure]:
    after = _scans(admin)
    scans = {name: after[name] - before[name] for name in before if after[name] > before[name]}
    of_promises = scans.pop(WATCHED[0], 0)
    done, took = _one(admin, DONE), float(_one(admin, TOOK))
    tenths = [float(seconds or 0) for (seconds,) in admin.execute(TENTHS).fetchall()]
    first, last = (done / 10 / max(0.001, seconds) for seconds in (tenths[0], tenths[-1]))
    is_all, is_steady = done >= DUE, last >= STEADY * first
    goal = f"at least {STEADY:g}"

    def figure(name: str, value: float, unit: str, *goal: Any) -> Figure:
        return Figure(NAME, name, "ours", value, unit, *goal)

    return [
        figure("done", done, "", f"all {DUE:,}", is_all),
        figure("the first tenth", first, "a second"),
        figure("the last tenth", last, "a second"),
        figure("last to first", last / first, "times", goal, is_steady),
        figure("all of them", done / max(0.001, took), "a second"),
        figure("sequential scans of promises", of_promises, "", "none", not of_promises),
        figure(
            "of chats and visitors, meanwhile", sum(scans.values()), "", "", None, _named(scans)
        ),
    ]


def _named(scans: dict[str, int]) -> str:
    return ", ".join(f"{count} of {name}" for name, count in scans.items())


def _one(admin: psycopg.Connection, statement: str) -> float:
    row = admin.execute(statement).fetchone()  # type: ignore[arg-type]
    return row[0] if row else 0


def _scans(admin: psycopg.Connection) -> dict[str, int]:
    return dict(admin.execute(SCANS, [list(WATCHED)]).fetchall())
