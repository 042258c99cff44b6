"""From a commit to every socket that should hear of it.

Each process has one `Fanout`: it hands a text to the local sockets of a group directly and
publishes it once for the other processes, which hold one Redis subscription between all their
sockets. Hints only: whatever is lost here is found again by the heartbeat (docs/protocol.md).
`chat.fanout_layer` is the same thing over a Channels layer, to compare with.
"""

import asyncio
import contextlib
import json
import logging
import secrets
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Protocol

import redis
import redis.asyncio
from django.conf import settings
from django.utils.module_loading import import_string
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

PREFIX = "hint:"
NOBODY = "-"
SUBSCRIBE_TIMEOUT = 2.0
RECONNECT_PAUSE = 0.5


class Listener(Protocol):
    """A socket, as the fan-out sees it. `deliver` must not block."""

    def deliver(self, text: str) -> None: ...


class Fanout(Protocol):
    async def join(self, group: str, listener: Listener) -> None:
        """Returns once other processes' texts reach the listener too, or after a short wait
        when Redis does not answer."""

    def leave(self, group: str, listener: Listener) -> None: ...

    def publish(self, texts: Sequence[tuple[str, str]]) -> None:
        """(group, text) pairs, delivered here at once and sent to the others in the background."""

    async def close(self) -> None: ...


class LocalGroups:
    """Which of this process's sockets belong to which group."""

    def __init__(self) -> None:
        self.members: dict[str, set[Listener]] = defaultdict(set)

    def add(self, group: str, listener: Listener) -> bool:
        """True when the group was empty before."""
        is_first = group not in self.members
        self.members[group].add(listener)
        return is_first

    def discard(self, group: str, listener: Listener) -> bool:
        """True when the group is empty now."""
        listeners = self.members.get(group)
        if listeners is None:
            return False
        listeners.discard(listener)
        if listeners:
            return False
        del self.members[group]
        return True

    def deliver(self, group: str, text: str) -> None:
        for listener in tuple(self.members.get(group, ())):
            listener.deliver(text)


class RedisFanout:
    def __init__(self) -> None:
        self.groups = LocalGroups()
        self.origin = secrets.token_hex(4)
        self._redis = redis.asyncio.Redis.from_url(
            settings.REDIS_URL,
            socket_connect_timeout=2,
            socket_timeout=None,
            retry=Retry(NoBackoff(), 0),  # the loops below try again themselves
        )
        self._pubsub = self._redis.pubsub()
        self._is_tried = asyncio.Event()
        self._is_down = False  # then nobody waits for it: `_subscribe_all` comes when it is back
        self._confirmed: dict[str, asyncio.Event] = {}
        self._outgoing: asyncio.Queue[tuple[str, str]] = asyncio.Queue(maxsize=20_000)
        self._tasks = [
            asyncio.create_task(self._listen()),
            asyncio.create_task(self._send_outgoing()),
        ]

    async def join(self, group: str, listener: Listener) -> None:
        is_first = self.groups.add(group, listener)
        if is_first:
            self._confirmed[group] = asyncio.Event()
        with contextlib.suppress(RedisError, OSError, TimeoutError):
            async with asyncio.timeout(SUBSCRIBE_TIMEOUT):
                await self._is_tried.wait()
                if self._is_down:
                    return
                if is_first:
                    await self._pubsub.subscribe(PREFIX + group)
                if event := self._confirmed.get(group):  # else it left again meanwhile
                    await event.wait()

    def leave(self, group: str, listener: Listener) -> None:
        if self.groups.discard(group, listener):
            self._confirmed.pop(group, None)
            self._tasks.append(asyncio.create_task(self._unsubscribe(group)))
            self._tasks = [task for task in self._tasks if not task.done()]

    async def _unsubscribe(self, group: str) -> None:
        if group in self.groups.members:  # somebody joined again meanwhile
            return
        with contextlib.suppress(RedisError, OSError):
            if not self._is_down:
                await self._pubsub.unsubscribe(PREFIX + group)

    def publish(self, texts: Sequence[tuple[str, str]]) -> None:
        for group, text in texts:
            self.groups.deliver(group, text)
            with contextlib.suppress(asyncio.QueueFull):
                self._outgoing.put_nowait((group, text))

    async def _send_outgoing(self) -> None:
        while True:
            batch = [await self._outgoing.get()]
            while not self._outgoing.empty() and len(batch) < 500:
                batch.append(self._outgoing.get_nowait())
            try:
                pipe = self._redis.pipeline(transaction=False)
                for group, text in batch:
                    pipe.publish(PREFIX + group, f"{self.origin}{text}")
                async with asyncio.timeout(5):
                    await pipe.execute()
            except Exception as error:  # whatever it was: the next hints may get through
                if not self._is_down:
                    logger.warning("hints lost, Redis does not answer: %s", type(error).__name__)

    async def _listen(self) -> None:
        while True:
            try:
                await self._subscribe_all()
                self._is_down = False
                self._is_tried.set()
                while True:
                    message = await self._pubsub.get_message(timeout=None)
                    if message is not None:
                        self._received(message)
            except Exception as error:
                if not self._is_down:
                    logger.warning("Redis subscription lost: %s", type(error).__name__)
                self._is_down = True
                self._is_tried.set()
                for event in self._confirmed.values():
                    event.clear()
                await asyncio.sleep(RECONNECT_PAUSE)

    async def _subscribe_all(self) -> None:
        """On a connection of its own: nobody else may be using the one that broke."""
        with contextlib.suppress(Exception):
            await self._pubsub.aclose()
        self._pubsub = self._redis.pubsub()
        await self._pubsub.subscribe(PREFIX + NOBODY)
        if self.groups.members:
            await self._pubsub.subscribe(*(PREFIX + group for group in self.groups.members))

    def _received(self, message: dict[str, Any]) -> None:
        group = message["channel"].decode().removeprefix(PREFIX)
        if message["type"] == "subscribe":
            if event := self._confirmed.get(group):
                event.set()
        elif message["type"] == "message":
            text = message["data"].decode()
            if text[: len(self.origin)] != self.origin:
                self.groups.deliver(group, text[len(self.origin) :])

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        with contextlib.suppress(RedisError, OSError):
            await self._pubsub.aclose()
            await self._redis.aclose()


# --- The one way out, for consumers, views and tasks alike ------------------------------------

_here: tuple[asyncio.AbstractEventLoop, Fanout] | None = None


def local() -> Fanout:
    """The fan-out of the running event loop; made on first use."""
    global _here
    loop = asyncio.get_running_loop()
    if _here is None or _here[0] is not loop:
        _here = (loop, import_string(settings.FANOUT)())
    return _here[1]


def send(pushes: Sequence[Any]) -> None:
    """Encode each frame once and send it; from any thread of any process."""
    texts = [(group, encode(frame)) for group, frame in pushes]
    if _here is not None and _here[0].is_running():
        loop, fanout = _here
        loop.call_soon_threadsafe(fanout.publish, texts)
        return
    try:
        pipe = _sync_redis().pipeline(transaction=False)
        for group, text in texts:
            pipe.publish(PREFIX + group, f"{'0' * 8}{text}")
        pipe.execute()
    except (RedisError, OSError) as error:
        logger.warning("hints lost, Redis does not answer: %s", type(error).__name__)


def encode(frame: dict[str, Any]) -> str:
    return json.dumps(frame, ensure_ascii=False, separators=(",", ":"))


_redis_client: redis.Redis | None = None


def _sync_redis() -> redis.Redis:
    global _redis_client
    if _redis_client is None:
        _redis_client = redis.Redis.from_url(
            settings.REDIS_URL, socket_connect_timeout=2, socket_timeout=2
        )
    return _redis_client
