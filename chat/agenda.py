"""When each company has to be looked at next: what makes timers survive every restart.

The relay asks every other second which companies are due, without seeing into any of them, and
`chat.tending` looks at each. A company with a live chat is looked at every five seconds at least.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial

from django.db import connection
from django.utils import timezone

from helpdesk.hints import tell_worker_on_commit

from .models import Agenda

TEND = "chat.tasks.tend_company"
LOOK_EVERY = timedelta(seconds=5)
CLAIM_FOR = timedelta(seconds=30)  # a worker that died leaves the company to another after this

# A row that is due already is locked, but shared: changes do not wait for each other, and whoever
# claims the company waits for them, sees them, and cannot push the row beyond them.
BRING_FORWARD = """
WITH due_already AS (
    SELECT 1 FROM chat_agenda WHERE company_id = %(company)s AND due_at <= %(due)s FOR SHARE
)
INSERT INTO chat_agenda (company_id, due_at) SELECT %(company)s, %(due)s
WHERE NOT EXISTS (SELECT 1 FROM due_already)
ON CONFLICT (company_id) DO UPDATE SET due_at = least(chat_agenda.due_at, excluded.due_at)
"""
CLAIM = """
INSERT INTO chat_agenda (company_id, due_at) VALUES (%(company)s, %(until)s)
ON CONFLICT (company_id) DO UPDATE SET due_at = excluded.due_at
"""
CLAIM_DUE = """
UPDATE chat_agenda SET due_at = %(until)s WHERE company_id = %(company)s AND due_at <= %(now)s
"""


def look_soon(tenant_id: int) -> None:
    """Something changed: have the company looked at as soon as this is committed."""
    bring_forward(tenant_id, timezone.now())
    tell_worker_on_commit(TEND, tenant_id)


def bring_forward(tenant_id: int, due_at: datetime) -> None:
    """Written as the last thing of the transaction: everybody writes this row, and whoever has it
    must not wait for one that another has who wants this."""
    connection.before_commit(partial(_write, tenant_id, due_at))


def _write(tenant_id: int, due_at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(BRING_FORWARD, {"company": tenant_id, "due": due_at})


def due_companies(most: int) -> list[int]:
    """Which companies are due. Call outside any scope. One that is switched off stays on the
    agenda without keeping others waiting, and goes on where it stopped."""
    rows = Agenda.objects.filter(due_at__lte=timezone.now(), company__is_active=True)
    return list(rows.order_by("due_at").values_list("company_id", flat=True)[:most])


def claim(tenant_id: int, *, only_if_due: bool) -> datetime | None:
    """Takes a company for this worker; returns until when, or None when it is not due any more:
    then somebody has claimed it since it was, and sees all that was committed by then."""
    now = timezone.now()
    until = now + CLAIM_FOR
    with connection.cursor() as cursor:
        cursor.execute(
            CLAIM_DUE if only_if_due else CLAIM,
            {"company": tenant_id, "now": now, "until": until},
        )
        return until if cursor.rowcount else None


def set_next(
    tenant_id: int, claimed: datetime, moments: Iterable[datetime | None], *, is_live: bool
) -> None:
    """After a look: the next one. Nothing to look at any more: the company leaves the agenda.

    What was brought forward meanwhile, or claimed by another worker, stays as it is.
    """
    soonest = min(filter(None, moments), default=None)
    if is_live:
        regular = timezone.now() + LOOK_EVERY
        soonest = min(soonest or regular, regular)
    ours = Agenda.objects.filter(company_id=tenant_id, due_at=claimed)
    if soonest is None:
        ours.delete()
    else:
        ours.update(due_at=soonest)
