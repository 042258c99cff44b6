"""Signs of life of the worker and of beat, kept in Redis for a short while."""

import logging
import os
import socket
from typing import Any

import redis
from django.conf import settings

BEAT_EVERY_S = 5
HERE = f"{socket.gethostname()}-{os.getpid()}"
REMEMBERED_S = 20  # three heartbeats may be lost before somebody is called

logger = logging.getLogger(__name__)


def key(name: str) -> str:
    return f"health:{name}"


def note_alive(name: str) -> None:
    """Remember that `name` ("worker" or "beat") did its work just now."""
    try:
        with redis.Redis.from_url(
            settings.REDIS_URL, socket_timeout=2, socket_connect_timeout=2
        ) as client:
            client.set(key(name), 1, ex=REMEMBERED_S)
            client.set(key(f"{name}@{HERE}"), 1, ex=REMEMBERED_S)
    except redis.RedisError as error:
        logger.warning("Cannot note that %s is alive: %s", name, type(error).__name__)


def names_of(client: Any, name: str) -> list[str]:
    """Which processes were heard of under that name, by machine and process id."""
    start = key(f"{name}@")
    found = client.scan_iter(match=f"{start}*", count=1000)
    return sorted(each.decode().removeprefix(start) for each in found)
