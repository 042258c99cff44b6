"""The tree of an earlier commit, taken out of the repository."""

import io
import subprocess
import tarfile
from pathlib import Path

from helpdesk.services.errors import Unavailable
from helpdesk.services.process import ROOT


def before(wanted: str = "") -> str:
    """Full name of commit `wanted`, or of the last one with other tables than this tree.

    Raises Unavailable where there is no history to look at."""
    if wanted:
        return _git("rev-parse", "--verify", f"{wanted}^{{commit}}")
    migrations = ":(glob)*/migrations/*.py"
    if _git("status", "--porcelain", "--", migrations):
        return _git("rev-parse", "HEAD")
    newest = _git("log", "-1", "--format=%H", "--", migrations)
    return _git("rev-parse", "--verify", f"{newest}^")


def take_out(commit: str, into: Path) -> Path:
    """The files of `commit` below `into`."""
    archive = _run("archive", commit)
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        files.extractall(into, filter="data")
    return into


def subject(commit: str) -> str:
    return _git("log", "-1", "--format=%h %s", commit)


def _git(*arguments: str) -> str:
    return _run(*arguments).decode().strip()


def _run(*arguments: str) -> bytes:
    try:
        done = subprocess.run(
            ["git", "-C", str(ROOT), *arguments], capture_output=True, check=False
        )
    except FileNotFoundError:
        raise Unavailable(
            "This needs git: it takes the version before out of the history."
        ) from None
    if done.returncode:
        raise Unavailable(f"git {arguments[0]}: {done.stderr.decode().strip().splitlines()[-1]}")
    return done.stdout
