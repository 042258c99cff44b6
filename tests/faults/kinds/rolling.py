"""A rolling restart, as a new version is brought out: one web process after another leaves in good
order (SIGTERM) and comes back, while thousands have the widget open and some chat."""

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from chat.client.client import Client
from helpdesk.services.process import ROOT
from tests.faults.chatting import Chat
from tests.faults.crowd import any_of
from tests.faults.machine import Machine
from tests.faults.scenario import Outcome, Scenario, Size
from tests.server import Server

P99_AWAY_S = 30.0
ALL_BACK_WITHIN_S = 120.0
GRACE_S = 60.0  # beyond the time a process was given to leave


class Crowd:
    """The process of `tests.faults.crowd`."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    async def begin(self) -> None:
        """Counts anew; waits until all are here who never were."""
        await asyncio.to_thread(self._ask, "begin")

    async def report(self) -> dict[str, float]:
        """See `tests.faults.crowd.Crowd.report`."""
        return await asyncio.to_thread(self._ask, "report")

    def _ask(self, what: str) -> dict[str, float]:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(f"{what}\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("the crowd went away: see above")
        return json.loads(line)


@contextmanager
def crowd(machine: Machine, how_many: int, ports: list[int]) -> Iterator[Crowd]:
    arguments = [machine.acme.site_key, str(how_many), *map(str, ports)]
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.crowd", *arguments],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield Crowd(process)
    finally:
        process.kill()
        process.wait()


async def rolling_restart(machine: Machine, size: Size) -> Outcome:
    outcome, ports = Outcome(), [web.port for web in machine.webs]
    for web in machine.webs:
        await asyncio.to_thread(_give_time_to_leave, web, size.broken_s)

    def anywhere(client: Client) -> None:
        client.line.dial = any_of(ports)

    with crowd(machine, size.sockets, ports) as people:
        await people.begin()
        async with Chat(machine, size, prepare=anywhere) as chat:
            away = [await _restart(web, people, size, outcome) for web in machine.webs]
            await chat.ends(outcome, within=60)
    outcome.measured["sockets"] = size.sockets
    for name, most in (("p50", None), ("p99", P99_AWAY_S), ("most", None)):
        longest = max(report[name] for report in away)
        outcome.measure(f"{name} of being away, s", longest, most=most)
    for report in away:
        outcome.require(report["online"] == size.sockets, f"{report['online']} came back")
        outcome.require(not report["mistakes"], f"{report['mistakes']} were told of a mistake")
        outcome.require(not report["refused"], f"{report['refused']} were sent away for good")
    outcome.require(sum(report["back"] for report in away) >= size.sockets, "nobody had to leave")
    return outcome


def _give_time_to_leave(web: Server, seconds: float) -> None:
    web.environment["DRAIN_SECONDS"] = f"{seconds:g}"
    web.kill()
    web.start()


async def _restart(web: Server, people: Crowd, size: Size, outcome: Outcome) -> dict[str, float]:
    """What the crowd has to say once everybody is back, as whoever restarts waits for that."""
    assert web.process
    await people.begin()
    told_at = time.monotonic()
    web.process.terminate()
    await asyncio.to_thread(web.process.wait, size.broken_s + GRACE_S)
    took_s = time.monotonic() - told_at
    outcome.measure("process left after, s", took_s)
    outcome.require(took_s >= size.broken_s / 2, f"a process left after {took_s:.1f} s already")
    await asyncio.to_thread(web.start)
    give_up = time.monotonic() + ALL_BACK_WITHIN_S
    while (told := await people.report())["online"] < size.sockets:
        if time.monotonic() > give_up:
            break
        await asyncio.sleep(0.5)
    return told


SCENARIOS = [
    Scenario(
        "rolling-restart",
        "rolling restart of both web processes",
        rolling_restart,
        ci=Size(messages=60, broken_s=1, sockets=60),
        bounded=Size(messages=300, broken_s=6, sockets=1000),
        full=Size(messages=600, broken_s=60, sockets=5000),
        extent="{sockets} sockets",
    ),
]
