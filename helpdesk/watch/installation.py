"""How the whole installation does, from PostgreSQL and Redis (`helpdesk.watch.looking`): the same
whichever web process is asked, and also while no worker runs."""

import asyncio
import shutil
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import redis.asyncio
from django.conf import settings
from django.core.files.storage import FileSystemStorage, storages
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric

from helpdesk.health import OK, components

from .looking import Figures, look

KEPT_S = 5.0  # several who ask cost one look

_kept: tuple[float, bytes] | None = None


async def exposition() -> bytes:
    """In the text format of Prometheus; at most `KEPT_S` old. What cannot be reached is missing,
    and `helpdesk_component_up` says why."""
    global _kept
    if _kept is None or time.monotonic() - _kept[0] > KEPT_S:
        found, alive, queue = await asyncio.gather(
            look(), components(), _tasks_waiting(), return_exceptions=True
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
