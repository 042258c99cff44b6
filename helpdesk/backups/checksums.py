"""Whether what lies in a backup is what was put there."""

import hashlib
from pathlib import Path

from helpdesk.services.errors import Unavailable

NAME = "checksums.txt"


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write(backup: Path) -> int:
    """Of every file that lies there; returns how many."""
    names = _names(backup)
    lines = [f"{sha256(backup / name)}  {name}\n" for name in names]
    (backup / NAME).write_text("".join(lines))
    return len(names)


def verify(backup: Path) -> int:
    """How many files are as they were. Raises Unavailable with the first that is not."""
    try:
        lines = (backup / NAME).read_text().splitlines()
    except OSError:
        raise Unavailable(f"{backup} is no backup, or not a whole one: no {NAME}.") from None
    noted = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    for name, digest in noted.items():
        if not (backup / name).is_file():
            raise Unavailable(f"{backup} lacks {name}: use another backup.")
        if sha256(backup / name) != digest:
            raise Unavailable(f"{backup / name} is not what was written: use another backup.")
    if more := set(_names(backup)) - noted.keys():
        raise Unavailable(f"{backup} has {min(more)}, which the backup did not write.")
    return len(noted)


def _names(backup: Path) -> list[str]:
    found = (path.relative_to(backup).as_posix() for path in backup.rglob("*") if path.is_file())
    return sorted(name for name in found if name != NAME)
