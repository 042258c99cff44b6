"""How a delivery gets from one state to the next. Each step is a transaction of its own.

queued -> sending by whoever claims it; from there sent, queued again, or failed after three days.
A claim nobody has settled is queued again: an event arrives at least once, and its id says so.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from chat import agenda
from helpdesk.outbox import later

from . import pausing
from .models import Delivery, Endpoint
from .outcomes import Result

State = Delivery.State

LASTS = timedelta(minutes=2)  # many times what sending may take
AT_ONCE = 4  # to one endpoint: conversations go out beside each other
AGAIN_AFTER = [
    timedelta(seconds=s) for s in (10, 60, 300, 1800, 7200, 18_000, 28_800, 43_200, 72_000, 90_000)
]  # together a little more than three days
MOST_TRIES = 30  # that are kept of one delivery


@dataclass(frozen=True)
class Claim:
    delivery: Delivery

    @property
    def row(self) -> Any:
        """The row, as long as it is this claim's to settle."""
        return Delivery.objects.filter(
            pk=self.delivery.pk, claimed_at=self.delivery.claimed_at, state=State.SENDING
        )


@transaction.atomic
def claim(delivery_id: int) -> Claim | None:
    """Takes a due delivery; None where there is nothing to do just now, or somebody else does it.

    The endpoint is locked meanwhile: so many at once, and only one while it fails.
    """
    now = timezone.now()
    rows = Delivery.objects.filter(pk=delivery_id, state=State.QUEUED, due_at__lte=now)
    number = rows.values_list("endpoint", flat=True).first()
    endpoint = Endpoint.objects.select_for_update(no_key=True).filter(pk=number).first()
    if endpoint is None or not _has_room(endpoint, now):
        return None
    delivery = rows.select_for_update(skip_locked=True, of=("self",)).first()
    if delivery is None or _is_behind_another(delivery):
        return None
    delivery.endpoint = endpoint
    delivery.state, delivery.claimed_at = State.SENDING, now
    delivery.attempts += 1
    delivery.save(update_fields=["state", "claimed_at", "attempts"])
    return Claim(delivery)


def _has_room(endpoint: Endpoint, now: datetime) -> bool:
    if endpoint.paused_at or (endpoint.rests_until and endpoint.rests_until > now):
        return False
    under_way = endpoint.deliveries.filter(state=State.SENDING).count()
    return under_way < (1 if pausing.is_in_doubt(endpoint) else AT_ONCE)


def _is_behind_another(delivery: Delivery) -> bool:
    if delivery.conversation_id is None:
        return False
    earlier = Delivery.objects.filter(
        endpoint=delivery.endpoint_id, conversation=delivery.conversation_id, pk__lt=delivery.pk
    )
    return earlier.filter(state__in=(State.QUEUED, State.SENDING)).exists()


def following(claimed: Claim) -> int | None:
    """What waited for this one: the next of the same conversation."""
    done = claimed.delivery
    if done.conversation_id is None:
        return None
    rows = Delivery.objects.filter(
        endpoint=done.endpoint_id, conversation=done.conversation_id, state=State.QUEUED
    )
    return rows.filter(pk__gt=done.pk).order_by("pk").values_list("pk", flat=True).first()


@transaction.atomic
def settle(claimed: Claim, result: Result) -> None:
    """Writes down how it ended, for the delivery and for its endpoint."""
    delivery, now = claimed.delivery, timezone.now()
    columns: dict[str, Any] = {"tries": _tries(delivery, result, now)}
    if result.has_worked:
        columns |= {"state": State.SENT, "done_at": now}
    else:
        columns |= _again_or_never(delivery, now)
    if claimed.row.update(**columns):
        pausing.count(delivery.endpoint, result)
        agenda.bring_forward(delivery.tenant_id, columns.get("due_at", now))


def _tries(delivery: Delivery, result: Result, now: datetime) -> list[dict[str, Any]]:
    told = {"at": now.isoformat(), "status": result.status, "ms": result.ms, "why": result.why}
    return [*delivery.tries, told][-MOST_TRIES:]


def _again_or_never(delivery: Delivery, now: datetime) -> dict[str, Any]:
    if delivery.attempts <= len(AGAIN_AFTER):
        due_at = later(now, AGAIN_AFTER[delivery.attempts - 1])
        if delivery.until is None or due_at < delivery.until:
            return {"state": State.QUEUED, "due_at": due_at, "claimed_at": None, "handed_at": None}
    return {"state": State.FAILED, "done_at": now}


def give_back_silent() -> int:
    """Claims nobody has settled: their worker is gone. How many they were."""
    silent = Delivery.objects.filter(state=State.SENDING, claimed_at__lt=timezone.now() - LASTS)
    return silent.update(state=State.QUEUED, claimed_at=None, handed_at=None)
