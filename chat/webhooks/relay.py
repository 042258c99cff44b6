"""Finds what is due and hands it to workers (see helpdesk.outbox). A hint that is lost is given
again; a row is never dropped, however long the queue is."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Min
from django.utils import timezone

from helpdesk import outbox
from helpdesk.hints import tell_worker
from tenants.models import Tenant

from . import claims, reading
from .models import Delivery, Endpoint

State = Delivery.State
SEND = "chat.tasks.send_webhook"
KEPT = timedelta(days=14)
OLD_AT_ONCE = 500

# Whose endpoint takes something now, and whose conversation has nothing earlier under way.
FREE = """
AND EXISTS (
    SELECT FROM chat_endpoint p WHERE p.tenant_id = m.tenant_id AND p.id = m.endpoint_id
    AND p.paused_at IS NULL AND (p.rests_until IS NULL OR p.rests_until <= %(now)s)
) AND NOT EXISTS (
    SELECT FROM chat_delivery e
    WHERE e.tenant_id = m.tenant_id AND e.endpoint_id = m.endpoint_id
    AND e.conversation_id = m.conversation_id AND e.id < m.id AND e.state IN ('queued', 'sending')
)
"""


def look_after_webhooks(tenant: Tenant) -> Iterable[datetime | None]:
    """A carer (chat.tending): reads the logs on, hands over what is due, and says when to look
    again."""
    if not Endpoint.objects.exists():
        return []
    has_more = reading.read_on()
    claims.give_back_silent()
    _forget_old()
    now = timezone.now()
    for delivery_id in outbox.take_due(Delivery._meta.db_table, tenant.pk, now, also=FREE):
        if not tell_worker(SEND, tenant.pk, delivery_id):
            break
    return [now if has_more else None, *_moments(now)]


def _moments(now: datetime) -> list[datetime | None]:
    """When there is something to do next. What waits for an earlier one needs no look: it goes
    out right after it."""
    active = Endpoint.objects.filter(paused_at=None)
    queued = Delivery.objects.filter(state=State.QUEUED, endpoint__in=active)
    due = queued.filter(due_at__lte=now)
    resting = active.filter(rests_until__gt=now, deliveries__in=due)
    oldest = Delivery.objects.filter(state=State.SENDING).aggregate(at=Min("claimed_at"))["at"]
    return [
        now + outbox.HAND_AGAIN if due.exclude(endpoint__rests_until__gt=now).exists() else None,
        queued.filter(due_at__gt=now).aggregate(at=Min("due_at"))["at"],
        resting.aggregate(at=Min("rests_until"))["at"],
        oldest and oldest + claims.LASTS,
    ]


def _forget_old() -> int:
    """What was delivered, given up or left waiting so long ago: messages are kept elsewhere."""
    old = Delivery.objects.filter(at__lt=timezone.now() - KEPT)
    return Delivery.objects.filter(pk__in=old.values("pk")[:OLD_AT_ONCE]).delete()[0]
