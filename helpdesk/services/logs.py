"""Warnings of the child processes, shown where the operator looks; the rest stays in the files."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

WORTH_SHOWING = re.compile(rb"\b(WARNING|ERROR|CRITICAL|FATAL|PANIC)\b|^\S*(Error|Exception): ")
EXPECTED = re.compile(rb"the database system is|superuser privileges|Memory overcommit")
LARGEST_BYTES = 20 * 1024 * 1024


class Tail:
    """Follows one log file from its present end."""

    def __init__(self, name: str, path: Path) -> None:
        self.name = name
        self.path = path
        self._position = path.stat().st_size if path.exists() else 0

    def warnings(self) -> Iterator[str]:
        """New complete lines that deserve attention, as `name | line`."""
        if not self.path.exists():
            return
        with self.path.open("rb") as file:
            file.seek(self._position)
            for line in file:
                if not line.endswith(b"\n"):
                    break
                self._position += len(line)
                if WORTH_SHOWING.search(line) and not EXPECTED.search(line):
                    yield f"{self.name} | {line.decode(errors='replace').rstrip()}"
        if self._position > LARGEST_BYTES:
            self._rotate()

    def _rotate(self) -> None:
        """Keep one older file. The writers append, so they go on at the new beginning."""
        shutil.copyfile(self.path, self.path.with_suffix(".log.1"))
        with self.path.open("r+b") as file:
            file.truncate(0)
        self._position = 0
