"""What a worker counts and says: how long each task waited and took, and whom its log lines are
about. A worker imports it (helpdesk/celery.py), and it connects itself to Celery's signals."""

import inspect
import logging
import time
from typing import Any

from celery import signals
from django.conf import settings

from helpdesk.celery import TOLD_AT

from .calls import Call, enter, leave
from .meters import TASK_LAG_S, TASK_S, TASKS
from .serving import serve_metrics

logger = logging.getLogger(__name__)


@signals.task_prerun.connect
def begin(task_id: str, task: Any, args: Any, kwargs: Any, **_: Any) -> None:
    if told_at := (task.request.headers or {}).get(TOLD_AT) or task.request.get(TOLD_AT):
        TASK_LAG_S.labels(task.name).observe(max(time.time() - told_at, 0.0))
    task.request.watched = (enter(call_of(task_id, task, args, kwargs)), time.perf_counter())


def call_of(task_id: str, task: Any, args: Any, kwargs: Any) -> Call:
    """Its id, name and, by the names of its arguments, whom it is about."""
    call = Call(task_id, task.name)
    given = inspect.signature(task.run).bind_partial(*args, **kwargs).arguments
    call.tenant_id = given.get("tenant_id")
    call.conversation_id = given.get("conversation_id")
    return call


@signals.task_postrun.connect
def end(task: Any, state: str | None = None, **_: Any) -> None:
    token, began = task.request.watched
    leave(token)
    TASK_S.labels(task.name).observe(time.perf_counter() - began)
    TASKS.labels(task.name, (state or "unknown").lower()).inc()


@signals.worker_ready.connect
def tell_metrics(**_: Any) -> None:
    """Where WORKER_METRICS says, if there is a token. Another worker of this machine may have that
    port already."""
    if not (settings.WORKER_METRICS and settings.METRICS_TOKEN):
        return
    try:
        serve_metrics(settings.WORKER_METRICS)
    except OSError as error:
        logger.warning("no metrics at %s: %s", settings.WORKER_METRICS, error.strerror)
