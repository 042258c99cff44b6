"""From a commit to every socket that should hear of it.

Each process has one `Fanout`: it hands a text to the local sockets of a group directly and
publishes it once for the other processes, which hold one Redis subscription between all their
sockets (`chat.fanout_redis`). Hints only: whatever is lost here is found again by the heartbeat
(docs/protocol.md). `chat.fanout_layer` is the same thing over a Channels layer, to compare with.
"""

import asyncio
import json
import logging
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Sequence
from contextvars import Context
from typing import Any, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from .shards import publish_blocking

logger = logging.getLogger(__name__)


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

    def echo(self) -> None:
        """Times a hint's way to the other processes, by one that comes back to this one."""

    @property
    def waiting(self) -> int:
        """Hints that are on their way out."""

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


# --- The one way out, for consumers, views and tasks alike ------------------------------------


Pushes = Iterable[tuple[str, dict[str, Any]]]  # groups and frames
Texts = list[tuple[str, str]]


class Here:
    """The event loop that has sockets, its fan-out, and the way to it for other threads."""

    def __init__(self, loop: asyncio.AbstractEventLoop, fanout: Fanout) -> None:
        self.loop, self.fanout = loop, fanout
        self._drawings: deque[Callable[[], Texts]] = deque()
        self._is_awake = False

    def hand_over(self, texts: Callable[[], Texts]) -> None:
        """In the order it was called. The loop is woken once for all that comes until then."""
        self._drawings.append(texts)
        if not self._is_awake:
            self._is_awake = True
            self.loop.call_soon_threadsafe(self._publish)

    def _publish(self) -> None:
        self._is_awake = False  # before anything is taken: what comes from now on wakes it again
        for _ in range(len(self._drawings)):
            try:
                self.fanout.publish(self._drawings.popleft()())
            except Exception as error:  # of one hint: the next ones are another matter
                logger.error("a hint was not told: %s", type(error).__name__)


_here: Here | None = None


def local() -> Fanout:
    """The fan-out of the running event loop; made on first use."""
    global _here
    loop = asyncio.get_running_loop()
    if _here is None or _here.loop is not loop:
        made = Context().run(import_string(settings.FANOUT))  # outlives whoever asked
        _here = Here(loop, made)
    return _here.fanout


def send(pushes: Pushes) -> None:
    """From any thread of any process."""
    texts = encoded(pushes)
    _send(lambda: texts)


def send_drawn(draw: Callable[[], Pushes]) -> None:
    """The same of what `draw` makes, on the event loop where there is one: then the thread that
    has committed goes on with the next batch meanwhile."""
    _send(lambda: encoded(draw()))


def _send(texts: Callable[[], Texts]) -> None:
    if _here is None or not _here.loop.is_running():
        publish_blocking(texts())
    else:
        _here.hand_over(texts)


def encoded(pushes: Pushes) -> Texts:
    """Each frame once, for everybody who hears it."""
    return [(group, encode(frame)) for group, frame in pushes]


def running() -> Fanout | None:
    """What there is, if anything was begun; to be looked at from its own event loop."""
    return _here.fanout if _here else None


encode: Callable[[dict[str, Any]], str] = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":")
).encode
