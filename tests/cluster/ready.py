"""Whether a part of the cluster does what it is there for."""

import http.client
import socket
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import redis
from celery import Celery
from kombu.exceptions import OperationalError

from helpdesk.services.readiness import Probe

from .parts import Part

Ready = Callable[[Part], bool]


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


def writes(file: Path) -> Ready:
    """A beat: it notes what it has sent."""

    def is_ready(part: Part) -> bool:
        found = file.parent.glob(f"{file.name}*")
        return any(path.stat().st_mtime >= part.started_at for path in found)

    return is_ready
