"""An export is asked for, kept sealed for some days, and goes."""

import secrets
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import get_language

from chat.agenda import bring_forward
from chat.models import Conversation, Status
from feedback.models import ExportRun
from helpdesk.hints import tell_worker_on_commit
from helpdesk.sealed_files import forget_sealed, open_sealed
from tenants.audit import record
from tenants.hours import zone_named
from tenants.models import Membership, Tenant

State = ExportRun.State
TASK = "feedback.data.tasks.write_export"
USE = b"export"
KEPT = timedelta(days=7)
TAKES_LESS_THAN = timedelta(minutes=10)  # between two signs of life
ANY, CLOSED, LIVE = "", "closed", "live"


@transaction.atomic
def ask_for(
    *,
    by: Membership,
    format: str,
    first: date,
    last: date,
    department: int | None = None,
    status: str = ANY,
) -> ExportRun:
    """Chats that began on these days of the company's calendar; a worker writes them. Call inside
    the company's scope."""
    filters = {"first": first.isoformat(), "last": last.isoformat()}
    filters |= {"department": department} if department else {}
    filters |= {"status": status} if status else {}
    run = ExportRun.objects.create(
        tenant=by.tenant,
        by=by,
        format=format,
        filters=filters,
        language=get_language() or "en",
        token=secrets.token_hex(16),
    )
    record("export.made", target="chats", format=format, **filters)
    tell_worker_on_commit(TASK, run.tenant_id, run.pk)
    bring_forward(run.tenant_id, timezone.now() + TAKES_LESS_THAN)
    return run


def chosen(run: ExportRun, tenant: Tenant) -> QuerySet[Conversation]:
    zone = zone_named(tenant.zone)
    first = date.fromisoformat(run.filters["first"])
    after = date.fromisoformat(run.filters["last"]) + timedelta(days=1)
    rows = Conversation.objects.filter(
        created_at__gte=datetime.combine(first, time(), zone),
        created_at__lt=datetime.combine(after, time(), zone),
        created_at__lte=run.created_at,
    )
    if department := run.filters.get("department"):
        rows = rows.filter(department=department)
    status = run.filters.get("status", ANY)
    if status == CLOSED:
        return rows.closed()
    return rows.exclude(status=Status.CLOSED) if status == LIVE else rows


@transaction.atomic
def claim(run_id: int) -> ExportRun | None:
    """For this worker alone, until it is done or has died."""
    now = timezone.now()
    rows = ExportRun.objects.select_for_update(of=("self",), skip_locked=True)
    free = rows.filter(pk=run_id, state=State.WRITING).exclude(busy_until__gt=now)
    run = free.select_related("by__tenant").defer("by__photo").first()
    if run is not None:
        ExportRun.objects.filter(pk=run.pk).update(busy_until=now + TAKES_LESS_THAN)
    return run


def tell_progress(run: ExportRun, **figures: Any) -> None:
    ExportRun.objects.filter(pk=run.pk).update(
        busy_until=timezone.now() + TAKES_LESS_THAN, **figures
    )


@transaction.atomic
def finish(run: ExportRun, size: int) -> None:
    now = timezone.now()
    ExportRun.objects.filter(pk=run.pk, state=State.WRITING).update(
        state=State.DONE, size=size, ended_at=now, expires_at=now + KEPT, busy_until=None
    )
    bring_forward(run.tenant_id, now + KEPT)


def fail(run: ExportRun) -> None:
    ExportRun.objects.filter(pk=run.pk).update(
        state=State.FAILED, ended_at=timezone.now(), busy_until=None
    )


@transaction.atomic
def delete(run: ExportRun) -> None:
    """The file goes; that there was one stays to be read."""
    rows = ExportRun.objects.select_for_update().filter(pk=run.pk, state=State.DONE)
    if rows.update(state=State.GONE):
        record("export.deleted", target="chats", export=run.pk)
        transaction.on_commit(partial(forget_sealed, path_of(run)), robust=True)


def content_of(run: ExportRun) -> Iterator[bytes]:
    return open_sealed(path_of(run), USE)


def path_of(run: ExportRun) -> str:
    return f"{run.tenant_id}/exports/{run.token}"
