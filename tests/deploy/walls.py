"""How a program is confined: confine.sh, and no memory made executable."""

import sys
from collections.abc import Sequence
from pathlib import Path

# Memory that is written cannot be made executable: MemoryDenyWriteExecute=, prctl(PR_SET_MDWE).
WITHOUT_NEW_CODE = (
    "import ctypes, os, sys; ctypes.CDLL(None).prctl(65, 1, 0, 0, 0); "
    "os.execvp(sys.argv[1], sys.argv[1:])"
)


def within_walls(command: Sequence[str], place: Path) -> list[str]:
    """`command` as one that can write to `place`/tmp and `place`/files alone."""
    confine = ["sh", str(Path(__file__).with_name("confine.sh"))]
    places = [sys.base_prefix, _closed_above(Path(sys.base_prefix)), str(place)]
    code = [sys.executable, "-c", WITHOUT_NEW_CODE]
    return ["unshare", "--mount", *confine, *places, *code, *command]


def _closed_above(path: Path) -> str:
    """The uppermost directory above `path` that others may not pass through; '' when all may."""
    closed = [parent for parent in path.parents if not parent.stat().st_mode & 0o001]
    return str(closed[-1]) if closed else ""
