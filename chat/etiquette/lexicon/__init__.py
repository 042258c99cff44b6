"""The words each language says things with; one file a language, names of things as keys.

A phrase is a small regular expression: a blank stands for any white space, an apostrophe for either
kind of it or none at all, because people who type fast leave it out. Every phrase begins and ends
at a word's edge. Nothing in them repeats inside a repetition, so that none can explode.
"""

import re
from functools import cache, lru_cache

from . import de, en, es, fr, pt

LANGUAGES = {"de": de, "en": en, "es": es, "fr": fr, "pt": pt}


def primary(language: str) -> str:
    """ "pt-br" -> "pt"; "" for none."""
    return language.lower().replace("_", "-").split("-")[0]


@cache
def pattern(name: str, language: str) -> re.Pattern[str] | None:
    """What `name` is said with in `language`; None where we know no words for it."""
    words = LANGUAGES.get(primary(language))
    phrases: list[str] = words.PHRASES.get(name, []) if words else []
    return compiled(phrases) if phrases else None


def compiled(phrases: list[str]) -> re.Pattern[str]:
    """A blank followed by a question mark is a blank that need not be there."""
    written = "|".join(phrases).replace(" ?", r"\s?").replace(" ", r"\s+")
    written = written.replace("'", "['’]?")
    return re.compile(rf"(?<!\w)(?:{written})(?!\w)", re.IGNORECASE)


@cache
def plain_words(language: str) -> dict[str, str]:
    """{shortcut in small letters: what it stands for}."""
    words = LANGUAGES.get(primary(language))
    return dict(words.SHORTCUTS) if words else {}


@lru_cache(1000)
def introduction(name: str, language: str) -> re.Pattern[str] | None:
    """How somebody called `name` says who they are; "" for anybody with a capital letter."""
    words = LANGUAGES.get(primary(language))
    who = re.escape(name) if name else r"(?-i:[A-Z])[^\W\d_]+"
    phrases = words.PHRASES["introduces"] if words else []
    return compiled([phrase.replace("{name}", who) for phrase in phrases]) if phrases else None


def saying(name: str, language: str) -> str:
    """What a fix says to the customer; "" in a language we have no words of."""
    words = LANGUAGES.get(primary(language))
    return words.SAYINGS[name] if words else ""
