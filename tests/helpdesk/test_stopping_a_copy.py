"""Whatever a copy started ends with it; what it stored stays."""

import os
import signal
from pathlib import Path

import psutil
import pytest

from helpdesk.services.process import wait_until
from tests.stack import Stack


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What one copy has stored, the next goes on with: it is made once."""
    return tmp_path_factory.mktemp("stopped") / "var"


def everything(stack: Stack) -> list[psutil.Process]:
    assert stack.supervisor
    return psutil.Process(stack.supervisor.pid).children(recursive=True)


def all_gone(processes: list[psutil.Process]) -> bool:
    return not any(process.is_running() and not is_zombie(process) for process in processes)


def is_zombie(process: psutil.Process) -> bool:
    """Dead, but not yet noticed by whoever adopted it."""
    try:
        return process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


@pytest.mark.parametrize("signum", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_everything_and_keeps_the_data(var: Path, signum: signal.Signals) -> None:
    with Stack(var) as stack:
        started = everything(stack)
        assert len(started) > 5
        stack.supervisor.send_signal(signum)
        assert stack.supervisor.wait(10) == 0
    assert all_gone(started)
    assert (var / "postgres" / "data" / "PG_VERSION").exists()
    assert not (var / "run.json").exists()


def test_a_killed_supervisor_leaves_nothing_that_hinders_the_next(var: Path) -> None:
    with Stack(var) as stack:
        started = everything(stack)
        os.kill(stack.supervisor.pid, signal.SIGKILL)
        assert wait_until(lambda: all_gone(started), 10)
    with Stack(var, stack.port) as again:
        parts = ("web", "database", "redis", "worker", "beat")
        assert again.readiness() == dict.fromkeys(parts, "ok")


def test_two_copies_run_side_by_side(var: Path, stack: Stack) -> None:
    with Stack(var) as other:
        assert other.url != stack.url
        other.kill_postgres()
        assert set(stack.readiness().values()) == {"ok"}
        assert not {*stack.processes().values()} & {*other.processes().values()}
