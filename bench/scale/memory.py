"""What an open socket holds of the memory of the web process (RSS), as the slope over steps of
hundreds of sockets, so that what the process has anyway does not count. Idle: widgets in ten
companies whose visitors have said nothing. A chat: an open one with four entries, whose visitor is
here and whose operator has it open, fifty chats to a console. Who connects is the widget's own
connection module, offering compression as browsers do.
"""

import json
import time
from collections.abc import Callable
from statistics import linear_regression

from bench.proof.figures import Figure
from bench.proof.place import Place
from bench.proof.serving import Served

from .consoles import Consoles
from .crowd import Crowd, Visit
from .web import serve

NAME = "memory"
VISITORS, CHATS = 2000, 1000
STEPS = 4
MOST_KIB = 35.0
AT_ONCE = 50
WITHIN_S = 60.0
SETTLED_AFTER_S = 2.0


def run(place: Place, say: Callable[[str], None]) -> list[Figure]:
    idle, empty = _measure(place, say, "visitors", VISITORS)
    chat, _ = _measure(place, say, "chats", CHATS)
    goal = f"at most {MOST_KIB:.0f}"
    return [
        Figure(NAME, "an idle visitor connection", "ours", idle, "KiB", goal, idle <= MOST_KIB),
        Figure(NAME, "an open chat, both sides", "ours", chat, "KiB"),
        Figure(NAME, "a web process before anybody came", "ours", empty / 1024, "MiB"),
    ]


def _measure(
    place: Place, say: Callable[[str], None], kind: str, number: int
) -> tuple[float, float]:
    """(KiB for each, KiB before the first)"""
    with place.of_a_part():
        environment = place.database(f"memory_{kind}")
        stored = json.loads(place.python(*STORE, kind, str(number), environment=environment))
        web = serve(place, environment, f"memory-{kind}")
        crowd = place.keep(Crowd(place.log("crowd")))
        consoles = place.keep(Consoles(web.origin))
        empty = web.rss() / 1024
        here, held = [], []
        for step in range(STEPS + 1):  # the first step is no more than a start
            if step:
                _come(web, crowd, consoles, stored, step)
            here.append(step * number // STEPS)
            time.sleep(SETTLED_AFTER_S)
            held.append(web.rss() / 1024)
            say(f"{here[-1]} {kind}: {held[-1] / 1024:.0f} MiB")
        return linear_regression(here[1:], held[1:]).slope, empty


STORE = ("-m", "bench.scale.stored")


def _come(web: Served, crowd: Crowd, consoles: Consoles, stored: dict, step: int) -> None:
    visits = [Visit(*each) for each in stored["visitors"]]
    crowd.visit(web.origin, _share(visits, step), at_once=AT_ONCE, within_s=WITHIN_S)
    consoles.open(_share(stored["operators"], step))


def _share(all_: list, step: int) -> list:
    return all_[len(all_) * (step - 1) // STEPS : len(all_) * step // STEPS]
