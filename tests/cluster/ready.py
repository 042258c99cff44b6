"""Whether a part of the cluster does what it is there for."""

import http.client
import socket
import time
from collections.abc import Callable
from contextlib import closing

import redis
from celery import Celery
from kombu.exceptions import OperationalError

from helpdesk.services.readiness import Probe

from .parts import Part

Ready = Callable[[Part], bool]

STAYS_S = 5.0


def pings(url: str) -> Ready:
    """A Redis."""

    def is_ready(part: Part) -> bool:
        with redis.Redis.from_url(url, socket_timeout=1, socket_connect_timeout=1) as client:
            try:
                return bool(client.ping())
            except redis.RedisError:
                return False

    return is_ready


def listens(address: str, port: int) -> Ready:
    def is_ready(part: Part) -> bool:
        try:
            with closing(socket.create_connection((address, port), timeout=1)):
                return True
        except OSError:
            return False

    return is_ready


def takes_people(url: str, public_url: str) -> Ready:
    """A web process that a proxy may send people to."""

    def is_ready(part: Part) -> bool:
        try:
            Probe(url, public_url).get("/readyz?only=web")
        except (OSError, http.client.HTTPException, ValueError):
            return False
        return True

    return is_ready


def answers_pings(broker: Callable[[], Celery], name: str) -> Ready:
    """A worker, asked through Redis."""

    def is_ready(part: Part) -> bool:
        with broker() as app:
            try:
                return bool(app.control.ping(destination=[name], timeout=1.0))
            except (OperationalError, redis.RedisError, OSError):
                return False

    return is_ready


def stays(part: Part) -> bool:
    """A beat: what it cannot begin with ends it at once. Its file tells nothing: on Debian's Python
    it is written at the end."""
    return time.time() - part.started_at > STAYS_S
