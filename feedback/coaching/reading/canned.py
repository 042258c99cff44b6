"""Which canned replies were sent, and whether somebody had to change them first. Pure.

A reply counts as changed where most of its words are there and something else is, too; fields and
gaps may hold anything, for they are there to be filled.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import re2

from chat.canned_fields import FIELD, GAP

from .words import words_of

FEWEST_WORDS = 5  # a shorter one cannot be told from what anybody writes
IN_COMMON = 0.6  # of its words
FILLED = r"[\s\S]{0,200}?"


@dataclass(frozen=True)
class Reply:
    """A canned reply in two shapes: the words it has, and what it looks like once it is filled."""

    words: frozenset[str]
    shape: "re2._Regexp"

    @classmethod
    def of(cls, body: str) -> "Reply":
        parts = GAP.sub("\x00", FIELD.sub("\x00", body)).split("\x00")
        words = frozenset(word for part in parts for word in words_of(part))
        shape = FILLED.join(r"\s+".join(map(re2.escape, part.split())) for part in parts)
        return cls(words, re2.compile(rf"\s*{_with_spaces(parts, shape)}\s*"))


def _with_spaces(parts: list[str], shape: str) -> str:
    return shape.replace(FILLED, rf"\s*{FILLED}\s*") if len(parts) > 1 else shape


def uses_of(replies: Mapping[int, Reply], texts: Iterable[str]) -> dict[int, list[int]]:
    """{id: [sent as it is, sent changed]}; a text counts for the reply it has most of."""
    uses: dict[int, list[int]] = {}
    for text in texts:
        nearest = _nearest(replies, frozenset(words_of(text)))
        if nearest is not None:
            is_changed = replies[nearest].shape.fullmatch(text) is None
            uses.setdefault(nearest, [0, 0])[is_changed] += 1
    return uses


def _nearest(replies: Mapping[int, Reply], words: frozenset[str]) -> int | None:
    shares = {
        number: len(reply.words & words) / len(reply.words)
        for number, reply in replies.items()
        if len(reply.words) >= FEWEST_WORDS
    }
    best = max(shares, key=lambda number: (shares[number], -number), default=None)
    return best if best is not None and shares[best] >= IN_COMMON else None
