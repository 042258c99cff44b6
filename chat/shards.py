"""Which Redis carries the hints of which group, and the way to them without an event loop.

Hints alone are spread over `REDIS_SHARDS`: jobs, cache and signs of life stay on `REDIS_URL`. A
group belongs to one shard, told by its name, so that one publication reaches everybody who listens
and a shard that is lost makes its own groups late and no others. Every process needs the same list
in the same order; while it differs, hints of groups that moved are late as if they had been lost.
"""

import logging
import time
import zlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from urllib.parse import urlsplit

import redis
from django.conf import settings
from redis.exceptions import RedisError

from helpdesk.watch.meters import HINTS_DROPPED

logger = logging.getLogger(__name__)

PREFIX = "hint:"
NO_ORIGIN = "0" * 8  # of a process without sockets: nobody has to skip what it says
REST_S = 5.0  # how long a shard that does not answer is left alone by those who would wait for it


def urls() -> Sequence[str]:
    return settings.REDIS_SHARDS


def number_of(group: str, count: int) -> int:
    """0 to `count` - 1; the same in every process."""
    return zlib.crc32(group.encode()) % count if count > 1 else 0


def place(url: str) -> str:
    """host:port, for people: an address without its password."""
    parts = urlsplit(url)
    return f"{parts.hostname}:{parts.port or 6379}"


class BlockingShard:
    """One Redis, for threads that wait for its answer: workers and commands."""

    def __init__(self, url: str) -> None:
        self.place = place(url)
        self._redis = redis.Redis.from_url(url, socket_connect_timeout=2, socket_timeout=2)
        self._rests_until = 0.0

    def publish(self, texts: Iterable[tuple[str, str]]) -> None:
        """Says nothing, and waits for nothing, for a while after it has failed: who tells of ten
        changes must not wait for a lost machine ten times."""
        texts = list(texts)
        if time.monotonic() < self._rests_until:
            HINTS_DROPPED.labels("redis").inc(len(texts))
            return
        try:
            pipe = self._redis.pipeline(transaction=False)
            for group, text in texts:
                pipe.publish(PREFIX + group, NO_ORIGIN + text)
            pipe.execute()
        except (RedisError, OSError) as error:
            HINTS_DROPPED.labels("redis").inc(len(texts))
            self._rests_until = time.monotonic() + REST_S
            why = type(error).__name__
            logger.warning("hints lost, Redis at %s does not answer: %s", self.place, why)


@cache
def blocking() -> list[BlockingShard]:
    return [BlockingShard(url) for url in urls()]


def publish_blocking(texts: Iterable[tuple[str, str]]) -> None:
    """(group, text) pairs to all processes; from a thread of a process without sockets."""
    shards = blocking()
    by_shard: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for group, text in texts:
        by_shard[number_of(group, len(shards))].append((group, text))
    for number, some in by_shard.items():
        shards[number].publish(some)
