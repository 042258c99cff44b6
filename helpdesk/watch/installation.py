"""How the whole installation does, from PostgreSQL and Redis: the same whichever web process is
asked, and also while no worker runs.

A company's rows are seen only inside its scope, so each is visited; those alone that are due within
seconds, as every company with an open chat is, and a mail or webhook that has to go out.
"""

import asyncio
import shutil
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import redis.asyncio
from django.conf import settings
from django.core.files.storage import FileSystemStorage, storages
from django.db import transaction
from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric

from chat import agenda, units
from chat.models import Agenda, Conversation, Status
from chat.webhooks.models import Delivery
from feedback.models import OutgoingMail
from helpdesk.health import OK, components
from helpdesk.tenancy import tenant_scope

MOST_COMPANIES = 2_000
KEPT_S = 5.0  # several who ask cost one look


@dataclass
class Pile:
    """So many, and since when the oldest is there."""

    count: int = 0
    since: datetime | None = None

    def add(self, count: int, since: datetime | None) -> None:
        self.count += count
        self.since = min(filter(None, (self.since, since)), default=None)

    def age_s(self, now: datetime) -> float:
        return max((now - self.since).total_seconds(), 0.0) if self.since else 0.0


class Figures:
    """What was found in one look."""

    def __init__(self) -> None:
        self.now = timezone.now()
        self.waiting, self.unanswered, self.late = Pile(), Pile(), Pile()
        self.outboxes = {name: Pile() for name in OUTBOXES}
        self.open = self.visited = self.left_out = 0


def look() -> Figures:
    """Call outside any scope, in a thread."""
    found = Figures()
    late = Agenda.objects.filter(due_at__lte=found.now, company__is_active=True)
    found.late.add(*late.aggregate(count=Count("pk"), since=Min("due_at")).values())
    companies = _companies_at_work(found.now)
    found.left_out = max(len(companies) - MOST_COMPANIES, 0)
    found.visited = len(companies) - found.left_out
    with transaction.atomic():
        for tenant_id in companies[:MOST_COMPANIES]:
            with tenant_scope(tenant_id):
                _visit(found)
    return found


def _companies_at_work(now: datetime) -> list[int]:
    """Each that a look of the worker is due in soon, or that a worker looks at just now."""
    rows = Agenda.objects.filter(due_at__lte=now + agenda.CLAIM_FOR, company__is_active=True)
    rows = rows.filter(company__sandbox_of=None).order_by("due_at")
    return list(rows.values_list("company_id", flat=True)[: 10 * MOST_COMPANIES])


def _visit(found: Figures) -> None:
    waiting, being = Q(status=Status.WAITING), Q(status=Status.OPEN)
    chats = Conversation.objects.not_closed().aggregate(
        queue=Count("pk", filter=waiting),
        queued=Min("queued_at", filter=waiting),
        open=Count("pk", filter=being),
        silent=Count("waiting_since", filter=being),
        since=Min("waiting_since", filter=being),
    )
    found.waiting.add(chats["queue"], chats["queued"])
    found.unanswered.add(chats["silent"], chats["since"])
    found.open += chats["open"]
    for name, queued in OUTBOXES.items():
        due = queued().filter(due_at__lte=found.now)
        found.outboxes[name].add(*due.aggregate(count=Count("pk"), since=Min("due_at")).values())


def _mail() -> QuerySet[Any]:
    return OutgoingMail.objects.filter(state=OutgoingMail.State.QUEUED)


def _webhooks() -> QuerySet[Any]:
    """Without those to an endpoint that is paused: they wait for a person."""
    return Delivery.objects.filter(state=Delivery.State.QUEUED, endpoint__paused_at=None)


OUTBOXES = {"mail": _mail, "webhook": _webhooks}


# --- Told -----------------------------------------------------------------------------------------

_kept: tuple[float, bytes] | None = None


async def exposition() -> bytes:
    """In the text format of Prometheus; at most `KEPT_S` old. What cannot be reached is missing,
    and `helpdesk_component_up` says why."""
    global _kept
    if _kept is None or time.monotonic() - _kept[0] > KEPT_S:
        found, alive, queue = await asyncio.gather(
            units.unscoped(look), components(), _tasks_waiting(), return_exceptions=True
        )
        _kept = (time.monotonic(), _text(found, alive, queue))
    return _kept[1]


async def _tasks_waiting() -> int:
    async with asyncio.timeout(2), redis.asyncio.Redis.from_url(settings.REDIS_URL) as client:
        return await client.llen("celery")


def _text(found: object, alive: object, queue: object) -> bytes:
    metrics: list[Metric] = []
    if isinstance(found, Figures):
        metrics += _of_database(found)
    if isinstance(alive, dict):
        metrics.append(_of_components(alive))
    if isinstance(queue, int):
        metrics.append(_gauge("tasks_waiting", "Tasks that no worker has taken yet", queue))
    metrics += _of_files()
    registry = CollectorRegistry()
    registry.register(_Kept(metrics))
    return generate_latest(registry)


class _Kept:
    def __init__(self, metrics: Iterable[Metric]) -> None:
        self.collect = lambda: iter(metrics)


def _gauge(name: str, about: str, value: float) -> Metric:
    return GaugeMetricFamily(f"helpdesk_{name}", about, value=value)


def _of_components(alive: dict[str, str]) -> Metric:
    up = GaugeMetricFamily("helpdesk_component_up", "As /readyz has it", labels=["component"])
    for name, why in alive.items():
        up.add_metric([name], why == OK)
    return up


def _of_database(found: Figures) -> Iterator[Metric]:
    now = found.now
    yield _gauge("queue_chats", "Chats that nobody has taken", found.waiting.count)
    yield _gauge("queue_oldest_seconds", "How long the first waits", found.waiting.age_s(now))
    yield _gauge("open_chats", "Chats that somebody has", found.open)
    yield _gauge("unanswered_chats", "Of them, where the visitor waits", found.unanswered.count)
    yield _gauge("unanswered_oldest_seconds", "For so long", found.unanswered.age_s(now))
    due = GaugeMetricFamily("helpdesk_outbox_due", "Rows to be sent by now", labels=["outbox"])
    age = GaugeMetricFamily(
        "helpdesk_outbox_oldest_seconds", "How late the oldest of them is", labels=["outbox"]
    )
    for name, pile in found.outboxes.items():
        due.add_metric([name], pile.count)
        age.add_metric([name], pile.age_s(now))
    yield due
    yield age
    yield _gauge("agenda_late_companies", "Companies whose timers are due", found.late.count)
    yield _gauge("agenda_lateness_seconds", "How late the latest is", found.late.age_s(now))
    yield _gauge("companies_visited", "Companies with something to do", found.visited)
    yield _gauge("companies_left_out", "More of them than were counted", found.left_out)


def _of_files() -> Iterator[Metric]:
    storage = storages["files"]
    if isinstance(storage, FileSystemStorage):
        free = shutil.disk_usage(where_it_lies(Path(storage.location))).free
        yield _gauge("files_free_bytes", "Room where files of chats are kept", free)


def where_it_lies(folder: Path) -> Path:
    """The folder, or the nearest above it that is there yet."""
    return folder if folder.exists() else where_it_lies(folder.parent)
