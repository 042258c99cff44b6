"""Forgetting by itself what is older than the company keeps it: once a day, in batches, with a line
for each sort that something was removed of."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from chat.actions.forgetting import empty_chats, empty_strangers, remove_files
from feedback.actions.consents import By, What, withdraw
from feedback.coaching.forgetting import forget_what_was_read
from feedback.models import Ask, LiveConsent, Retention, RetentionRun
from feedback.promises.forgetting import forget_what_was_promised
from feedback.reviews import forgetting
from helpdesk.hints import tell_worker_on_commit
from tenants.models import Tenant

EVERY = timedelta(days=1)
TAKES_LESS_THAN = timedelta(minutes=10)  # after this another worker may try
BATCH = 200
MOST_BATCHES = 500  # in one run; the rest is for the next
TASK = "feedback.tasks.forget_old"

Forget = Callable[[datetime, int], int]


def care(tenant: Tenant) -> Iterable[datetime | None]:
    """Registered with chat.tending: hands the work to a task when it is due."""
    kept = Retention.of(tenant)
    if not any(days_of(kept).values()):
        return []
    if kept.next_at <= timezone.now():
        tell_worker_on_commit(TASK, tenant.pk)
        return [timezone.now() + TAKES_LESS_THAN]
    return [kept.next_at]


def days_of(kept: Retention) -> dict[str, int | None]:
    return {what: getattr(kept, f"{what}_days") for what in RetentionRun.What.values}


def forget_old(tenant: Tenant) -> list[RetentionRun]:
    """Call inside the company's scope, outside a transaction: each batch is one of its own."""
    kept = _claim(tenant)
    if kept is None:
        return []
    runs = [_forget(tenant, what, days) for what, days in days_of(kept).items() if days]
    Retention.objects.filter(pk=kept.pk).update(next_at=timezone.now() + EVERY)
    return [run for run in runs if run is not None]


@transaction.atomic
def _claim(tenant: Tenant) -> Retention | None:
    """For this worker alone, until it is done or has died."""
    rows = Retention.objects.select_for_update(skip_locked=True)
    kept = rows.filter(tenant=tenant, next_at__lte=timezone.now()).first()
    if kept is not None:
        Retention.objects.filter(pk=kept.pk).update(next_at=timezone.now() + TAKES_LESS_THAN)
    return kept


def _forget(tenant: Tenant, what: str, days: int) -> RetentionRun | None:
    before = timezone.now() - timedelta(days=days)
    removed = 0
    for _ in range(MOST_BATCHES):
        done = FORGET[what](before, BATCH)
        removed += done
        if not done:
            break
    if not removed:
        return None
    return RetentionRun.objects.create(tenant=tenant, what=what, before=before, removed=removed)


def _forget_messages(before: datetime, most: int) -> int:
    done = empty_chats(closed_before=before, most=most)
    if not done:
        empty_strangers(known_before=before)
    forget_what_was_promised()
    forgetting.forget_emptied()
    forget_what_was_read()
    return done


def _forget_files(before: datetime, most: int) -> int:
    return remove_files(closed_before=before, most=most)


@transaction.atomic
def _forget_ratings(before: datetime, most: int) -> int:
    ids = Ask.objects.filter(asked_at__lt=before).order_by("asked_at").values_list("pk", flat=True)
    old = Ask.objects.filter(pk__in=list(ids[:most]))
    removed = old.count()
    old.delete()
    return removed


@transaction.atomic
def _forget_addresses(before: datetime, most: int) -> int:
    """Permission ends with them. What a chat still needs is counted from its last agreement."""
    rows = LiveConsent.objects.filter(given_at__lt=before).order_by("given_at")
    old = list(rows.values_list("visitor", "purpose")[:most])
    for visitor_id, purpose in old:
        withdraw(
            visitor_id=visitor_id,
            purposes=[purpose],
            what=What.EXPIRED,
            by=By.SYSTEM,
            place="retention",
        )
    return len(old)


FORGET: dict[str, Forget] = {
    RetentionRun.What.MESSAGES: _forget_messages,
    RetentionRun.What.ATTACHMENTS: _forget_files,
    RetentionRun.What.RATINGS: _forget_ratings,
    RetentionRun.What.ADDRESSES: _forget_addresses,
}
