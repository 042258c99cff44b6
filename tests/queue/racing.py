"""Two at once, in an order that is chosen and not left to chance."""

import importlib
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any

from django.db import connection, connections

from helpdesk.tenancy import tenant_scope

WAITS = "SELECT 1 FROM pg_locks WHERE NOT granted"


class Race:
    """`race(first, second, at="chat.queue.dispatch.append")`: runs `first` until it calls that
    function; then `second` until it is over or waits for a lock; then both to their end. Returns
    what each returned or raised. Each runs as a worker would, on a connection of its own."""

    second_waited = False

    def __init__(self, tenant: Any, monkeypatch: Any) -> None:
        self.tenant, self.monkeypatch = tenant, monkeypatch

    def __call__(self, first: Callable, second: Callable, *, at: str) -> tuple[Any, Any]:
        reached, goes_on = threading.Event(), threading.Event()
        with ThreadPoolExecutor(2) as workers, self.monkeypatch.context() as patch:
            self._stop_once(patch, at, reached, goes_on)
            one = workers.submit(self._alone, first)
            wait_for(reached, one)
            other = workers.submit(self._alone, second)
            self.second_waited = waits_for_a_lock(other)
            goes_on.set()
            return one.result(20), other.result(20)

    @staticmethod
    def _stop_once(patch: Any, at: str, reached: threading.Event, goes_on: threading.Event) -> None:
        module, _, name = at.rpartition(".")
        real = getattr(importlib.import_module(module), name)

        def stop(*args: Any, **kwargs: Any) -> Any:
            if not reached.is_set():
                reached.set()
                assert goes_on.wait(20)
            return real(*args, **kwargs)

        patch.setattr(at, stop)

    def _alone(self, work: Callable) -> Any:
        try:
            with tenant_scope(self.tenant):
                return work()
        except Exception as error:
            return error
        finally:
            connections.close_all()


def wait_for(reached: threading.Event, one: Future) -> None:
    while not reached.wait(0.05):
        assert not one.done(), f"it never came there: {one.result()!r}"


def waits_for_a_lock(other: Future) -> bool:
    """Once it does; False once it is over without."""
    while not wait([other], timeout=0.01).done:
        with connection.cursor() as cursor:
            cursor.execute(WAITS)
            if cursor.fetchone():
                return True
    return False
