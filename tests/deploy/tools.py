"""Programs that judge what lies in deploy/, installed where that is easy."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

PATHS = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin:/usr/local/sbin"


class NotHere(Exception):
    """Nothing was checked: a program is missing, or the right to do it."""


class Wrong(Exception):
    """What the program said of it."""


def program(name: str, package: str = "") -> str:
    """Its path. Raises NotHere when there is none and none can be installed."""
    if found := shutil.which(name, path=PATHS):
        return found
    if os.geteuid() == 0 and shutil.which("apt-get"):
        _apt_get("update", "-q")
        _apt_get("install", "-yq", "--no-install-recommends", package or name)
        if found := shutil.which(name, path=PATHS):
            return found
    raise NotHere(f"no {name}: install {package or name}")


def _apt_get(*arguments: str) -> None:
    subprocess.run(
        ["apt-get", *arguments],
        env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
        capture_output=True,
        timeout=600,
        check=False,
    )


def approve(
    argv: Sequence[str],
    *,
    env: dict[str, str] | None = None,
    cwd: Path | None = None,
    alone: bool = False,
) -> str:
    """What it printed. `alone`: it gets `env` and nothing of ours.

    Raises Wrong with what it printed when it ends with another status than 0."""
    done = subprocess.run(
        list(argv),
        env=env if alone else os.environ | (env or {}),
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=120,
        check=False,
    )
    if done.returncode:
        raise Wrong(done.stdout.strip())
    return done.stdout
