"""Keeping the sums up to date; called in a worker each time a company is looked at, and by who
opens a report."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from chat.log import Appended
from chat.models import Conversation, Kind
from feedback.models import ReportDirtyDay, ReportMark, ReportState
from helpdesk.hints import tell_worker_on_commit
from tenants.hours import zone_named
from tenants.models import Tenant

TASK = "feedback.reports.tasks.count_chats"
EVERY = timedelta(seconds=30)  # at most: what ends together is counted together


def care(tenant: Tenant) -> Iterable[datetime | None]:
    """Registered with chat.tending: hands the work to a task when there is some."""
    if tenant.is_sandbox or is_counted(tenant):
        return []
    now = timezone.now()
    row = ReportState.objects.filter(tenant=tenant).first()
    if row is not None and row.next_at is not None and row.next_at > now:
        return [row.next_at]
    ReportState.objects.filter(tenant=tenant).update(next_at=now + EVERY)
    tell_worker_on_commit(TASK, tenant.pk)
    return [now + EVERY]


def is_counted(tenant: Tenant) -> bool:
    """Whether the sums say what the chats say."""
    state = ReportState.objects.filter(tenant=tenant).first()
    if state is None:  # before the first chat ends there is nothing to count
        # In the order of an index: for any of them at all PostgreSQL may read the whole table.
        latest = Conversation.objects.closed().order_by("-closed_at", "-id")
        return latest.values_list("pk", flat=True).first() is None
    if state.zone != zone_named(tenant.zone).key:
        return False
    return not (ReportMark.objects.exists() or ReportDirtyDay.objects.exists())


@transaction.atomic
def ask_to_count(tenant: Tenant) -> bool:
    """Whether everything is counted; if not, a worker is told. The page says so."""
    return not list(care(tenant))


def heard(conversation: Conversation, appended: Sequence[Appended]) -> None:
    """A chat that had ended before it was merged changes in nothing but its log."""
    changes = (item.entry.data for item in appended if item.entry.kind == Kind.CHANGED)
    is_merged = any(data.get("what") == "merged_into" for data in changes)
    if is_merged and not conversation.tenant.is_sandbox:
        ReportMark.objects.create(tenant_id=conversation.tenant_id, conversation=conversation.pk)
