"""We say no, or that we did not understand, again and again."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from chat.etiquette import speech
from chat.mood.signal import Hit, Signal
from chat.mood.turns import Talk


def find(talk: Talk) -> Iterator[Hit]:
    """From the second time on: one no is an answer."""
    times = 0
    for place in talk.ours:
        said = talk.turns[place].text[: talk.MOST]
        lost = talk.lexicon.lost.search(talk.plain[place])
        if lost or speech.negative(said, talk.lexicon.language):
            times += 1
            if times > 1:
                yield Hit(place, detail=times)


SIGNAL = Signal(
    "dead_ends",
    _("We say no, or that we do not understand, more than once."),
    points=5,
    most=15,
    find=find,
)
