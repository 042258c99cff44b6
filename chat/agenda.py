"""When each company has to be looked at next: what makes timers survive every restart.

The relay asks every other second which companies are due, without seeing into any of them, and
`chat.tending` looks at each. A company with a live chat is looked at every five seconds at least.
"""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial

from django.db import connection, transaction
from django.utils import timezone
from kombu.exceptions import OperationalError as BrokerError

from .models import Agenda

logger = logging.getLogger(__name__)

LOOK_EVERY = timedelta(seconds=5)
CLAIM_FOR = timedelta(seconds=30)  # a worker that died leaves the company to another after this

# A row that is due earlier already is not even locked, so that chats do not wait for each other.
BRING_FORWARD = """
INSERT INTO chat_agenda (company_id, due_at) SELECT %(company)s, %(due)s
WHERE NOT EXISTS (SELECT 1 FROM chat_agenda WHERE company_id = %(company)s AND due_at <= %(due)s)
ON CONFLICT (company_id) DO UPDATE SET due_at = least(chat_agenda.due_at, excluded.due_at)
"""
CLAIM = """
UPDATE chat_agenda SET due_at = %(until)s WHERE company_id IN (
    SELECT company_id FROM chat_agenda WHERE due_at <= %(now)s
    ORDER BY due_at LIMIT %(most)s FOR UPDATE SKIP LOCKED
) RETURNING company_id
"""


def look_soon(tenant_id: int) -> None:
    """Something changed: have the company looked at as soon as this is committed."""
    bring_forward(tenant_id, timezone.now())
    transaction.on_commit(partial(_ask_worker, tenant_id), robust=True)


def bring_forward(tenant_id: int, due_at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(BRING_FORWARD, {"company": tenant_id, "due": due_at})


def _ask_worker(tenant_id: int) -> None:
    """A hint, as every push is: without the broker the relay finds it in the agenda."""
    from .tasks import tend_company

    try:
        tend_company.apply_async([tenant_id], retry=False)
    except BrokerError as error:
        logger.warning("the worker was not told: %s", type(error).__name__)


def claim(most: int) -> list[int]:
    """Companies that are due, taken for this worker. Call outside any scope."""
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, {"now": now, "until": now + CLAIM_FOR, "most": most})
        return [row[0] for row in cursor.fetchall()]


def set_next(tenant_id: int, moments: Iterable[datetime | None], *, is_live: bool) -> None:
    """After a look: the next one. Nothing to look at any more: the company leaves the agenda."""
    soonest = min(filter(None, moments), default=None)
    if is_live:
        regular = timezone.now() + LOOK_EVERY
        soonest = min(soonest or regular, regular)
    if soonest is None:
        Agenda.objects.filter(company_id=tenant_id).delete()
    else:
        Agenda.objects.filter(company_id=tenant_id).update(due_at=soonest)
