"""Negative words, and good ones that are denied."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from chat.mood.signal import Hit, Signal
from chat.mood.turns import Talk

REACH = 24  # code points before a word in which it can be denied
MOST_IN_ONE = 3  # words of one message that count
CLAUSE = re.compile(r"[.,;:!?\n]|\b(?:but|aber|mais|pero|mas)\b")


def find(talk: Talk) -> Iterator[Hit]:
    for place in talk.theirs:
        count = negative_words(talk, place)
        if count:
            yield Hit(place, float(min(count, MOST_IN_ONE)), min(count, MOST_IN_ONE))


def negative_words(talk: Talk, place: int) -> int:
    """How many there are; "not bad" is none, "not helpful" is one."""
    text, lexicon = talk.plain[place], talk.lexicon
    bad = sum(not _denied(talk, text, m.start()) for m in lexicon.negative.finditer(text))
    return bad + sum(_denied(talk, text, m.start()) for m in lexicon.positive.finditer(text))


def _denied(talk: Talk, text: str, start: int) -> bool:
    """In the same clause, a few words before."""
    before = CLAUSE.split(text[max(0, start - REACH) : start])[-1]
    return bool(talk.lexicon.negator.search(before))


SIGNAL = Signal(
    "negative",
    _("Words like “angry” or “useless”; “not bad” does not count, “not helpful” does."),
    points=7,
    most=30,
    find=find,
)
