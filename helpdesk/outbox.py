"""What outboxes have in common: a row is the job, workers are only told its id.

A look at a company takes the rows that are due (`take_due`) and tells workers; a row whose worker
never came is handed over again a little later. What did not work is tried again after a pause that
grows (`later`). Sending happens in threads of its own (`Threads`), so that somebody else's slow
server holds up nothing but what goes there.
"""

import logging
import random
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime, timedelta

from celery.signals import worker_shutting_down
from django.db import connection, transaction

from helpdesk.watch.calls import Call, enter, leave
from helpdesk.watch.meters import OUTBOX

logger = logging.getLogger(__name__)

AT_ONCE = 100
HAND_AGAIN = timedelta(seconds=15)

# Materialised: as a plain subquery PostgreSQL may run it more than once, and past its limit.
HAND_OVER = """
WITH due AS MATERIALIZED (
    SELECT m.id FROM {table} m
    WHERE m.tenant_id = %(tenant)s AND m.state = 'queued' AND m.due_at <= %(now)s
      AND (m.handed_at IS NULL OR m.handed_at <= %(before)s) {also}
    ORDER BY m.due_at, m.id LIMIT %(most)s FOR UPDATE SKIP LOCKED
)
UPDATE {table} m SET handed_at = %(now)s FROM due WHERE m.id = due.id RETURNING m.id
"""


@transaction.atomic
def take_due(table: str, tenant_id: int, now: datetime, *, also: str = "") -> list[int]:
    """Ids of rows to tell workers of now, marked as handed over. `table` has the columns state,
    due_at and handed_at; `also`: further conditions in SQL, the row being `m`."""
    with connection.cursor() as cursor:
        cursor.execute(
            HAND_OVER.format(table=table, also=also),
            {"tenant": tenant_id, "now": now, "before": now - HAND_AGAIN, "most": AT_ONCE},
        )
        return sorted(row[0] for row in cursor.fetchall())


def later(now: datetime, pause: timedelta) -> datetime:
    """After that pause, a little random, so that not all come back at once."""
    return now + pause * random.uniform(1.0, 1.2)


class Threads:
    """`work(tenant_id, row_id)` at most `size` at a time, in threads that end with the worker."""

    def __init__(self, name: str, size: Callable[[], int], work: Callable[[int, int], None]):
        self.name, self.size, self.work = name, size, work
        self._pool: ThreadPoolExecutor | None = None

    def soon(self, tenant_id: int, row_id: int) -> Future[None]:
        if self._pool is None:
            pool = self._pool = ThreadPoolExecutor(self.size(), self.name)
            worker_shutting_down.connect(
                lambda **_: pool.shutdown(wait=False, cancel_futures=True), weak=False
            )
        return self._pool.submit(self._run, tenant_id, row_id)

    def _run(self, tenant_id: int, row_id: int) -> None:
        call = Call(f"{self.name}-{row_id}", self.name)
        call.tenant_id = tenant_id
        token = enter(call)
        try:
            self.work(tenant_id, row_id)
            OUTBOX.labels(self.name, "done").inc()
        except Exception as error:  # the row is looked at again: its claim ends by itself
            OUTBOX.labels(self.name, "failed").inc()
            logger.error("%s %s: %s", self.name, row_id, type(error).__name__)
        finally:
            leave(token)
            connection.close()
