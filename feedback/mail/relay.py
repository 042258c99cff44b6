"""Finds what is due and hands it to workers. What a worker is told is a hint: if Redis loses it,
the row is handed over again a little later, and whoever comes second finds nothing to do."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Min
from django.utils import timezone

from feedback.models import OutgoingMail
from helpdesk.hints import tell_worker
from tenants.models import Tenant

from . import claims

State = OutgoingMail.State
SEND = "feedback.tasks.send_mail"
AT_ONCE = 100
AGAIN_AFTER = timedelta(seconds=15)

# Materialised: as a plain subquery PostgreSQL may run it more than once, and past its limit.
HAND_OVER = """
WITH due AS MATERIALIZED (
    SELECT id FROM feedback_outgoingmail
    WHERE tenant_id = %(tenant)s AND state = 'queued' AND due_at <= %(now)s
      AND (handed_at IS NULL OR handed_at <= %(before)s)
    ORDER BY due_at, id LIMIT %(most)s FOR UPDATE SKIP LOCKED
)
UPDATE feedback_outgoingmail m SET handed_at = %(now)s FROM due WHERE m.id = due.id RETURNING m.id
"""


def look_after_mail(tenant: Tenant) -> Iterable[datetime | None]:
    """A carer (chat.tending): hands over what is due; says when to look again."""
    claims.give_up_silent()
    now = timezone.now()
    due = _take_due(tenant.pk, now)
    for mail_id in due:
        if not tell_worker(SEND, tenant.pk, mail_id):
            break
    return _moments(now)


@transaction.atomic
def _take_due(tenant_id: int, now: datetime) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            HAND_OVER,
            {"tenant": tenant_id, "now": now, "before": now - AGAIN_AFTER, "most": AT_ONCE},
        )
        return sorted(row[0] for row in cursor.fetchall())


def _moments(now: datetime) -> list[datetime | None]:
    """When there is something to do next."""
    queued = OutgoingMail.objects.filter(state=State.QUEUED)
    sending = OutgoingMail.objects.filter(state=State.SENDING)
    handed = queued.filter(due_at__lte=now).aggregate(at=Min("handed_at"))["at"]
    unheeded = queued.filter(due_at__lte=now, handed_at=None)
    next_due = queued.filter(due_at__gt=now).aggregate(at=Min("due_at"))["at"]
    oldest = sending.aggregate(at=Min("claimed_at"))["at"]
    return [
        now if unheeded.exists() else None,  # more than fit into one look
        handed and handed + AGAIN_AFTER,
        next_due,
        oldest and oldest + claims.LASTS,
    ]
