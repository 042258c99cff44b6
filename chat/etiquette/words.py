"""Which words a dictionary does not know and are right all the same."""

import re

from .draft import Draft
from .lexicon import plain_words
from .texts import is_at_start

SHORTEST = 3
# Written so everywhere in chats.
_USUAL = frozenset(
    "etc vs app apps appt approx info wifi login signup checkin eta faq pdf emoji ok".split()
)
_DAYS = (
    "monday tuesday wednesday thursday friday saturday sunday january february august september "
    "october november december"
).split()
LONG = 6
_BOTH = (  # American and British spelling: companies write either
    (re.compile(r"is(e|ed|es|er|ers|ing|ation|ations)\b"), r"iz\1"),
    (re.compile(r"ys(e|ed|es|er|ing)\b"), r"yz\1"),
    (re.compile(r"our"), "or"),
    (re.compile(r"(?<=[bt])re(s?)\b"), r"er\1"),
    (re.compile(r"ll(ed|ing|er|ers|ation|or|ment)"), r"l\1"),
    (re.compile(r"ogue"), "og"),
    (re.compile(r"(?:ae|oe)"), "e"),
    (re.compile(r"ce(s?)\b"), r"se\1"),
    (re.compile(r"mme"), "m"),
    (re.compile(r"grey"), "gray"),
    (re.compile(r"cheque"), "check"),
    (re.compile(r"tyre"), "tire"),
    (re.compile(r"judgement"), "judgment"),
    (re.compile(r"lfil(?!l)"), "lfill"),
    (re.compile(r"nrol(?!l)"), "nroll"),
    (re.compile(r"\b(learn|spel|burn)t\b"), r"\1ed"),
)


def is_ours(draft: Draft, start: int, end: int) -> bool:
    """Whether a word is none of the dictionary's business."""
    word = draft.text[start:end]
    plain = word.lower().removesuffix("'s").removesuffix("’s")
    if len(word) < SHORTEST or not plain.isascii() or not plain.replace("'", "").isalpha():
        return True
    if plain in _USUAL or plain in plain_words(draft.language):  # another check means it
        return True
    if plain in draft.company.words or plain in draft.chat.known_words:
        return True
    if word[1:] != word[1:].lower():  # IBAN, iPhone
        return True
    # A capital letter where no sentence begins is a name's.
    return word[0].isupper() and not is_at_start(draft.text, start) and not _is_a_day(word)


def _is_a_day(word: str) -> bool:
    """Of the names that stand in a dictionary, these are the ones everybody means."""
    return any(distance(word.lower(), day) == 1 for day in _DAYS)


def is_variant(word: str, other: str) -> bool:
    """“organised” and “organized”."""
    return _american(word.lower()) == _american(other.lower())


def nearest(text: str, start: int, end: int, choices: tuple[str, ...]) -> str | None:
    """What was meant, where that is one slip away; None where the word may well be right."""
    word = text[start:end]
    if any(is_variant(word, choice) for choice in choices):
        return None
    away = [(distance(word.lower(), choice.lower()), choice) for choice in choices]
    best, meant = min(away, default=(99, ""), key=lambda one: one[0])
    # At the start of a sentence it may be a name: only a long word can be told from one.
    most = 1 if len(word) < LONG or word[0].isupper() else 2
    if best > most or (word[0].isupper() and len(word) < LONG):
        return None
    return meant


def distance(one: str, other: str) -> int:
    """Letters changed, added, left out, or two swapped (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        last, before, row = before, row, [i]
        for j, wanted in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]


def _american(word: str) -> str:
    for british, american in _BOTH:
        word = british.sub(american, word)
    return word
