"""Files of a company: all that lies in its own folder of the storage "files"."""

from collections.abc import Iterator
from contextlib import suppress

from django.core.files.storage import Storage, storages


def forget_files(tenant_id: int) -> int:
    """How many there were. Twice does no harm."""
    storage, gone = storages["files"], 0
    for name in list(names_below(storage, str(tenant_id))):
        storage.delete(name)
        gone += 1
    with suppress(OSError):  # the folder itself, where there is such a thing
        storage.delete(str(tenant_id))
    return gone


def names_below(storage: Storage, folder: str) -> Iterator[str]:
    """With those of the folders in it."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}/{name}" for name in files)
    for name in folders:
        yield from names_below(storage, f"{folder}/{name}")
