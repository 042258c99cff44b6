"""What files do by themselves; called in a worker each time a company is looked at."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils import timezone

from feedback.models import ExportRun, ImportRun
from helpdesk.hints import tell_worker_on_commit
from tenants.models import Tenant

from .digest.sending import care as digests
from .exports import asking
from .imports import bringing
from .imports.bringing import TAKES_LESS_THAN, State
from .imports.going_on import unfinished

KEPT = timedelta(days=7)  # a file nobody went on with


def care(tenant: Tenant) -> Iterable[datetime | None]:
    """Registered with chat.tending: hands long work to tasks, and says when to be called again."""
    if tenant.is_sandbox:
        return []
    return [*_imports(tenant), *_abandoned(), *_exports(tenant), *_expired(), *digests(tenant)]


def _imports(tenant: Tenant) -> Iterable[datetime | None]:
    now = timezone.now()
    for run in unfinished():
        if run.busy_until is None or run.busy_until <= now:
            tell_worker_on_commit(bringing.TASK, tenant.pk, run.pk)
            yield now + TAKES_LESS_THAN
        else:
            yield run.busy_until


def _abandoned() -> Iterable[datetime | None]:
    """Files and lines that wait for somebody go; what became of an import stays to be read."""
    waiting = ImportRun.objects.filter(state__in=[State.UPLOADED, State.CHECKED, State.REFUSED])
    kept = waiting.exclude(token="").order_by("created_at")
    for run in kept.filter(created_at__lte=timezone.now() - KEPT)[:10]:
        bringing.put_aside(run)
    oldest = kept.values_list("created_at", flat=True).first()
    return [oldest and oldest + KEPT]


def _exports(tenant: Tenant) -> Iterable[datetime | None]:
    """Those whose worker died, or was never told."""
    now = timezone.now()
    for run in ExportRun.objects.filter(state=asking.State.WRITING).only("pk", "busy_until"):
        if run.busy_until is None or run.busy_until <= now:
            tell_worker_on_commit(asking.TASK, tenant.pk, run.pk)
            yield now + TAKES_LESS_THAN
        else:
            yield run.busy_until


def _expired() -> Iterable[datetime | None]:
    kept = ExportRun.objects.filter(state=asking.State.DONE).order_by("expires_at")
    for run in kept.filter(expires_at__lte=timezone.now())[:10]:
        asking.delete(run)
    return [kept.values_list("expires_at", flat=True).first()]
