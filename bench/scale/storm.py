"""Everybody comes back at once: 5,000 widgets are connected when the web process dies (kill -9) and
is started again at once, as its supervisor does. The widgets are the product's own connection
module with its own pauses; one of them is back when it has been welcomed again. The rate is that of
the middle 80 % of those who came back. Whoever gets nowhere three times over goes on by HTTP, which
is no loss and is counted.
"""

import json
import time
from collections.abc import Callable
from typing import Any

from bench.proof.figures import Figure
from bench.proof.place import Place

from .crowd import Crowd, Visit
from .memory import STORE
from .web import serve

NAME = "storm"
SOCKETS = 5000
GOAL_S = 30.0
COME_WITHIN_S, GIVE_UP_AFTER_S = 150.0, 75.0
AT_ONCE = 100


def run(place: Place, say: Callable[[str], None]) -> list[Figure]:
    environment = place.database("storm")
    stored = json.loads(place.python(*STORE, "visitors", str(SOCKETS), environment=environment))
    web = serve(place, environment, "storm")
    crowd = place.keep(Crowd(place.log("crowd")))
    visits = [Visit(*each) for each in stored]
    came = crowd.visit(web.origin, visits, at_once=AT_ONCE, within_s=COME_WITHIN_S)
    say(f"{SOCKETS} are here after {came['ms'] / 1000:.0f} s; the server is killed")
    crowd.mark()
    web.kill()
    web.begin()
    told = _wait(crowd, say)
    return _figures(told, came, web.cpu_s())


def _wait(crowd: Crowd, say: Callable[[str], None]) -> dict[str, Any]:
    give_up = time.monotonic() + GIVE_UP_AFTER_S
    while time.monotonic() < give_up:
        time.sleep(1)
        told = crowd.told()
        say(f"{told['welcomes']} are back, {told['attempts']} attempts")
        if told["welcomes"] >= SOCKETS and told["here"] == SOCKETS:
            break
    return crowd.returns()


def _figures(told: dict[str, Any], came: dict[str, Any], cpu_s: float) -> list[Figure]:
    back = sorted(ms / 1000 for ms in told["back"] if ms)
    gone = SOCKETS - len(back)
    p99 = back[int(0.99 * SOCKETS)] if len(back) > 0.99 * SOCKETS else GIVE_UP_AFTER_S
    wrong = told["errors"] + told["refused"] + gone
    note = f"error codes {told['codes']}" if told["errors"] else ""

    def figure(name: str, value: float, unit: str, *goal: Any) -> Figure:
        return Figure(NAME, name, "ours", value, unit, *goal)

    return [
        figure("back, p50", back[len(back) // 2] if back else GIVE_UP_AFTER_S, "s"),
        figure("back, p99", p99, "s", f"below {GOAL_S:.0f}", p99 < GOAL_S),
        figure("the last one", back[-1] if back else GIVE_UP_AFTER_S, "s"),
        figure("errors, refusals, not back", wrong, "", "none", wrong == 0, note),
        figure("welcomes in the storm", _rate(back), "a second"),
        figure("attempts that came to nothing", told["attempts"] - told["welcomes"], ""),
        figure("went on by HTTP", told["polled"], ""),
        figure("connects, one after the other", SOCKETS / came["ms"] * 1000, "a second"),
        figure("server CPU a reconnect", 1000 * cpu_s / max(1, len(back)), "ms"),
    ]


def _rate(back: list[float]) -> float:
    first, last = len(back) // 10, 9 * len(back) // 10
    return (last - first) / max(0.001, back[last] - back[first]) if len(back) > 10 else 0.0
