"""One Redis of the fan-out (`chat.fanout_redis`): what is sent there, and what is heard of it."""

import asyncio
import contextlib
import logging
from time import perf_counter
from typing import Any

import redis.asyncio
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from helpdesk.watch.meters import HINT_S, HINTS_DROPPED

from . import shards
from .fanout import LocalGroups
from .shards import PREFIX

logger = logging.getLogger(__name__)

NOBODY = "-"
SUBSCRIBE_TIMEOUT = 2.0
SLOW_FOR, HARDLY = 10.0, 0.05  # where one has waited in vain, others hardly wait
RECONNECT_PAUSE = 0.5
SILENT_S = 20.0  # then Redis is asked whether it is there
ANSWERS_WITHIN_S = 5.0
MOST_OUTGOING = 20_000  # hints to one shard; what is more is lost


class Shard:
    """One Redis: what is sent there, and a subscription to those of its groups that somebody here
    is in."""

    def __init__(self, url: str, groups: LocalGroups, origin: str) -> None:
        self.place = shards.place(url)
        self.groups = groups
        self.origin = origin
        self._redis = redis.asyncio.Redis.from_url(
            url,
            socket_connect_timeout=2,
            socket_timeout=None,
            retry=Retry(NoBackoff(), 0),  # the loops below try again themselves
        )
        self._pubsub = self._redis.pubsub()
        self._is_tried = asyncio.Event()
        self._is_down = False  # then nobody waits for it: `_subscribe_all` comes when it is back
        self._slow_until = 0.0
        self._confirmed: dict[str, asyncio.Event] = {}  # for every group that somebody is in
        self._sure = asyncio.Event()  # shared by all groups that are confirmed
        self._sure.set()
        self._outgoing: asyncio.Queue[tuple[str, str]] = asyncio.Queue(maxsize=MOST_OUTGOING)
        self._tasks = [
            asyncio.create_task(self._listen()),
            asyncio.create_task(self._send_outgoing()),
        ]

    # --- who listens here ---------------------------------------------------------------------

    async def join(self, group: str, *, is_first: bool) -> None:
        if is_first:
            self._confirmed[group] = asyncio.Event()
        now = asyncio.get_running_loop().time()
        try:
            async with asyncio.timeout(HARDLY if now < self._slow_until else SUBSCRIBE_TIMEOUT):
                await self._subscribed(group, is_first)
        except TimeoutError:
            self._slow_until = now + SUBSCRIBE_TIMEOUT + SLOW_FOR
        except (RedisError, OSError):
            pass

    async def _subscribed(self, group: str, is_first: bool) -> None:
        await self._is_tried.wait()
        if self._is_down:
            return
        if is_first:
            await self._pubsub.subscribe(PREFIX + group)
        if event := self._confirmed.get(group):  # else it left again meanwhile
            await event.wait()

    async def leave(self, group: str) -> None:
        """The last one of a group has left."""
        if group in self.groups.members:  # somebody joined again meanwhile
            return
        self._confirmed.pop(group, None)
        with contextlib.suppress(RedisError, OSError):
            if not self._is_down:
                await self._pubsub.unsubscribe(PREFIX + group)

    # --- out ----------------------------------------------------------------------------------

    def send(self, group: str, text: str) -> None:
        """In the background; never waits."""
        try:
            self._outgoing.put_nowait((group, text))
        except asyncio.QueueFull:
            HINTS_DROPPED.labels("full").inc()

    @property
    def waiting(self) -> int:
        return self._outgoing.qsize()

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
                HINTS_DROPPED.labels("redis").inc(len(batch))
                if not self._is_down:
                    why = type(error).__name__
                    logger.warning("hints lost, Redis at %s does not answer: %s", self.place, why)

    # --- in -----------------------------------------------------------------------------------

    async def _listen(self) -> None:
        while True:
            try:
                await self._subscribe_all()
                self._is_down = False
                self._is_tried.set()
                while True:
                    self._received(await self._next())
            except Exception as error:
                if not self._is_down:
                    why = type(error).__name__
                    logger.warning("Redis subscription at %s lost: %s", self.place, why)
                self._is_down = True
                self._is_tried.set()
                for group, event in self._confirmed.items():
                    if event is self._sure:
                        self._confirmed[group] = asyncio.Event()
                await asyncio.sleep(RECONNECT_PAUSE)

    async def _next(self) -> dict[str, Any]:
        """Raises TimeoutError when Redis is gone without a word, as a machine without power is, or
        one behind a firewall that has forgotten us: a line that only listens would never learn."""
        message = await self._pubsub.get_message(timeout=SILENT_S)
        if message is None:
            await self._pubsub.ping()
            message = await self._pubsub.get_message(timeout=ANSWERS_WITHIN_S)
        if message is None:
            raise TimeoutError
        return message

    async def _subscribe_all(self) -> None:
        """On a connection of its own: nobody else may be using the one that broke."""
        with contextlib.suppress(Exception):
            await self._pubsub.aclose()
        self._pubsub = self._redis.pubsub()
        await self._pubsub.subscribe(PREFIX + NOBODY)
        if self._confirmed:
            await self._pubsub.subscribe(*(PREFIX + group for group in self._confirmed))

    def _received(self, message: dict[str, Any]) -> None:
        if message["type"] not in ("subscribe", "message"):
            return
        group = message["channel"].decode().removeprefix(PREFIX)
        if message["type"] == "subscribe":
            if event := self._confirmed.get(group):
                event.set()
                self._confirmed[group] = self._sure
        elif message["type"] == "message":
            text = message["data"].decode()
            if text[: len(self.origin)] != self.origin:
                self.groups.deliver(group, text[len(self.origin) :])
            elif group == NOBODY:
                HINT_S.note(perf_counter() - float(text[len(self.origin) :]))

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        with contextlib.suppress(RedisError, OSError):
            await self._pubsub.aclose()
            await self._redis.aclose()
