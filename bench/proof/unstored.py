"""The helpdesk with its log switched off: `python -m bench.proof.unstored`, with the arguments of
`helpdesk.services.web`.

Everything but storing is as it is served: sockets, frames, rate limits, fan-out to both sides, the
hint to other processes through Redis. What a message costs more in the helpdesk is what its
durability costs.
"""

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import django

django.setup()

from chat import events, fanout, runtime, units  # noqa: E402  (apps are ready now)
from chat.log import Appended  # noqa: E402
from chat.reading import summary  # noqa: E402
from chat.writer import Post  # noqa: E402
from helpdesk.services.web import Web  # noqa: E402

Summary = dict[str, Any]


class Unstored:
    """Stands where `chat.writer.Writer` does: numbers a message, tells both sides and acknowledges.
    How a conversation looks is read from the database once and then kept up in memory."""

    summaries: dict[int, Summary]

    def __init__(self) -> None:
        self.summaries = {}
        self._reading: set[asyncio.Task[None]] = set()

    def submit(self, post: Post) -> "asyncio.Future[Appended]":
        future: asyncio.Future[Appended] = asyncio.get_running_loop().create_future()
        if post.conversation_id in self.summaries:
            self._tell(post, future)
        else:
            task = asyncio.ensure_future(self._read_and_tell(post, future))
            self._reading.add(task)
            task.add_done_callback(self._reading.discard)
        return future

    async def _read_and_tell(self, post: Post, future: "asyncio.Future[Appended]") -> None:
        assert post.conversation_id is not None
        found = await units.in_tenant(post.tenant_id, summary, post.conversation_id)
        self.summaries.setdefault(post.conversation_id, found)
        self._tell(post, future)

    def _tell(self, post: Post, future: "asyncio.Future[Appended]") -> None:
        assert post.conversation_id is not None
        known = self.summaries[post.conversation_id]
        known["head"] += 1
        known["public_head"] += 1
        known["preview"] = {"author": "visitor", "body": post.body}
        entry, now = post.entry(), datetime.now(UTC)
        appended = Appended(entry, known["head"], known["public_head"], now, True, True)
        events.announce_entries(post.tenant_id, [appended])
        future.set_result(appended)

    async def close(self) -> None:
        for task in self._reading:
            task.cancel()


def kept(conversation_ids: Iterable[int]) -> dict[int, Summary]:
    """Instead of `chat.reading.summaries`."""
    writer = runtime.runtime().writer
    assert isinstance(writer, Unstored)
    return {number: writer.summaries[number] for number in conversation_ids}


def switch_the_log_off() -> None:
    """In this process. There is no commit to wait for: what is announced is sent."""
    runtime.Writer = Unstored  # type: ignore[misc, assignment]
    events.summaries = kept
    events.announce_drawn = fanout.send_drawn


if __name__ == "__main__":
    switch_the_log_off()
    Web.entrypoint()
