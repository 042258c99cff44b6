"""Words that speak of frustration, a list for each language; what is in no list says nothing.

A phrase is written plainly (lower case, no accents). `*` stands for any ending, ` .. ` for up to
three words in between.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from types import ModuleType

from chat.mood.plain import plain, words_in

from . import de, en, es, fr, pt

LANGUAGES: dict[str, ModuleType] = {"en": en, "de": de, "fr": fr, "es": es, "pt": pt}
SURE = 2  # usual words of a language that have to be there before it is preferred
NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True)
class Lexicon:
    """Patterns over plain text, and words that carry no meaning of their own."""

    language: str
    common: frozenset[str]
    negative: re.Pattern[str]
    positive: re.Pattern[str]
    negator: re.Pattern[str]
    complaint: re.Pattern[str]
    person: re.Pattern[str]
    leaving: re.Pattern[str]
    impatience: re.Pattern[str]
    unsolved: re.Pattern[str]
    again: re.Pattern[str]
    prod: re.Pattern[str]
    relief: re.Pattern[str]
    spoilt: re.Pattern[str]  # thanks that are none
    asking: re.Pattern[str]  # a question without its mark
    offers: re.Pattern[str]  # a question out of courtesy
    lost: re.Pattern[str]  # we say no, or do not understand


def lexicon_of(texts: Iterable[str], language: str) -> Lexicon:
    """Of the language the texts are in, as far as their usual words tell it; else of `language`
    (a BCP 47 tag). A language without a list has an empty one."""
    said = [word for text in texts for word in words_in(plain(text))]
    counts = {name: sum(word in _of(name).common for word in said) for name in LANGUAGES}
    best = max(counts, key=lambda name: counts[name])
    hinted = language.split("-", 1)[0].lower()
    is_clear = counts[best] >= SURE and counts[best] > counts.get(hinted, 0)
    return _of(best if is_clear else hinted)


@cache
def _of(language: str) -> Lexicon:
    words = LANGUAGES.get(language)
    if words is None:
        return Lexicon(language, frozenset(), *[NOTHING] * 15)
    return Lexicon(
        language,
        frozenset(words.COMMON.split()),
        *(
            _pattern(getattr(words, name))
            for name in (
                "NEGATIVE",
                "POSITIVE",
                "NEGATORS",
                "COMPLAINTS",
                "PERSON",
                "LEAVING",
                "IMPATIENCE",
                "UNSOLVED",
                "AGAIN",
                "PRODS",
                "RELIEF",
                "SPOILT",
                "ASKING",
                "OFFERS",
                "LOST",
            )
        ),
    )


def _pattern(phrases: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_piece, phrases))})(?!\w)")


def _piece(phrase: str) -> str:
    """As a pattern of bounded length, so that no text can make it slow."""
    parts = (_words(part) for part in plain(phrase).split(" .. "))
    return r"\W{1,3}(?:\w{1,30}\W{1,3}){0,3}".join(parts)


def _words(part: str) -> str:
    return r"\W{1,3}".join(_word(word) for word in part.split())


def _word(word: str) -> str:
    """Who types fast leaves the apostrophe out."""
    return re.escape(word).replace(r"\*", r"\w{0,12}").replace("'", "'?")
