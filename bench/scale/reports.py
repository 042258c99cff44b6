"""What a report costs: whole requests for the pages of a year of 50,000 chats, as a browser asks
for them with eight different filters, by the benchmark of docs/reports.md at a reduced size
(`make bench-reports` takes 1,000,000 chats).
"""

import json
import subprocess
import sys
from collections.abc import Callable

from bench.proof.figures import Figure
from bench.proof.place import Place
from helpdesk import services
from helpdesk.services.process import ROOT

NAME = "reports"
CHATS, ROUNDS = 50_000, 4
MOST_MS = 500


def run(place: Place, say: Callable[[str], None]) -> list[Figure]:
    var, found = place.var / "reports", place.var / "reports.json"
    place.on_end(lambda: services.stop(var))
    asked = {"--var": var, "--chats": CHATS, "--rounds": ROUNDS, "--json": found}
    options = [str(part) for option in asked.items() for part in option]
    with place.log("reports").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "bench.reports", *options],
            cwd=ROOT,
            env=place.services,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.PIPE,
            text=True,
        )
    place.on_end(process.kill)
    assert process.stderr
    for line in process.stderr:
        say(line.strip())
    process.wait()
    if not found.exists():
        raise RuntimeError(f"the reports were not measured, see {place.log('reports')}")
    return [
        figure
        for page, (p50, p95) in json.loads(found.read_text()).items()
        for figure in _figures(f"{page} pages" if page == "all" else page, p50, p95)
    ]


def _figures(name: str, p50: float, p95: float) -> list[Figure]:
    goal, is_met = (f"below {MOST_MS}", p95 < MOST_MS) if name == "all pages" else ("", None)
    return [
        Figure(NAME, name, "p50", p50, "ms"),
        Figure(NAME, name, "p95", p95, "ms", goal, is_met),
    ]
