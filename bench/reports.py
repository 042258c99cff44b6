"""What a report costs with a year of 1,000,000 chats of one company.

The facts are made in a database of their own, summed up by the worker's code, and the pages asked
for as a browser does, whole requests as the role that serves, below row-level security. Run:
make bench-reports  (ARGS="--chats 100000 --rounds 5"; --write puts the table into docs/reports.md)
"""

import argparse
import json
import os
import platform
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from statistics import quantiles
from typing import Any

from bench.inbox import NAMED, database
from bench.inbox_server import require_serving_role
from helpdesk import services

CHATS = 1_000_000
TARGET_MS = 500
DOCS = Path(__file__).resolve().parents[1] / "docs" / "reports.md"
BEGIN, END = "<!-- made by make bench-reports -->\n", "<!-- end -->\n"
PARTS = ("overview", "volume", "speed", "quality", "groups", "topics")
Times = dict[str, dict[str, list[float]]]  # {page: {filters: milliseconds}}


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--var", type=Path, default=Path("var/bench"))
    arguments.add_argument("--chats", type=int, default=CHATS)
    arguments.add_argument("--rounds", type=int, default=20)
    arguments.add_argument("--again", action="store_true", help="with the chats of the last run")
    arguments.add_argument("--write", action="store_true", help="into docs/reports.md, too")
    arguments.add_argument("--json", type=Path, help="p50 and p95 of each page, for programs")
    options = arguments.parse_args()
    for name in NAMED:  # a database of its own, whatever else this shell has been told
        os.environ.pop(name, None)
    environment = services.ensure(options.var)
    try:
        os.environ |= database(options.chats, environment, again=options.again, name="reports")
        told, times = measure(options.chats, options.rounds)
    finally:
        services.stop(options.var)
    print(told)
    if options.write:
        before, _, rest = DOCS.read_text().partition(BEGIN)
        DOCS.write_text(before + BEGIN + "\n" + told + "\n" + END + rest.partition(END)[2])
    if options.json:
        options.json.write_text(json.dumps(percentiles(times)))
    return 0 if together(times)[1] < TARGET_MS else 1


def measure(chats: int, rounds: int) -> tuple[str, Times]:
    """The table, and what it is made of."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "helpdesk.settings"
    import django

    django.setup()
    owner, made = _prepare(chats)
    times = _ask(owner, rounds)
    return table(times) + "\n" + made + machine(rounds), times


def _prepare(chats: int) -> tuple[Any, str]:
    """Whoever reads the reports, and how long making them took, in a sentence."""
    from django.core.management import call_command
    from django.db import connections

    from bench import reports_data

    call_command("migrate", verbosity=0)
    require_serving_role()
    if owner := reports_data.made_before():
        return owner, "{:,} chats in {:,} sums. ".format(*reports_data.rows_of(owner))
    owner = reports_data.make_company()
    began = time.monotonic()
    url = os.environ["DATABASE_OWNER_URL"].replace("helpdesk_owner@", "postgres@", 1)
    reports_data.make_facts(owner, chats, url)
    say(f"{chats:,} chats after {time.monotonic() - began:.0f} s")
    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")  # as PostgreSQL does by itself, some time later
    began = time.monotonic()
    for month in reports_data.sum_up_everything(owner):
        say(f"summed up {month:%B %Y}")
    took = time.monotonic() - began
    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE) feedback_reportsum")
    facts, sums = reports_data.rows_of(owner)
    return owner, f"{facts:,} chats in {sums:,} sums, which took {took:.0f} s to make. "


def _ask(owner: Any, rounds: int) -> Times:
    """Each page with each filter once in each round, so that whatever else the machine does meets
    all of them."""
    from django.test import Client

    from chat.replay.company import signed_in

    pages = {part: f"/t/{owner.tenant.slug}/reports/{part}/" for part in PARTS}
    asked = _filters(owner)
    times: Times = {part: {name: [] for name in asked} for part in PARTS}
    with signed_in([owner]) as (cookie,):
        client = Client(headers={"cookie": cookie, "host": "localhost"})
        for number in range(rounds + 1):
            for part, page in pages.items():
                for name, data in asked.items():
                    took = _timed(lambda page=page, data=data: client.get(page, data))
                    if number:  # the first one warms up
                        times[part][name].append(took)
            say(f"round {number} of {rounds}")
    return times


def _filters(owner: Any) -> dict[str, dict[str, Any]]:
    from bench.reports_data import first_day
    from helpdesk.tenancy import tenant_scope
    from tenants.models import Department

    with tenant_scope(owner.tenant):
        department = Department.objects.order_by("pk").first()
    first = first_day(owner)
    year = {"first": first, "last": first + timedelta(days=364)}
    half = {"first": first + timedelta(days=182), "last": first + timedelta(days=363)}
    return {
        "the year": year,
        "half a year beside the half before": half,
        "one department": {**year, "department": department.pk},
        "one person": {**year, "operator": owner.pk},
        "one page": {**year, "page": "/page/0"},
        "one language": {**year, "language": "en"},
        "department and language": {**year, "department": department.pk, "language": "en"},
        "person and page": {**year, "operator": owner.pk, "page": "/page/0"},
    }


def _timed(ask: Callable[[], Any]) -> float:
    """Milliseconds."""
    began = time.perf_counter()
    answer = ask()
    took = 1000 * (time.perf_counter() - began)
    assert answer.status_code == 200 and b"report-block" in answer.content
    return took


def table(times: Times) -> str:
    names = list(next(iter(times.values())))
    lines = [f"| page | {' | '.join(names)} |", "|---" * (len(names) + 1) + "|"]
    for part, of in times.items():
        cells = ["{:.0f} / {:.0f} ms".format(*_percentiles(of[name])) for name in names]
        lines.append(f"| {part} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n\nAll together: {:.0f} / {:.0f} ms.\n".format(*together(times))


def percentiles(times: Times) -> dict[str, tuple[float, float]]:
    """{page, or "all": (p50, p95)}, whatever it was asked for."""
    pages = {part: together({part: of}) for part, of in times.items()}
    return pages | {"all": together(times)}


def together(times: Times) -> tuple[float, float]:
    return _percentiles([each for of in times.values() for all_ in of.values() for each in all_])


def _percentiles(all_: list[float]) -> tuple[float, float]:
    """(the 50th, the 95th)"""
    cuts = quantiles(all_, n=20, method="inclusive")
    return cuts[9], cuts[18]


def machine(rounds: int) -> str:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        version = cursor.fetchone()[0]
    return (
        f"p50 / p95 of {rounds} requests each; {os.cpu_count()} shared cores "
        f"({platform.machine()}, load {os.getloadavg()[2]:.0f} in the last quarter of an hour), "
        f"Python {platform.python_version()}, PostgreSQL {version}.\n"
    )


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
