"""Which letters a file is written in: told by its mark, by whether it is UTF-8 all through, and by
charset-normalizer where it is something older."""

import codecs
import io
from collections.abc import Iterable, Iterator
from itertools import chain

from charset_normalizer import from_bytes

from .problem import Problem

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
OLDER = ["cp1252", "iso8859_15", "mac_roman", "cp1250"]
# Beginnings of what is no table at all: zip (and so xlsx), the older xls, PDF.
NO_TEXT = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")
SAMPLE = 64 * 1024


class Survey:
    """Fed with all of a file, it knows how it is written. Keeps one sample, not the file."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._head = b""
        self._odd = b""  # around the first place that is not UTF-8
        self._lines = 0
        self._several_bytes = False
        self.bad_line: int | None = None

    def feed(self, piece: bytes, *, final: bool = False) -> None:
        if len(self._head) < SAMPLE:
            self._head += piece[: SAMPLE - len(self._head)]
        if self.bad_line is not None:
            return
        try:
            text = self._decoder.decode(piece, final)
        except UnicodeDecodeError as error:
            seen = error.object[: error.start]
            self._several_bytes |= not seen.isascii()
            self.bad_line = self._lines + seen.count(b"\n") + 1
            self._odd = error.object[max(0, error.start - SAMPLE // 2) :][:SAMPLE]
        else:
            self._lines += text.count("\n")
            self._several_bytes |= not text.isascii()

    def encoding(self) -> str:
        """Python's name of it. Raises Problem: empty, no_text, broken_utf8, unknown_encoding."""
        if not self._head.strip():
            raise Problem("empty")
        if self._head.startswith(NO_TEXT):
            raise Problem("no_text")
        for mark, name in MARKS:
            if self._head.startswith(mark):
                return self._marked(name)
        if wide := _wide_without_mark(self._head):
            return wide
        if b"\x00" in self._head:
            raise Problem("no_text")
        if self.bad_line is None:
            return "utf-8"
        if self._several_bytes:  # it began as UTF-8, so it was meant to be
            raise Problem("broken_utf8", self.bad_line)
        return _guess(self._odd)

    def _marked(self, name: str) -> str:
        if name == "utf-8-sig" and self.bad_line is not None:
            raise Problem("broken_utf8", self.bad_line)
        return name


def _wide_without_mark(head: bytes) -> str:
    """UTF-16 says which way round it is; some programs leave that out. Every other byte is 0."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) / 2
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.05 * half:
        return "utf-16-be"
    return ""


def _guess(sample: bytes) -> str:
    best = from_bytes(sample, cp_isolation=OLDER, enable_fallback=False).best()
    if best is None:
        raise Problem("unknown_encoding")
    # Two that are hardly told apart: the common one counts wherever it fits.
    return "cp1252" if "cp1252" in [best.encoding, *best.could_be_from_charset] else best.encoding


def lines_of(pieces: Iterable[bytes], encoding: str) -> Iterator[str]:
    """The lines as text, each with its end. Raises Problem("not_encoded") with the line."""
    decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder(encoding)(), True)
    rest, count = "", 0
    for piece in chain(pieces, [b""]):
        try:
            text = decoder.decode(piece, final=not piece)
        except UnicodeError as error:
            raise _not_encoded(error, count, encoding) from None
        *whole, rest = (rest + text).split("\n")
        count += len(whole)
        for line in whole:
            yield line + "\n"
    if rest:
        yield rest


def _not_encoded(error: UnicodeError, count: int, encoding: str) -> Problem:
    line = count + 1
    if isinstance(error, UnicodeDecodeError):
        line += error.object[: error.start].decode(encoding, "ignore").count("\n")
    return Problem("not_encoded", line)
