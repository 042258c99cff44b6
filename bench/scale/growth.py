"""The same chatting and the same looking with much more stored: Acme with 100 and with 100,000
chats, and 10 companies and 10,000. Each of the three databases has a web process and a console's
process of its own, which take turns; ratios are to the smallest. A message costs what the web
process and PostgreSQL use of the processors for it, at 200 messages a second: fifty chats of Acme,
or of ten companies five each.
"""

import json
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from statistics import median
from typing import Any

import psycopg

from bench.inbox import Server
from bench.proof.figures import Figure
from bench.proof.place import Place
from bench.proof.pressing import Generator

from .database_load import DatabaseLoad
from .web import serve

NAME = "growth"
SMALL, DEEP, WIDE = SIZES = (
    ("100 chats, 10 companies", 100, 10),
    ("100,000 chats in one", 100_000, 10),
    ("10,000 companies", 100, 10_000),
)
MOST = 1.2  # times as much
RATE = 200.0
SECONDS = 1.5
ROUNDS, LOOKS = 3, 9
TALKS = {
    "one": "a message, fifty chats of one company",
    "ten": "a message, chats of ten companies",
    "each": "a message, each chat in a company of its own",
}
SHOWN = {
    "open": "opening the inbox",
    "list": "the first page of its list",
    "closed": "the first of the closed ones",
    "rare": "searching a rare word",
    "common": "searching a common word",
}
LARGE = 5_000  # rows; smaller tables may be read whole
SCANNED = """
SELECT relname, seq_scan FROM pg_stat_user_tables WHERE n_live_tup > %s ORDER BY relname
"""


@dataclass
class Stored:
    """One database, whoever serves it, and what was measured there."""

    name: str
    environment: dict[str, str]
    plans: dict[str, Any]
    console: Server
    generators: dict[str, Generator] = field(default_factory=dict)
    used: Callable[[], float] = float
    costs: dict[str, list[float]] = field(default_factory=dict)  # ms a message, by the plan

    def talk(self, seconds: float) -> None:
        for plan, generator in self.generators.items():
            told = generator.open(RATE, seconds, self.used)
            if told["lost"] or told["errors"]:
                raise RuntimeError(f"{self.name}: messages were lost: {told}")
            self.costs.setdefault(plan, []).append(1000 * told["server"] / told["rate"])


def run(place: Place, say: Callable[[str], None]) -> list[Figure]:
    everything = _store_all(place, say)
    before = [_scans(stored) for stored in everything]
    _look(everything, say)
    for stored in everything:
        _serve(place, stored)
    for number in range(ROUNDS):
        say(f"messages, round {number + 1} of {ROUNDS}")
        for stored in everything:
            stored.talk(place.seconds(SECONDS))
    scans = [_more(b, _scans(stored)) for b, stored in zip(before, everything, strict=True)]
    return [*_costs(everything), *_times(everything), *_scan_figures(everything, scans)]


def _store_all(place: Place, say: Callable[[str], None]) -> list[Stored]:
    """Two at a time, the largest first."""
    databases = {size: place.database(f"growth_{number}") for number, size in enumerate(SIZES)}
    with ThreadPoolExecutor(2) as pool:
        made = {size: pool.submit(_store, place, size, databases[size], say) for size in
                (DEEP, WIDE, SMALL)}  # fmt: skip
        plans = {size: future.result() for size, future in made.items()}
    everything = []
    for size in SIZES:
        console = place.keep(Server(size[1], databases[size]))
        everything.append(Stored(size[0], databases[size], plans[size], console))
    return everything


def _store(
    place: Place, size: Any, environment: dict[str, str], say: Callable[[str], None]
) -> dict[str, Any]:
    name, chats, companies = size
    numbers = (str(chats), str(companies))
    made = place.python("-m", "bench.scale.stored_growth", *numbers, environment=environment)
    say(f"{name}: stored")
    return json.loads(made)["plans"]


def _look(everything: Sequence[Stored], say: Callable[[str], None]) -> None:
    for stored in everything:
        stored.console.hear()  # that all is stored already
        stored.console.hear()  # that it is ready
    for number in range(LOOKS):
        say(f"the console, round {number + 1} of {LOOKS}")
        for stored in everything:
            stored.console.round()


def _serve(place: Place, stored: Stored) -> None:
    name = stored.environment["DATABASE_URL"].rpartition("/")[2]
    served = serve(place, stored.environment, name)
    database = DatabaseLoad(place.var, name)
    stored.used = lambda: served.cpu_s() + database.cpu_s()
    for plan in stored.plans:
        generator = Generator(stored.plans[plan], served.origin, place.log(f"{name}-{plan}"))
        stored.generators[plan] = place.keep(generator)
        generator.open(RATE, 0.5, stored.used)  # each chat's first message is another matter


# --- figures --------------------------------------------------------------------------------------


def _costs(everything: Sequence[Stored]) -> list[Figure]:
    figures = []
    for plan, words in TALKS.items():
        known = [stored for stored in everything if plan in stored.costs]
        figures += [_figure(words, s.name, median(s.costs[plan]), "ms of CPU") for s in known]
    small, deep, wide = everything
    for plan, larger in (("one", deep), ("ten", wide)):
        times = median(larger.costs[plan]) / median(small.costs[plan])
        goal = f"at most {MOST}"
        figures.append(
            _figure(TALKS[plan], larger.name, times, "times the smallest", goal, times <= MOST)
        )
    return figures


def _times(everything: Sequence[Stored]) -> list[Figure]:
    return [
        _figure(words, stored.name, 1000 * median(stored.console.times[step]), "ms")
        for step, words in SHOWN.items()
        for stored in everything
    ]


def _scan_figures(everything: Sequence[Stored], scans: Sequence[dict[str, int]]) -> list[Figure]:
    words = f"sequential scans of tables over {LARGE:,} rows"
    return [
        _figure(words, stored.name, sum(found.values()), "", "none", not found, _named(found))
        for stored, found in list(zip(everything, scans, strict=True))[1:]
    ]


def _named(scans: dict[str, int]) -> str:
    return ", ".join(f"{count} of {name}" for name, count in scans.items())


def _figure(name: str, way: str, value: float, unit: str, *goal: Any) -> Figure:
    return Figure(NAME, name, way, value, unit, *goal)


def _scans(stored: Stored) -> dict[str, int]:
    with psycopg.connect(stored.environment["DATABASE_OWNER_URL"]) as owner:
        return dict(owner.execute(SCANNED, [LARGE]).fetchall())


def _more(before: dict[str, int], after: dict[str, int]) -> dict[str, int]:
    return {name: count - before.get(name, 0) for name, count in after.items()
            if count > before.get(name, 0)}  # fmt: skip
