"""What customers say outright: each is a list of phrases per language (chat/mood/words)."""

from collections.abc import Callable, Iterator

from django.utils.translation import gettext_lazy as _

from chat.etiquette import speech
from chat.mood.signal import Hit, Signal
from chat.mood.turns import Talk

AGAIN = 2.0  # who asks for a person a second time was not given one
TWICE = 1.5  # two of the same kind in one message


def says(what: str) -> Callable[[Talk], Iterator[Hit]]:
    def find(talk: Talk) -> Iterator[Hit]:
        pattern = getattr(talk.lexicon, what)
        messages = 0
        for place in talk.theirs:
            count = sum(1 for _each in pattern.finditer(talk.plain[place]))
            if count:
                messages += 1
                yield Hit(place, TWICE if count > 1 else 1.0, messages)

    return find


def asks_for_person(talk: Talk) -> Iterator[Hit]:
    times = 0
    for place in talk.theirs:
        text, language = talk.turns[place].text[: talk.MOST], talk.lexicon.language
        asks = talk.lexicon.person.search(talk.plain[place])
        if asks or speech.asks_for_transfer(text, language):
            times += 1
            yield Hit(place, 1.0 if times == 1 else AGAIN, times)


def insults(talk: Talk) -> Iterator[Hit]:
    for place in talk.theirs:
        if speech.abusive(talk.turns[place].text[: talk.MOST], talk.lexicon.language):
            yield Hit(place)


COMPLAINT = Signal(
    "complaint",
    _("They say it outright: “this is ridiculous”, “let me speak to a manager”."),
    points=25,
    most=50,
    find=says("complaint"),
    lasts=True,
)
PERSON = Signal(
    "person",
    _("They ask for a person; asking again weighs twice, because nobody came the first time."),
    points=10,
    most=30,
    find=asks_for_person,
)
ABUSE = Signal(
    "abuse",
    _("They insult or swear."),
    points=20,
    most=40,
    find=insults,
    lasts=True,
)
LEAVING = Signal(
    "leaving",
    _("They say that they will leave, complain elsewhere or want their money back."),
    points=25,
    most=50,
    find=says("leaving"),
    lasts=True,
)
IMPATIENCE = Signal(
    "impatience",
    _("They press for time: “how long?”, “hurry”, “still waiting”."),
    points=8,
    most=24,
    find=says("impatience"),
)
UNSOLVED = Signal(
    "unsolved",
    _("What we said does not help: “that is not what I asked”, “still not working”."),
    points=8,
    most=24,
    find=says("unsolved"),
)
