"""What the kinds of import have in common: how a file becomes lines that were looked at, and how
those are stored."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice
from typing import TypeVar

from django.utils.functional import Promise

from feedback.models import ImportRow, ImportRun
from tenants.models import Membership

BATCH = 1000
T = TypeVar("T")


@dataclass(frozen=True)
class Column:
    """`aliases`: how headings of other programs call it, in small letters."""

    name: str
    label: str | Promise
    aliases: tuple[str, ...] = ()
    is_required: bool = False


class Kind:
    """`columns`: of a table, whose heading says what is where; none: the file is something else."""

    right: str
    columns: tuple[Column, ...] = ()
    most_lines = 1_000_000
    has_after = False  # something is left to do for each line once all are stored

    def __init__(self, run: ImportRun, by: Membership) -> None:
        self.run, self.by, self.tenant = run, by, by.tenant

    def stage(self, pieces: Iterable[bytes]) -> Iterator[list[ImportRow]]:
        """The file in batches of lines that are looked at. Raises Problem."""
        raise NotImplementedError

    def look_again(self, rows: Sequence[ImportRow]) -> list[ImportRow]:
        """Staged lines judged by how things are now."""
        raise NotImplementedError

    def room(self) -> tuple[int, str, dict[str, int]]:
        """How many there can be of each scope, the words for one too many, and how many there are
        ({scope: count})."""
        raise NotImplementedError

    def write(self, rows: Sequence[ImportRow]) -> None:
        """Store staged lines; all of them within one transaction."""
        raise NotImplementedError

    def after(self) -> bool:
        """Some of what is left to do; True: there is more, later."""
        return False


def key_of(*parts: object) -> str:
    text = "\x1f".join(str(part).casefold() for part in parts)
    return blake2b(text.encode(), digest_size=16).hexdigest()


def in_batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    items = iter(items)
    while batch := list(islice(items, size)):
        yield batch
