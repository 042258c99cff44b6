"""Who the embedded PostgreSQL runs as: it refuses to run as root, as containers often do."""

import os
import pwd
import stat
import subprocess
from pathlib import Path

from .errors import Unavailable

ACCOUNT = "pgserver"
THROUGH = stat.S_IXGRP | stat.S_IXOTH


def unprivileged_user(data: Path) -> str | None:
    """None unless we are root; then the owner of `data`, or a system user made for it."""
    if os.geteuid() != 0:
        return None
    if data.exists() and (owner := data.stat().st_uid) != 0:
        return pwd.getpwuid(owner).pw_name
    try:
        return pwd.getpwnam(ACCOUNT).pw_name
    except KeyError:
        return _make_account()


def _make_account() -> str:
    argv = [
        "useradd",
        "--system",
        "--no-create-home",
        "--shell",
        "/usr/sbin/nologin",
        ACCOUNT,
    ]
    try:
        subprocess.run(argv, check=True, capture_output=True)
    except (
        OSError,
        subprocess.CalledProcessError,
    ):  # some small images have no useradd
        return "nobody"
    return ACCOUNT


def hand_over(directory: Path, user: str | None) -> None:
    """Make `directory`, for `user` alone. Raises Unavailable when somebody else has it."""
    directory.mkdir(parents=True, exist_ok=True)
    wanted = pwd.getpwnam(user).pw_uid if user else os.geteuid()
    if directory.stat().st_uid == 0:
        os.chown(directory, wanted, -1)
    if directory.stat().st_uid != wanted:
        raise Unavailable(f"{directory} belongs to somebody else: remove it, or change VAR=...")
    directory.chmod(0o700)


def open_the_way(path: Path) -> None:
    """Let others pass through (not list) the directories above `path`, such as a closed home."""
    for parent in path.resolve().parents:
        mode = parent.stat().st_mode
        if not mode & stat.S_IXOTH:
            parent.chmod(mode | THROUGH)


def open_to_all(folder: Path) -> None:
    """Make an installation readable that was unpacked under a strict umask."""
    if (folder / "bin" / "postgres").stat().st_mode & stat.S_IROTH:
        return
    for path in [folder, *folder.rglob("*")]:
        mode = path.stat().st_mode
        through = THROUGH if path.is_dir() or mode & stat.S_IXUSR else 0
        path.chmod(mode | stat.S_IRGRP | stat.S_IROTH | through)
