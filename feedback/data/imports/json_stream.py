"""JSON too large for memory, one object after the other: an array of them, or one in each line."""

import codecs
import json
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from .problem import Problem

MOST_AT_ONCE = 64 * 1024 * 1024  # characters of one object
BETWEEN = " \t\r\n,"


def objects_of(pieces: Iterable[bytes], encoding: str) -> Iterator[Any]:
    """What an array holds, or one object after the other. Raises Problem("no_json")."""
    decoder, text = json.JSONDecoder(), ""
    tried = 0  # how much of it was not enough
    begun = False
    for piece, is_last in _with_last(_texts(pieces, encoding)):
        text += piece
        if not begun and text.strip():
            text, begun = text.lstrip().removeprefix("["), True
        while (text := text.lstrip(BETWEEN)) and (is_last or len(text) >= 2 * tried):
            if text.startswith("]"):
                return
            try:
                found, end = decoder.raw_decode(text)
            except ValueError:
                tried = len(text)
                if is_last or tried > MOST_AT_ONCE:
                    raise Problem("no_json") from None
                break
            yield found
            text, tried = text[end:], 0


def _texts(pieces: Iterable[bytes], encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for piece in chain(pieces, [b""]):
            yield decoder.decode(piece, final=not piece)
    except UnicodeError:
        raise Problem("not_encoded") from None


def _with_last(items: Iterable[str]) -> Iterator[tuple[str, bool]]:
    items = iter(items)
    held = next(items, "")
    for item in items:
        yield held, False
        held = item
    yield held, True
