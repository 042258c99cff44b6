"""Asking whether anybody is there: "hello?", "???", several messages without an answer."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from chat.mood.signal import Hit, Signal
from chat.mood.turns import OPERATOR, Talk

MARKS_ALONE = re.compile(r"\W*\?\W*")
GREETING = re.compile(r"(?:hello+|hey+|hi+|hallo+|allo|hola+|ola+|alo+|bonjour)\W*\?[\W]*")


def find(talk: Talk) -> Iterator[Hit]:
    for place in talk.theirs:
        text = talk.plain[place]
        is_alone = bool(MARKS_ALONE.fullmatch(text) or GREETING.fullmatch(text))
        if (is_alone and place > 0 and not _was_asked(talk, place)) or talk.lexicon.prod.search(
            text
        ):
            yield Hit(place)


def _was_asked(talk: Talk, place: int) -> bool:
    """A "?" right after an answer says that it was not understood, not that none came."""
    return talk.turns[place - 1].author == OPERATOR


SIGNAL = Signal(
    "prods",
    _("They ask whether anybody is there at all."),
    points=9,
    most=27,
    find=find,
)
