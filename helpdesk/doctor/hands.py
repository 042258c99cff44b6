"""Who works in the background: workers, beat, and what waits for them."""

import http.client
from typing import Any

import redis
from django.conf import settings
from kombu.exceptions import OperationalError

from helpdesk.celery import app
from helpdesk.services.readiness import Probe
from helpdesk.vitals import names_of

from .place import Installation, Trouble, ask_redis, counted

ANSWER_WITHIN_S = 1.5
MOST_WAITING = 1_000


def worker(place: Installation) -> str:
    _heard("worker", place)
    names = [name for answer in ask_workers("ping") for name in answer]
    if not names:
        raise Trouble(f"a heartbeat was seen, and no worker answers within {ANSWER_WITHIN_S} s")
    waiting = ask_redis(settings.REDIS_URL, lambda client: client.llen("celery"))
    if waiting > MOST_WAITING:
        raise Trouble(f"{waiting} tasks wait for {counted(len(names), 'worker')}")
    return f"{counted(len(names), 'worker')}, {counted(waiting, 'task')} waiting"


def beat(place: Installation) -> str:
    """Two do no harm: what is due is taken under a lock, once."""
    _heard("beat", place)
    here = ask_redis(settings.REDIS_URL, lambda client: names_of(client, "beat"))
    more = "; one is enough, more do no harm" if len(here) > 1 else ""
    return f"heartbeat seen of {counted(len(here), 'beat')}{more}"


def ask_workers(question: str) -> list[dict[str, Any]]:
    """[{name of a worker: its answer}] of those who answer in time."""
    try:
        return app.control.broadcast(question, reply=True, timeout=ANSWER_WITHIN_S) or []
    except (OperationalError, redis.RedisError) as error:
        raise Trouble(f"no way to the workers: {error}") from None


def _heard(name: str, place: Installation) -> None:
    """As the first web process that was named reports it at /readyz."""
    url = place.urls[0]
    try:
        why = Probe(url, settings.PUBLIC_URL).components().get(name, "not reported")
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Trouble(f"{url}/readyz does not answer: {error}") from None
    if why != "ok":
        raise Trouble(why)
