"""CAPITALS and exclamation marks; not those of joy."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from chat.etiquette import speech
from chat.mood.signal import Hit, Signal
from chat.mood.turns import Talk

MARKS = re.compile(r"!\s?!|\?!|!\?|\?\s?\?\s?\?")


def find(talk: Talk) -> Iterator[Hit]:
    loud: list[bool] = []
    for place in talk.theirs:
        text = talk.turns[place].text
        in_capitals = any(text[a:b].isupper() for a, b in speech.shouting(text[: talk.MOST]))
        is_usual = bool(loud) and all(loud)  # who always writes so is not shouting any louder
        loud.append(in_capitals)
        is_glad = place in talk.relieved or talk.lexicon.positive.search(talk.plain[place])
        marked = bool(MARKS.search(text)) and not is_glad
        shouts = in_capitals and not is_usual and not is_glad
        if shouts or marked:
            yield Hit(place, 1.5 if shouts and marked else 1.0)


SIGNAL = Signal(
    "shouting",
    _("Words in capitals, and exclamation marks in a row, are how people shout in writing."),
    points=10,
    most=25,
    find=find,
)
