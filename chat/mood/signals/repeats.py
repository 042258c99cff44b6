"""The same complaint again: nearly the same words, or saying that it was said before."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from chat.mood.signal import Hit, Signal
from chat.mood.turns import Talk

LOOK_BACK = 10  # messages of theirs
ALIKE = 0.6  # share of the words of both that are the same
SHORTEST = 3  # words that mean something; two are the same too easily


def find(talk: Talk) -> Iterator[Hit]:
    again = 0
    for number, place in enumerate(talk.theirs):
        earlier = talk.theirs[max(0, number - LOOK_BACK) : number]
        says_so = bool(talk.lexicon.again.search(talk.plain[place]))
        if says_so or any(alike(talk, place, other) for other in earlier):
            again += 1
            yield Hit(place, detail=again + 1)


def alike(talk: Talk, one: int, other: int) -> bool:
    """Whether two messages say the same, whatever their order and small words."""
    these, those = talk.meanings[one], talk.meanings[other]
    if min(len(these), len(those)) < SHORTEST:
        return False
    return len(these & those) / len(these | those) >= ALIKE


SIGNAL = Signal(
    "repeats",
    _("Who has to say the same again has not been heard the first time."),
    points=14,
    most=35,
    find=find,
)
