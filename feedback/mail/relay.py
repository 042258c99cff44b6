"""Finds what is due and hands it to workers. What a worker is told is a hint: if Redis loses it,
the row is handed over again a little later, and whoever comes second finds nothing to do."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Min
from django.utils import timezone

from feedback.models import OutgoingMail
from helpdesk import outbox
from helpdesk.hints import tell_worker
from tenants.models import Tenant

from . import claims

State = OutgoingMail.State
SEND = "feedback.tasks.send_mail"


def look_after_mail(tenant: Tenant) -> Iterable[datetime | None]:
    """A carer (chat.tending): hands over what is due; says when to look again."""
    claims.give_up_silent()
    now = timezone.now()
    for mail_id in outbox.take_due(OutgoingMail._meta.db_table, tenant.pk, now):
        if not tell_worker(SEND, tenant.pk, mail_id):
            break
    return _moments(now)


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
        handed and handed + outbox.HAND_AGAIN,
        next_due,
        oldest and oldest + claims.LASTS,
    ]
