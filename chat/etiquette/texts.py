"""Small things several rules do with a text."""

from . import speech
from .spans import Span


def is_at_start(text: str, start: int) -> bool:
    """Whether a sentence begins there."""
    before = text[:start].rstrip(" \t\"'“„«([")
    return not before or before[-1] in ".!?…\n:"


def as_begun(text: str, start: int, words: str) -> str:
    """The words with a capital letter where a sentence begins, or the old ones had one."""
    is_capital = text[start].isupper() and not text[start : start + 2].isupper()
    return capitalised(words) if is_capital or is_at_start(text, start) else words


def capitalised(words: str) -> str:
    return words[:1].upper() + words[1:]


def without(text: str, start: int, end: int) -> Span:
    """What has to go so that no two blanks are left where something was taken out."""
    while start > 0 and text[start - 1] == " ":
        start -= 1
    if start == 0:
        while end < len(text) and text[end] == " ":
            end += 1
    return start, end


def sentence_around(text: str, place: int) -> Span:
    """The sentence that has this place in it."""
    for start, end in speech.sentences(text):
        if start <= place < end:
            return start, end
    return place, len(text)


def words_of(text: str) -> list[str]:
    return [word.strip(".,;:!?\"'()").lower() for word in text.split()]
