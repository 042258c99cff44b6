"""Files that hold what people said: encrypted piece by piece, so that a large one needs no memory,
with keys of their own derived from SECRET_KEY (helpdesk.sealing).

A file is a row of records: four bytes of length, then a Fernet token of one flag, the record's
number and its content. A record that is missing, moved or cut off is noticed.
"""

import base64
import struct
import tempfile
from collections.abc import Iterable, Iterator
from typing import IO

from cryptography.fernet import Fernet, InvalidToken
from django.core.files import File
from django.core.files.storage import Storage, storages

from .sealing import CannotOpen, derived_key

PIECE = 1024 * 1024
MORE, LAST = b"\x00", b"\x01"


def files() -> Storage:
    return storages["files"]


def keep_sealed(path: str, pieces: Iterable[bytes], use: bytes) -> int:
    """Store what `pieces` add up to below `path`; returns its size, in bytes, before sealing."""
    with tempfile.TemporaryFile() as lying:
        size = _write(lying, _of_equal_size(pieces), use)
        lying.seek(0)
        files().save(path, File(lying))
    return size


def open_sealed(path: str, use: bytes) -> Iterator[bytes]:
    """Piece by piece. Raises FileNotFoundError and CannotOpen."""
    with files().open(path) as lying:
        yield from _read(lying, use)


def forget_sealed(path: str) -> None:
    files().delete(path)


def _of_equal_size(pieces: Iterable[bytes]) -> Iterator[bytes]:
    waiting = bytearray()
    for piece in pieces:
        waiting += piece
        while len(waiting) >= PIECE:
            yield bytes(waiting[:PIECE])
            del waiting[:PIECE]
    yield bytes(waiting)


def _write(file: IO[bytes], pieces: Iterator[bytes], use: bytes) -> int:
    box, size, number = _box(use), 0, 0
    held = next(pieces)
    for following in pieces:
        size += _seal(file, box, MORE, number, held)
        held, number = following, number + 1
    return size + _seal(file, box, LAST, number, held)


def _seal(file: IO[bytes], box: Fernet, flag: bytes, number: int, piece: bytes) -> int:
    token = box.encrypt(flag + struct.pack(">Q", number) + piece)
    file.write(struct.pack(">I", len(token)) + token)
    return len(piece)


def _read(file: IO[bytes], use: bytes) -> Iterator[bytes]:
    box, number, flag = _box(use), 0, MORE
    while flag == MORE:
        length = file.read(4)
        if len(length) < 4:
            raise CannotOpen
        try:
            record = box.decrypt(file.read(struct.unpack(">I", length)[0]))
        except InvalidToken:
            raise CannotOpen from None
        flag, counted = record[:1], struct.unpack(">Q", record[1:9])[0]
        if counted != number:
            raise CannotOpen
        yield record[9:]
        number += 1


def _box(use: bytes) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(derived_key(use)))
