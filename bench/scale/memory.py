"""What an open socket holds of the memory of the web process (RSS), as the slope over steps of
hundreds of sockets, so that what the process has anyway does not count. Idle: widgets in ten
companies whose visitors have said nothing. A chat: an open one with four entries, whose visitor is
here and whose operator has it open, fifty chats to a console. Who connects is the widget's own
connection module, offering compression as browsers do. What idle widgets use of the processor is
counted over one beat once all are here.
"""

import json
import time
from collections.abc import Callable
from statistics import linear_regression
from typing import Any

from bench.proof.figures import Figure
from bench.proof.place import Place
from bench.proof.serving import Served

from .consoles import Console, Consoles
from .crowd import Crowd, Visit
from .web import serve

NAME = "memory"
VISITORS, CHATS = 2000, 500
STEPS, OF_A_CONSOLE = 4, 50
MOST_KIB = 35.0
AT_ONCE = 50
WITHIN_S = 60.0
SETTLED_AFTER_S = 2.0
BEAT_S = 20.0
STORE = ("-m", "bench.scale.stored")


def run(place: Place, say: Callable[[str], None]) -> list[Figure]:
    idle, empty, used = _measure(place, say, "idle visitors", _visitors)
    chat, *_ = _measure(place, say, "open chats", _chats)
    goal = f"at most {MOST_KIB:.0f}"
    return [
        Figure(NAME, "an idle visitor connection", "ours", idle, "KiB", goal, idle <= MOST_KIB),
        Figure(NAME, "an open chat, both sides", "ours", chat, "KiB"),
        Figure(NAME, "a web process before anybody came", "ours", empty / 1024, "MiB"),
        Figure(NAME, "1,000 idle visitors", "ours", used, "ms of CPU a second"),
    ]


def _visitors(place: Place, environment: dict[str, str]) -> tuple[list[Visit], list[Console]]:
    stored = place.python(*STORE, "visitors", str(VISITORS), environment=environment)
    return [Visit(*each) for each in json.loads(stored)], []


def _chats(place: Place, environment: dict[str, str]) -> tuple[list[Visit], list[Console]]:
    shape = ("1", str(CHATS // OF_A_CONSOLE), str(OF_A_CONSOLE))
    plan = json.loads(place.python("-m", "bench.proof.cast", *shape, environment=environment))
    visits = [Visit(each["path"], each["hello"]["token"]) for each in plan["visitors"]]
    return visits, [Console.of(each) for each in plan["operators"]]


def _measure(
    place: Place, say: Callable[[str], None], name: str, store: Callable[..., Any]
) -> tuple[float, float, float]:
    """(KiB for each, KiB before the first, ms of CPU a second for 1,000)"""
    with place.of_a_part():
        environment = place.database(name.replace(" ", "_"))
        visits, operators = store(place, environment)
        web = serve(place, environment, name.replace(" ", "-"))
        crowd = place.keep(Crowd(place.log("crowd")))
        consoles = place.keep(Consoles(web.origin))
        empty = web.rss() / 1024
        here, held = [], []
        for step in range(1, STEPS + 1):
            come = _share(visits, step)
            crowd.visit(web.origin, come, at_once=AT_ONCE, within_s=WITHIN_S)
            consoles.open(_share(operators, step))
            here.append(len(visits) * step // STEPS)
            time.sleep(SETTLED_AFTER_S)
            held.append(web.rss() / 1024)
            say(f"{here[-1]} {name}: {held[-1] / 1024:.0f} MiB")
        rest = 0.0 if operators else _resting(web, len(visits))
        return linear_regression(here, held).slope, empty, rest


def _resting(web: Served, sockets: int) -> float:
    before = web.cpu_s()
    time.sleep(BEAT_S)
    return 1000 * (web.cpu_s() - before) / (BEAT_S) * 1000 / sockets


def _share(all_: list[Any], step: int) -> list[Any]:
    """What comes in this step; the first one is no more than a start."""
    return all_[len(all_) * (step - 1) // STEPS : len(all_) * step // STEPS]
