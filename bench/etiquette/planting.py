"""Slips planted into clean messages, by seed: the right answer is then known without reading.

The phrases are this benchmark's own and were written without looking at the word lists of the
checks; words and places are drawn.
"""

import random
import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

WORD = re.compile(r"[a-z]{5,}")
APOSTROPHE = re.compile(r"\b(?:I'm|I'll|I've|can't|don't|isn't|doesn't|won't|you're|that's)\b")
SHORT = {
    "you": "u", "your": "ur", "are": "r", "please": "plz", "thanks": "thx", "before": "b4",
    "great": "gr8", "tomorrow": "tmrw", "because": "cuz",
}  # fmt: skip
LONG = re.compile(rf"\b(?:{'|'.join(SHORT)})\b")
ARTICLE = re.compile(r"\b(a|an) (?=[a-z]{3})")

NEGATIVE = [
    "I can't do that.", "We cannot change the booking.", "That is not possible.",
    "I am unable to help you with it.", "There is nothing I can do.", "We don't offer refunds.",
    "I won't be able to send it again.", "It's impossible to move the date.",
    "I have no idea.", "Our policy doesn't allow it.",
]  # fmt: skip
BLAME = [
    "You should have told us earlier.", "That was your mistake.", "You forgot to pay the fee.",
    "You didn't follow the instructions.", "As I said before, you need a booking number.",
    "You must have typed it wrong.", "Why didn't you call first?", "Calm down please.",
    "You failed to send the form.", "You never answered my question.",
]  # fmt: skip
PROMISE = [
    "I will get back to you.", "We'll let you know.", "Somebody will contact you about it.",
    "I'll call you back.", "You will hear from us.", "I will keep you posted.",
    "I'll find out for you and write to you.", "We will be in touch.",
]  # fmt: skip
VAGUE = [
    "It will be there soon.", "They will answer you later.", "We will deal with it shortly.",
    "You get it as soon as possible.", "It will be repaired at some point.",
    "The driver comes in a while.", "It will be back in stock in the near future.",
]  # fmt: skip
SELLING = [
    "By the way, would you be interested in our premium membership?",
    "We also have a special offer on luxury rooms.", "You might like our gold plan.",
    "For just $10 more you can upgrade to a suite.", "Have you considered our travel insurance?",
    "Sign up for our newsletter!",
]  # fmt: skip
FACES = [":)", ":D", ";-)", "\U0001f600", "\U0001f389", "\U0001f44d"]


class Planted(NamedTuple):
    """A message with a slip; `rules`: any of them may say so, `facts` of the chat."""

    text: str
    rules: frozenset[str]
    facts: dict[str, Any]


Plant = Callable[[random.Random, str, Sequence[str]], Planted | None]


def replaced(found: re.Match[str], words: str) -> str:
    return found.string[: found.start()] + words + found.string[found.end() :]


def drawn(draw: random.Random, pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = list(pattern.finditer(text))
    return draw.choice(found) if found else None


def misspelled(draw: random.Random, text: str, _others: Sequence[str]) -> Planted | None:
    """Two letters swapped, one doubled, or one left out: never the first."""
    found = drawn(draw, WORD, text)
    if found is None:
        return None
    word, place = found[0], draw.randrange(1, len(found[0]) - 1)
    swapped = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    doubled = word[:place] + word[place] + word[place:]
    left_out = word[:place] + word[place + 1 :]
    slip = draw.choice([swapped, doubled, left_out])
    if slip == word:
        return None
    return Planted(replaced(found, slip), frozenset({"spelling", "grammar"}), {})


def without_apostrophe(draw: random.Random, text: str, _others: Sequence[str]) -> Planted | None:
    found = drawn(draw, APOSTROPHE, text)
    rules = frozenset({"spelling", "grammar"})
    return Planted(replaced(found, found[0].replace("'", "")), rules, {}) if found else None


def twice(draw: random.Random, text: str, _others: Sequence[str]) -> Planted | None:
    found = drawn(draw, re.compile(r"\b(?:the|to|is|and|for|in|of|we|will)\b"), text)
    return (
        Planted(replaced(found, f"{found[0]} {found[0]}"), _ONE["grammar"], {}) if found else None
    )


def wrong_article(draw: random.Random, text: str, _others: Sequence[str]) -> Planted | None:
    found = drawn(draw, ARTICLE, text)
    if found is None:
        return None
    other = "an" if found[1] == "a" else "a"
    return Planted(replaced(found, f"{other} "), _ONE["grammar"], {})


def shortened(draw: random.Random, text: str, _others: Sequence[str]) -> Planted | None:
    found = drawn(draw, LONG, text)
    return Planted(replaced(found, SHORT[found[0]]), _ONE["shortcuts"], {}) if found else None


def in_capitals(_draw: random.Random, text: str, _others: Sequence[str]) -> Planted | None:
    return Planted(text.upper(), _ONE["shouting"], {}) if len(text.split()) > 3 else None


def exclaimed(draw: random.Random, text: str, _others: Sequence[str]) -> Planted | None:
    return Planted(text.rstrip(".!?") + "!" * draw.randint(3, 5), _ONE["shouting"], {})


def with_faces(draw: random.Random, text: str, _others: Sequence[str]) -> Planted | None:
    return Planted(f"{text} {' '.join(draw.sample(FACES, 4))}", _ONE["emoticons"], {})


def followed_by(phrases: Sequence[str], rule: str, **facts: Any) -> Plant:
    def plant(draw: random.Random, text: str, _others: Sequence[str]) -> Planted | None:
        return Planted(f"{text} {draw.choice(phrases)}", _ONE[rule], facts)

    return plant


def as_a_wall(draw: random.Random, text: str, others: Sequence[str]) -> Planted | None:
    text = " ".join(text.split())
    while len(text) < 600:
        text += " " + " ".join(draw.choice(others).split())
    return Planted(text, _ONE["wall_of_text"], {})


def without_greeting(_draw: random.Random, text: str, _others: Sequence[str]) -> Planted | None:
    return Planted(text, _ONE["greeting"], {"first_message": True, "name": "Omar"})


def to_somebody_upset(_draw: random.Random, text: str, _others: Sequence[str]) -> Planted | None:
    return Planted(text, _ONE["empathy"], {"upset": True}) if len(text.split()) > 3 else None


def as_last_words(_draw: random.Random, text: str, _others: Sequence[str]) -> Planted | None:
    return Planted(text, _ONE["kind_ending"], {"closing": True})


_ONE = {
    name: frozenset({name})
    for name in (
        "grammar shortcuts shouting emoticons negative blame promise vague_time upselling "
        "wall_of_text greeting empathy kind_ending"
    ).split()
}

# Those that need a message without thanks, greeting, sympathy or goodbye.
PLAIN = re.compile(
    r"\b(?:hello|hi|hey|thank|thanks|sorry|apolog\w*|understand|welcome|good ?bye|bye|pleasure|"
    r"good (?:morning|day|evening|afternoon)|have a|enjoy|glad|happy|anything else|feel free)\b",
    re.IGNORECASE,
)
PLANTS: dict[str, tuple[Plant, bool]] = {
    "a misspelled word": (misspelled, False),
    "a missing apostrophe": (without_apostrophe, False),
    "a word twice": (twice, False),
    "a for an, an for a": (wrong_article, False),
    "a shortcut": (shortened, False),
    "all in capitals": (in_capitals, False),
    "three to five exclamation marks": (exclaimed, False),
    "four emoticons": (with_faces, False),
    "a no without an alternative": (followed_by(NEGATIVE, "negative"), False),
    "blame": (followed_by(BLAME, "blame"), False),
    "a promise to come back": (followed_by(PROMISE, "promise"), False),
    "a vague time": (followed_by(VAGUE, "vague_time"), False),
    "selling to somebody upset": (followed_by(SELLING, "upselling", upset=True), False),
    "a wall of text": (as_a_wall, False),
    "a first message without greeting": (without_greeting, True),
    "no sympathy for somebody upset": (to_somebody_upset, True),
    "no kind ending": (as_last_words, True),
}
