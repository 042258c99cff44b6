"""What a worker counts, and whom its log lines are about."""

import time
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from django.core.exceptions import ImproperlyConfigured

from chat.tasks import push_alert, tend_company
from helpdesk.celery import note_when
from helpdesk.outbox import Threads
from helpdesk.watch.calls import current_call
from helpdesk.watch.meters import REGISTRY
from helpdesk.watch.serving import serve_metrics
from helpdesk.watch.working import begin, call_of, end

NAME = "chat.tasks.tend_company"


def counted(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(f"helpdesk_{name}", labels) or 0.0


def as_a_worker_would(told_at: float, *args: Any) -> Any:
    """A task as Celery hands it to its signals."""
    request = SimpleNamespace(headers={"told_at": told_at})
    return SimpleNamespace(name=NAME, run=tend_company.run, request=request), args


def test_a_task_is_timed_from_when_a_worker_was_told():
    before = (
        counted("task_lag_seconds_sum", task=NAME),
        counted("tasks_total", task=NAME, outcome="success"),
    )
    task, args = as_a_worker_would(time.time() - 42, 7)
    begin("an-id", task, args, {})
    assert (current_call().id, current_call().route, current_call().tenant_id) == ("an-id", NAME, 7)
    end(task, "SUCCESS")
    assert current_call() is None
    assert 42 <= counted("task_lag_seconds_sum", task=NAME) - before[0] < 43
    assert counted("tasks_total", task=NAME, outcome="success") == before[1] + 1


def test_it_is_told_whom_a_task_is_about_by_the_names_of_its_arguments():
    call = call_of("an-id", push_alert, (3, 4), {"step": "nudge", "member_id": None})
    assert (call.tenant_id, call.conversation_id) == (3, 4)


def test_every_task_says_when_it_was_told():
    headers: dict[str, Any] = {}
    note_when(headers=headers)
    assert abs(headers["told_at"] - time.time()) < 5


def test_what_is_done_for_an_outbox_is_counted_by_how_it_went():
    def work(tenant_id: int, row_id: int) -> None:
        seen.append((current_call().id, current_call().tenant_id))
        if row_id == 2:
            raise RuntimeError

    seen: list[Any] = []
    threads = Threads("tests", lambda: 1, work)
    for row_id in (1, 2):
        threads.soon(5, row_id).result()
    assert seen == [("tests-1", 5), ("tests-2", 5)]
    assert counted("outbox_rows_total", outbox="tests", outcome="done") == 1
    assert counted("outbox_rows_total", outbox="tests", outcome="failed") == 1


def test_it_tells_its_own_to_whoever_shows_the_token(settings):
    settings.METRICS_TOKEN = "of-the-worker"
    server = serve_metrics("127.0.0.1:0")
    try:
        address = f"http://127.0.0.1:{server.server_port}"
        told = httpx.get(f"{address}/metrics", headers={"Authorization": "Bearer of-the-worker"})
        assert (told.status_code, "helpdesk_task_seconds" in told.text) == (200, True)
        assert httpx.get(f"{address}/metrics").status_code == 401
        assert httpx.get(f"{address}/").status_code == 404
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(("where", "token"), [("127.0.0.1:0", ""), ("9100", "t"), ("host:", "t")])
def test_it_tells_nothing_without_a_token_or_an_address(settings, where, token):
    settings.METRICS_TOKEN = token
    with pytest.raises(ImproperlyConfigured):
        serve_metrics(where)
