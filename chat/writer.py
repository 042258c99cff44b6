"""The fast path: everything that came in while the last commit ran is one transaction.

A process has one writer. Consumers hand it messages; it takes all that wait, appends them in one
thread hop and one commit, and answers each sender. Under load the commit is shared. Measured on a
prototype before the first line was written, messages a second of one process on two cores, durable,
with row-level security: 222 with a row lock and an ORM insert each, 1,795 this way.

A batch is three statements for each company in it (lock, append, how the chats look now), prepared
and said in one pipeline: two waits for PostgreSQL with the commit, where there were four for each
company and two more. Server CPU a message, 8 companies of 50 chats, saturated (docs/performance.md
has the whole way and `make bench` the figures of today): 0.53 ms with a round trip and a compiled
queryset for each, 0.37 ms so.

What the fast statement leaves out (the first message of a visitor, a closed conversation, one
nobody has taken, a message that brings something along) goes the careful way (`chat.posts`),
here, before anything later is written: so the messages of one sender keep their order.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from time import perf_counter

from django.db import InterfaceError, OperationalError, connection, transaction

from helpdesk.tenancy import tenant_scope
from helpdesk.watch.meters import BATCH as BATCH_SIZE
from helpdesk.watch.meters import COMMIT_S, MESSAGE_S, NOT_STORED

from .actions import Refused
from .events import announce_entries
from .log import Appended, begin_appending
from .posts import Outcome, Post, is_unreachable, write_carefully
from .reading import begin_summaries

logger = logging.getLogger(__name__)

BATCH = 500
MOST_WAITING = 10_000


class Writer:
    """`submit` from the event loop; the future has an `Appended`, or raises `Refused`,
    `OperationalError` when the database is out of reach, or what else went wrong."""

    def __init__(self) -> None:
        self._waiting: list[tuple[Post, asyncio.Future[Appended], float]] = []
        self._wake = asyncio.Event()
        self._thread = ThreadPoolExecutor(1, "writer")
        self._task = asyncio.create_task(self._run())

    def submit(self, post: Post) -> "asyncio.Future[Appended]":
        future: asyncio.Future[Appended] = asyncio.get_running_loop().create_future()
        if len(self._waiting) >= MOST_WAITING:
            NOT_STORED.labels("full").inc()
            future.set_exception(Refused("unavailable"))
        else:
            self._waiting.append((post, future, perf_counter()))
            self._wake.set()
        return future

    @property
    def waiting(self) -> int:
        """Messages that have not been handed to the database yet."""
        return len(self._waiting)

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            await self._wake.wait()
            batch, self._waiting = self._waiting[:BATCH], self._waiting[BATCH:]
            if not self._waiting:
                self._wake.clear()
            posts = [post for post, _, _ in batch]
            began = perf_counter()
            outcomes = await loop.run_in_executor(self._thread, write, posts)
            BATCH_SIZE.note(len(posts))
            COMMIT_S.note(perf_counter() - began)
            if lost := next(filter(is_unreachable, outcomes), None):
                # What came in meanwhile must not overtake what has to be sent again.
                batch, self._waiting = batch + self._waiting, []
                outcomes += [lost] * (len(batch) - len(outcomes))
                self._wake.clear()
            for (_, future, came), outcome in zip(batch, outcomes, strict=True):
                _settle(future, outcome)
                _note(outcome, perf_counter() - came)

    async def close(self) -> None:
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        self._thread.submit(connection.close)
        self._thread.shutdown()


def _settle(future: "asyncio.Future[Appended]", outcome: Outcome) -> None:
    if future.cancelled():
        return
    if isinstance(outcome, Exception):
        future.set_exception(outcome)
    else:
        future.set_result(outcome)


def _note(outcome: Outcome, took_s: float) -> None:
    if not isinstance(outcome, Exception):
        MESSAGE_S.note(took_s)
    elif isinstance(outcome, Refused):
        NOT_STORED.labels("refused").inc()
    else:
        NOT_STORED.labels("unreachable" if is_unreachable(outcome) else "failed").inc()


def write(posts: Sequence[Post]) -> list[Outcome]:
    """Runs in the writer's thread. One outcome for each post, in order; never raises."""
    outcomes = _try_together(posts)
    if any(map(is_unreachable, outcomes)):  # once more: it may have been only this connection
        outcomes = _try_together(posts)
    return _write_the_rest_alone(posts, outcomes)


def _try_together(posts: Sequence[Post]) -> Sequence[Outcome | None]:
    try:
        return _write_together(posts)
    except (OperationalError, InterfaceError) as error:
        connection.close()
        return [error] * len(posts)
    except Exception as error:
        logger.error("a batch of %d failed together: %s", len(posts), type(error).__name__)
        return [None] * len(posts)


def _write_the_rest_alone(
    posts: Sequence[Post], outcomes: Sequence[Outcome | None]
) -> list[Outcome]:
    """In order, and none any more once the database is lost."""
    settled: list[Outcome] = []
    lost: Outcome | None = None
    for post, known in zip(posts, outcomes, strict=True):
        outcome = known or lost or write_carefully(post)
        lost = outcome if is_unreachable(outcome) else lost
        settled.append(outcome)
    return settled


def _write_together(posts: Sequence[Post]) -> list[Outcome | None]:
    """One transaction for all; None for what has to go the careful way."""
    by_tenant: dict[int, list[int]] = defaultdict(list)
    careful = set()  # who goes the other way in this batch: all that follows of theirs does, too
    for index, post in enumerate(posts):
        author = (type(post.author), post.author.pk)
        if post.conversation_id is None or post.enclosed:
            careful.add(author)
        elif author not in careful:
            by_tenant[post.tenant_id].append(index)
    outcomes: list[Outcome | None] = [None] * len(posts)
    with transaction.atomic():
        with connection.pipeline():
            begun = [
                (tenant_id, indexes, *_begin(tenant_id, [posts[index] for index in indexes]))
                for tenant_id, indexes in sorted(by_tenant.items())
            ]
            done = [(*whose, appended(), summaries()) for *whose, appended, summaries in begun]
        for tenant_id, indexes, appended, summaries in done:
            announce_entries(tenant_id, appended, known=summaries)
            for index, result in zip(indexes, appended, strict=True):
                if result.seq is not None and result.is_same_sender:
                    outcomes[index] = result
    return outcomes


def _begin(tenant_id: int, posts: Sequence[Post]) -> tuple[Callable, Callable]:
    """Says what has to be said for one company; both are answered when they are called."""
    with tenant_scope(tenant_id):
        appended = begin_appending([post.entry() for post in posts])
        return appended, begin_summaries({post.conversation_id for post in posts})
