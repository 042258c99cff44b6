"""Whether all machines agree on what time it is: what is due when comes from each of them."""

import http.client
import time
from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings

from chat import shards
from helpdesk.services.readiness import Probe

from .hands import ask_workers
from .place import Installation, Trouble, ask_redis, rows

MOST_APART_S = 1.0
NOW = "SELECT extract(epoch FROM clock_timestamp())::float8"


def clocks(place: Installation) -> str:
    """How far the others are from this machine's, at least: what an answer took is not counted."""
    apart = dict(_all(place))
    for name, seconds in apart.items():
        if abs(seconds) > MOST_APART_S:
            ahead = "ahead of" if seconds > 0 else "behind"
            raise Trouble(f"{name} is {abs(seconds):.1f} s {ahead} this machine: keep time by NTP")
    most = max(map(abs, apart.values()))
    return f"{len(apart) + 1} agree, at most {most:.1f} s apart"


def _all(place: Installation) -> Iterator[tuple[str, float]]:
    yield "PostgreSQL", _apart(lambda: rows(NOW)[0][0])
    for url in dict.fromkeys([settings.REDIS_URL, *shards.urls()]):
        yield f"Redis at {shards.place(url)}", _apart(lambda url=url: _of_redis(url))
    for url in place.urls:
        yield url, _apart(lambda url=url: _of_web(url))
    began = time.time()
    for answer in ask_workers("wall_clock"):
        for name, told in answer.items():
            yield name, _outside(told["now"], began, time.time())


def _apart(ask: Callable[[], float]) -> float:
    began = time.time()
    now = ask()
    return _outside(now, began, time.time())


def _outside(now: float, began: float, ended: float) -> float:
    """0.0 where it may be the same clock; else how far it is from when it was asked."""
    return max(now - ended, 0.0) + min(now - began, 0.0)


def _of_redis(url: str) -> float:
    seconds, micros = ask_redis(url, lambda client: client.time())
    return seconds + micros / 1e6


def _of_web(url: str) -> float:
    try:
        answer: Any = Probe(url, settings.PUBLIC_URL).headers_of("/healthz")
        return float(answer["X-Clock"])
    except (OSError, http.client.HTTPException, ValueError, TypeError) as error:
        raise Trouble(f"{url} does not tell its time: {error}") from None
