"""Signs of life of the worker and of beat, kept in Redis for a short while."""

import logging

import redis
from django.conf import settings

BEAT_EVERY_S = 5
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
    except redis.RedisError as error:
        logger.warning("Cannot note that %s is alive: %s", name, type(error).__name__)
