"""VAR/run.json: what runs on a VAR, for doctor, fault tests and curious people."""

import json
from pathlib import Path
from typing import TypedDict

from .files import write_private
from .process import is_alive


class Running(TypedDict):
    pid: int
    url: str
    environment: dict[str, str]
    processes: dict[str, int]


def write(var: Path, running: Running) -> None:
    write_private(var / "run.json", json.dumps(running, indent=2))


def read(var: Path) -> Running | None:
    """None when no supervisor runs on `var`."""
    try:
        running: Running = json.loads((var / "run.json").read_text())
    except (OSError, ValueError):
        return None
    return running if is_alive(running["pid"]) else None


def forget(var: Path) -> None:
    (var / "run.json").unlink(missing_ok=True)
