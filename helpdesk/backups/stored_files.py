"""What people sent each other: out of the storage into a backup, and back."""

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

from django.core.files import File
from django.core.files.storage import Storage, storages

from helpdesk.services.errors import Unavailable

from .checksums import sha256

FOLDER = "files"


def copy_out(backup: Path) -> int:
    """How many files there are. One that is deleted meanwhile is not missed."""
    storage, number = storages["files"], 0
    for name in _names(storage):
        to = backup / FOLDER / name
        to.parent.mkdir(parents=True, exist_ok=True)
        try:
            with storage.open(name) as lying, to.open("wb") as copy:
                shutil.copyfileobj(lying, copy)
        except FileNotFoundError:
            to.unlink(missing_ok=True)
            continue
        number += 1
    return number


def refuse_others(backup: Path) -> None:
    """Raises Unavailable when a file of the same name says something else."""
    for name, path in _kept(backup):
        if storages["files"].exists(name) and _sha256_of_stored(name) != sha256(path):
            raise Unavailable(f"The file {name} is there already and is another one: move it away.")


def copy_in(backup: Path) -> int:
    """How many were not there yet. What was written is read back and compared."""
    storage, number = storages["files"], 0
    for name, path in _kept(backup):
        if storage.exists(name):
            continue
        with path.open("rb") as file:
            stored = storage.save(name, File(file))
        if stored != name or _sha256_of_stored(name) != sha256(path):
            raise Unavailable(f"The storage of files did not keep {name} as it is.")
        number += 1
    return number


def _kept(backup: Path) -> Iterator[tuple[str, Path]]:
    root = backup / FOLDER
    for path in sorted(root.rglob("*")):
        if path.is_file():
            yield path.relative_to(root).as_posix(), path


def _names(storage: Storage, folder: str = "") -> Iterator[str]:
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:  # nobody has sent one yet
        return
    within = f"{folder}/" if folder else ""
    yield from (within + name for name in sorted(files))
    for name in sorted(folders):
        yield from _names(storage, within + name)


def _sha256_of_stored(name: str) -> str:
    digest = hashlib.sha256()
    with storages["files"].open(name) as file:
        for piece in file.chunks():
            digest.update(piece)
    return digest.hexdigest()
