"""How a chat ended for the customer: answered, left with a question, or back again. Pure."""

from collections.abc import Sequence
from typing import NamedTuple

from chat.etiquette import speech
from chat.models import Author, Kind
from feedback.models import ReadChat

CONFIRMS = ("thanks", "solved")
Ending = ReadChat.Ending


class Line(NamedTuple):
    """What counts of an entry of the log. `by`: who closed or reopened; `signal`: which tap."""

    kind: str
    author: str
    text: str = ""
    by: str = ""
    signal: str = ""


def ending_of(lines: Sequence[Line], language: str) -> str:
    """Of the entries up to the closing, in their order. Somebody who was not answered by a person
    is not answered by a holding message either."""
    if _came_back(lines, language):
        return Ending.AGAIN
    asked = last = -1
    for number, line in enumerate(lines):
        if _is_asked(line):
            asked = number if _wants_answer(line.text, language) else asked
        if line.kind == Kind.MESSAGE and line.author == Author.OPERATOR:
            last = number
        if line.signal in CONFIRMS:
            last = number
    return Ending.UNANSWERED if asked > last else Ending.ANSWERED


def _came_back(lines: Sequence[Line], language: str) -> bool:
    """The customer wrote again after a closing, and not to say thank you."""
    was_reopened = False
    for line in lines:
        if line.kind == Kind.REOPENED and line.by == Author.VISITOR:
            was_reopened = True
        elif was_reopened and _is_asked(line) and _wants_answer(line.text, language):
            return True
    return False


def _is_asked(line: Line) -> bool:
    return line.kind == Kind.MESSAGE and line.author == Author.VISITOR


def _wants_answer(text: str, language: str) -> bool:
    if speech.questions(text, language):
        return True
    return not (speech.thanks(text, language) or speech.ends_kindly(text, language))
