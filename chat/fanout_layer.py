"""The fan-out over a standard Channels layer: one channel for the process, the same interface.

Not what serves (`FANOUT` says which does); the tests and benchmarks compare the two.
"""

import asyncio
import contextlib
from collections.abc import Sequence
from typing import Any

from channels.layers import get_channel_layer

from .fanout import Listener, LocalGroups


class LayerFanout:
    """Needs CHANNEL_LAYERS["default"], such as RedisPubSubChannelLayer."""

    def __init__(self, layer: Any = None) -> None:
        self.groups = LocalGroups()
        self.layer = layer or get_channel_layer()
        self._channel: str | None = None
        self._tasks = [asyncio.create_task(self._listen())]
        self._ready = asyncio.Event()

    async def join(self, group: str, listener: Listener) -> None:
        await self._ready.wait()
        if self.groups.add(group, listener):
            await self.layer.group_add(group, self._channel)

    def leave(self, group: str, listener: Listener) -> None:
        if self.groups.discard(group, listener):
            self._later(self._discard(group))

    async def _discard(self, group: str) -> None:
        if group not in self.groups.members:  # else somebody joined again meanwhile
            await self.layer.group_discard(group, self._channel)

    def publish(self, texts: Sequence[tuple[str, str]]) -> None:
        for group, text in texts:
            message = {"type": "hint", "group": group, "text": text}
            self._later(self.layer.group_send(group, message))

    def echo(self) -> None:
        """A layer keeps its channels to itself: nothing is timed."""

    @property
    def waiting(self) -> int:
        return len(self._tasks)

    def _later(self, work: Any) -> None:
        self._tasks = [task for task in self._tasks if not task.done()]
        self._tasks.append(asyncio.ensure_future(work))

    async def _listen(self) -> None:
        self._channel = await self.layer.new_channel()
        self._ready.set()
        while True:
            message = await self.layer.receive(self._channel)
            self.groups.deliver(message["group"], message["text"])

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        with contextlib.suppress(Exception):
            await self.layer.flush()
