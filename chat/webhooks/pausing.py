"""An endpoint that fails is asked more seldom, and left alone after three days without a success;
those who look after connections are told then. Nothing of what is for it is lost meanwhile."""

from datetime import timedelta

from django.utils import timezone

from helpdesk.hints import tell_worker_on_commit

from .models import Delivery, Endpoint
from .outcomes import Result

TASK = "chat.tasks.tell_of_webhook"
IN_DOUBT = 5  # failures in a row: from then on one attempt at a time
RESTS = timedelta(seconds=30)  # after the first of those; doubled with each further one
LONGEST_REST = timedelta(minutes=15)
FAILING_FOR = timedelta(days=3)
Paused = Endpoint.Paused


def is_in_doubt(endpoint: Endpoint) -> bool:
    return endpoint.failures >= IN_DOUBT


def count(endpoint: Endpoint, result: Result) -> None:
    """After an attempt; call in the transaction that writes down how it ended."""
    row = Endpoint.objects.select_for_update(no_key=True).filter(pk=endpoint.pk).first()
    if row is None:
        return
    if result.has_worked:
        if row.is_failing:
            works_again(row)
            row.save(update_fields=["failures", "failing_since", "rests_until"])
        return
    now = timezone.now()
    row.failures += 1
    row.failing_since = row.failing_since or now
    if is_in_doubt(row):
        rest = min(RESTS * 2 ** min(row.failures - IN_DOUBT, 10), LONGEST_REST)
        row.rests_until = now + rest
    row.save(update_fields=["failures", "failing_since", "rests_until"])
    if result.is_gone or now - row.failing_since >= FAILING_FOR:
        pause(row, Paused.GONE if result.is_gone else Paused.FAILING)


def works_again(row: Endpoint) -> None:
    row.failures, row.failing_since, row.rests_until = 0, None, None


def pause(row: Endpoint, why: str) -> None:
    """What happens goes on being written down for it. By itself: people are told once."""
    if row.paused_at is not None:
        return
    row.paused_at, row.paused_why = timezone.now(), why
    row.save(update_fields=["paused_at", "paused_why"])
    if why != Paused.BY_HAND:
        tell_worker_on_commit(TASK, row.tenant_id, row.pk)


def resume(row: Endpoint) -> int:
    """Everything that waits goes out now, in its order. Returns how much that is."""
    row.paused_at, row.paused_why = None, ""
    works_again(row)
    row.save()
    waiting = Delivery.objects.filter(endpoint=row, state=Delivery.State.QUEUED)
    now = timezone.now()
    waiting.filter(attempts__gt=0).update(due_at=now, handed_at=None)
    return waiting.filter(due_at__lte=now).count()
