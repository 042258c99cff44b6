"""The fan-out that serves: local sockets at once, other processes through Redis.

One subscription for each process and shard (`chat.shards`). Shards know nothing of each other: one
that is lost loses its own hints, and nobody waits for it.
"""

import asyncio
import secrets
from collections.abc import Sequence
from time import perf_counter

from . import shards
from .fanout import Listener, LocalGroups
from .fanout_shard import NOBODY, Shard


class RedisFanout:
    def __init__(self) -> None:
        self.groups = LocalGroups()
        self.origin = secrets.token_hex(4)
        self._shards = [Shard(url, self.groups, self.origin) for url in shards.urls()]
        self._leaving: set[asyncio.Task[None]] = set()

    def _shard(self, group: str) -> Shard:
        return self._shards[shards.number_of(group, len(self._shards))]

    async def join(self, group: str, listener: Listener) -> None:
        is_first = self.groups.add(group, listener)
        await self._shard(group).join(group, is_first=is_first)

    def leave(self, group: str, listener: Listener) -> None:
        if self.groups.discard(group, listener):
            task = asyncio.create_task(self._shard(group).leave(group))
            self._leaving.add(task)
            task.add_done_callback(self._leaving.discard)

    def publish(self, texts: Sequence[tuple[str, str]]) -> None:
        for group, text in texts:
            self.groups.deliver(group, text)
            self._shard(group).send(group, text)

    def echo(self) -> None:
        for shard in self._shards:
            shard.send(NOBODY, str(perf_counter()))

    @property
    def waiting(self) -> int:
        return sum(shard.waiting for shard in self._shards)

    async def close(self) -> None:
        await asyncio.gather(*(shard.close() for shard in self._shards))
