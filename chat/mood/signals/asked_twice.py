"""Our own question, asked again. “Anything else?” may be asked as often as it is meant."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from chat.mood.plain import plain, words_in
from chat.mood.signal import Hit, Signal
from chat.mood.turns import Talk

LOOK_BACK = 12  # questions of ours
ALIKE = 0.75
SHORTEST = 2
SENTENCE = re.compile(r"[^.!?\n]+[.!?\n]?")


def find(talk: Talk) -> Iterator[Hit]:
    asked: list[frozenset[str]] = []
    times = 1
    for place in talk.ours:
        questions = _questions(talk, place)
        before = asked[-LOOK_BACK:]
        if any(_same(question, earlier) for question in questions for earlier in before):
            times += 1
            yield Hit(place, detail=times)
        asked += questions


def _questions(talk: Talk, place: int) -> list[frozenset[str]]:
    found = []
    for sentence in SENTENCE.findall(talk.turns[place].text):
        said, lexicon = plain(sentence), talk.lexicon
        is_asked = "?" in said or lexicon.asking.search(said)
        if is_asked and not lexicon.offers.search(said):
            meaning = frozenset(w for w in words_in(said) if w not in lexicon.common)
            found += [meaning] if len(meaning) >= SHORTEST else []
    return found


def _same(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) / len(one | other) >= ALIKE


SIGNAL = Signal(
    "asked_twice",
    _("We ask what we have asked before; that tells customers nobody reads their answers."),
    points=7,
    most=21,
    find=find,
)
