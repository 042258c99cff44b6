"""Curt answers after longer ones."""

from collections.abc import Iterator
from statistics import median

from django.utils.translation import gettext_lazy as _

from chat.mood.signal import Hit, Signal
from chat.mood.turns import OPERATOR, Talk

BEFORE = 2  # messages of theirs that tell how they usually write
USUAL_WORDS = 7
CURT_WORDS = 2


def find(talk: Talk) -> Iterator[Hit]:
    for number, place in enumerate(talk.theirs[BEFORE:], start=BEFORE):
        usual = median(len(talk.words[p]) for p in talk.theirs[:number])
        words = talk.words[place]
        is_curt = usual >= USUAL_WORDS and 0 < len(words) <= CURT_WORDS and not _tells(words)
        if is_curt and place not in talk.relieved and not _was_asked(talk, place):
            yield Hit(place)


def _tells(words: list[str]) -> bool:
    """A time, a number."""
    return any(character.isdigit() for word in words for character in word)


def _was_asked(talk: Talk, place: int) -> bool:
    """A short answer to a question is only an answer."""
    said = talk.turns[place - 1] if place else None
    if said is None or said.author != OPERATOR:
        return True
    return "?" in said.text or bool(talk.lexicon.asking.search(talk.plain[place - 1]))


SIGNAL = Signal(
    "curt",
    _("Who wrote whole sentences before and now answers with a word has lost their patience."),
    points=5,
    most=15,
    find=find,
)
