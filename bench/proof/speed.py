"""One server process; 8 companies, each with one operator and 50 open chats, all at their sockets.
Visitors write, and a message's time ends when its operator has it. **Ours** is the product as it is
served: committed before it is acknowledged, below row-level security. **Nothing stored** is the
same with its log switched off. The **ordinary way** (`bench/ordinary/`) stores the same row as the
documentation of Channels and channels_redis teaches it. The **bare relay** is Node's `ws` alone.
The **durable limit** is pgbench with our writer's own statements and as many messages a commit as
our server had. Saturation: 200 messages always under way (40 in the ordinary way, whose layer drops
what is further behind). Latency: open loop, counted from when a message should have been sent; one
that never came counts with the time that was waited for it. The server is held to one core and the
load generator to another, PostgreSQL and Redis are free. All ways take turns; medians.
"""

from dataclasses import dataclass, field
from statistics import median
from typing import Any

import psycopg

from .figures import Figure
from .limit import DurableLimit
from .place import Place, Say
from .ways import ORDINARY, OURS, RELAY, UNSTORED, Shape, Way, start

NAME = "speed"
COMPARED = [OURS, UNSTORED, ORDINARY, RELAY]
SHAPE = Shape(companies=8, operators=1, chats=50)
LIMIT = "durable limit"
UNDER_WAY = {ORDINARY: 40}  # else 200
LOADS = {"25 %": 0.25, "50 %": 0.5, "80 %": 0.8}
LEAST, FIXED = 10, 300  # messages a second; the second of all ways
SATURATION, CPU = "messages a second at saturation", "server CPU at saturation"
MEASURED_S, RELAY_S = 2.0, 1.0  # the relay has its thousands in one
Told = dict[str, Any]


@dataclass
class Results:
    """What the generators told, in the order measured. `open`: {way: {load: ...}}."""

    closed: dict[str, list[Told]] = field(default_factory=dict)
    open: dict[str, dict[str, list[Told]]] = field(default_factory=dict)
    limit: list[float] = field(default_factory=list)

    def saturation(self, way: str) -> float:
        return median(told["rate"] for told in self.closed[way])

    def time(self, way: str, load: str, share: str, what: str = "received") -> float:
        """Milliseconds."""
        return median(told[what][share] for told in self.open[way][load])


def run(place: Place, say: Say) -> list[Figure]:
    ways = start_all(place, COMPARED, say)
    results = Results()
    limit = DurableLimit(place, ways[0].environment)
    saturate(place, ways, results, say, limit)
    press(place, ways, results, say)
    return figures(results, COMPARED) + goals(results, limit.messages)


def start_all(place: Place, names: list[str], say: Say) -> list[Way]:
    ways = []
    for name in names:
        ways.append(start(place, name, SHAPE))
        say(f"{name}: served at {ways[-1].served.origin}, everybody is connected")
    return ways


def saturate(
    place: Place, ways: list[Way], results: Results, say: Say, limit: DurableLimit | None = None
) -> None:
    """`limit`: PostgreSQL alone is measured, too, with as many messages a commit as ours had."""
    for number in range(1, place.rounds + 1):
        for way in ways:
            before = commits(place)
            told = way.closed(UNDER_WAY.get(way.name, 200), seconds(place, way))
            if not told["arrived"]:
                raise RuntimeError(f"{way.name}: nothing arrived")
            results.closed.setdefault(way.name, []).append(told)
            say(f"round {number}: {way.name}: {told['rate']:,.0f} a second")
            if limit and way.name == OURS and number == 1:
                limit.prepare(told["total"] / max(1, commits(place) - before))
        if limit:
            results.limit.append(limit.measure(place.seconds(MEASURED_S)))
            say(f"round {number}: {LIMIT}: {results.limit[-1]:,.0f} a second")


def seconds(place: Place, way: Way) -> float:
    return place.seconds(RELAY_S if way.name == RELAY else MEASURED_S)


def commits(place: Place) -> int:
    """Transactions that wrote, so far, in all databases: numbers are given to no others."""
    with psycopg.connect(place.services["DATABASE_URL"]) as connection:
        row = connection.execute("SELECT pg_current_xact_id()::text::bigint").fetchone()
    assert row
    return int(row[0])


def press(place: Place, ways: list[Way], results: Results, say: Say) -> None:
    for number in range(place.rounds):
        for load in [*LOADS, f"{FIXED} a second"]:
            for way in ways:
                share = LOADS.get(load)
                rate = max(LEAST, share * results.saturation(way.name)) if share else FIXED
                told = way.open(rate, seconds(place, way))
                results.open.setdefault(way.name, {}).setdefault(load, []).append(told)
                p99 = told["received"]["p99"]
                say(f"round {number + 1}: {load}: {way.name}: p99 {p99:,.1f} ms")


def figures(results: Results, names: list[str], part: str = NAME) -> list[Figure]:
    found = []
    for way in names:
        rate, closed = results.saturation(way), results.closed[way]
        cpu = median(1000 * told["server"] / told["rate"] for told in closed)
        own = 100 * median(told["cpu"] for told in closed)
        found.append(Figure(part, SATURATION, way, rate, "", note=trouble(closed)))
        found.append(Figure(part, CPU, way, cpu, "ms a message"))
        found.append(Figure(part, "CPU of the load generator there", way, own, "% of a core"))
    for load in next(iter(results.open.values())):
        for share in ("p50", "p95", "p99"):
            for way in names:
                note = trouble(results.open[way][load]) if share == "p99" else ""
                value = results.time(way, load, share)
                found.append(Figure(part, f"at {load}: {share}", way, value, "ms", note=note))
    for way in names:
        late = max(results.time(way, load, "p99", "late") for load in results.open[way])
        found.append(Figure(part, "the load generator's own delay in it, p99", way, late, "ms"))
    return found


def trouble(told: list[Told]) -> str:
    """What went wrong on the way, in words; mostly nothing."""
    lost = sum(one["lost"] for one in told)
    errors: dict[str, int] = {}
    for one in told:
        for code, count in one["errors"].items():
            errors[code] = errors.get(code, 0) + count
    words = [f"{lost:,} of {sum(one['due'] for one in told):,} never came"] if lost else []
    return "; ".join([*words, *(f"{count} times {code}" for code, count in errors.items())])


def goals(results: Results, batch: int) -> list[Figure]:
    ours, ordinary = results.saturation(OURS), results.saturation(ORDINARY)
    limit, fixed = median(results.limit), f"{FIXED} a second"
    p99 = {way: results.time(way, fixed, "p99") for way in (OURS, UNSTORED, ORDINARY)}
    note = f"{batch} messages a commit, one connection"
    return [
        Figure(NAME, SATURATION, LIMIT, limit, "", note=note),
        ratio(SATURATION, OURS, ORDINARY, ours / ordinary, least=10),
        ratio(SATURATION, OURS, UNSTORED, ours / results.saturation(UNSTORED), least=0.5),
        ratio(SATURATION, OURS, LIMIT, ours / limit),
        ratio(f"p99 at {fixed}", OURS, UNSTORED, p99[OURS] / p99[UNSTORED], most=4),
        ratio(f"p99 at {fixed}", OURS, ORDINARY, p99[OURS] / p99[ORDINARY], most=0.1),
    ]


def ratio(
    what: str,
    way: str,
    beside: str,
    value: float,
    *,
    least: float | None = None,
    most: float | None = None,
) -> Figure:
    goal = f"at least {least:g}" if least else f"at most {most:g}" if most else ""
    met = (value >= least if least else value <= (most or 0)) if goal else None
    return Figure(NAME, f"{what}: {way} beside {beside}", way, value, "times", goal, met)
