"""The worker's part: unread chats, a batch at a time. Nothing of it happens on request."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from chat import agenda
from chat.models import Conversation
from feedback.models import ReadChat, Reading
from helpdesk.hints import tell_worker_on_commit
from tenants.models import Tenant

from .chats import read
from .ideas import find_again
from .weeks import count_again, week_of

TASK = "feedback.coaching.tasks.read_chats"
LOOKED_BACK = timedelta(days=90)
AFTER = timedelta(minutes=10)  # a chat is read together with those that end around it
AGAIN = timedelta(days=1)
TAKES_LESS_THAN = timedelta(minutes=10)  # after this another worker may try
BATCH, MOST_BATCHES = 100, 200
STORED = ["closed_at", "language", "terms", "question", "answered", "canned", "ending", "read_at"]


def look_at(tenant: Tenant) -> None:
    """A chat was closed: have it read, in a while."""
    soon = timezone.now() + AFTER
    row, is_new = Reading.objects.get_or_create(tenant=tenant, defaults={"next_at": soon})
    if is_new or row.next_at is None or row.next_at > soon:
        Reading.objects.filter(pk=row.pk).update(next_at=soon)
        agenda.bring_forward(tenant.pk, soon)


def care(tenant: Tenant) -> Iterable[datetime | None]:
    """Registered with chat.tending: hands the work to a task when it is due."""
    reading = Reading.objects.filter(tenant=tenant).first()
    if reading is None or reading.next_at is None:
        return []
    if reading.next_at <= timezone.now():
        tell_worker_on_commit(TASK, tenant.pk)
        return [timezone.now() + TAKES_LESS_THAN]
    return [reading.next_at]


def read_on(tenant: Tenant) -> int:
    """Reads what is unread; returns how many chats. Call inside the company's scope, outside a
    transaction: each batch is one of its own. 0 also while another worker is at it."""
    if not _claim(tenant):
        return 0
    since, weeks, count = timezone.now() - LOOKED_BACK, set(), 0
    for _ in range(MOST_BATCHES):
        closed = _read_batch(tenant, since)
        count += len(closed)
        weeks |= {week_of(tenant, moment) for moment in closed}
        if len(closed) < BATCH:
            break
    if count:
        count_again(tenant, weeks)
        find_again(tenant, since)
    _done(tenant, was_empty=not count)
    return count


@transaction.atomic
def _claim(tenant: Tenant) -> bool:
    now = timezone.now()
    rows = Reading.objects.filter(tenant=tenant, next_at__lte=now)
    return bool(rows.update(next_at=now + TAKES_LESS_THAN))


def _done(tenant: Tenant, *, was_empty: bool) -> None:
    """Looks once more in a day, for a chat whose closing was stored just too late to be seen."""
    now = timezone.now()
    next_at = None if was_empty else now + AGAIN
    Reading.objects.filter(tenant=tenant).update(next_at=next_at, read_at=now)


@transaction.atomic
def _read_batch(tenant: Tenant, since: datetime) -> list[datetime]:
    """When those that were read had been closed."""
    chats = list(_unread(since)[:BATCH])
    rows = read(tenant, chats)
    ReadChat.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["tenant", "conversation"], update_fields=STORED
    )
    return [row.closed_at for row in rows]


def _unread(since: datetime) -> QuerySet[Conversation]:
    known = ReadChat.objects.filter(
        conversation=OuterRef("pk"), closed_at__gte=OuterRef("closed_at")
    )
    closed = Conversation.objects.closed().filter(closed_at__gte=since, forgotten_at=None)
    return closed.exclude(Exists(known)).select_related("visitor").order_by("-closed_at", "-pk")
