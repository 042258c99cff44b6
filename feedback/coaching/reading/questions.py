"""What was asked, and how well the best article answers it. Call inside the company's scope."""

from collections.abc import Iterable, Mapping

from chat.articles.finding import shortened
from chat.articles.ranking import ranked, stems_of

from .words import words_of

MOST_LETTERS = 300
LOOKED_AT = 5  # articles
FEWEST_WORDS = 2  # that mean something; less is no question yet


def question_of(texts: Iterable[str], stems: Mapping[str, str]) -> str:
    """The first thing a customer wrote that is about something; "" where nothing is."""
    for text in texts:
        meant = {stems[word] for word in words_of(text) if word in stems}
        if len(meant) >= FEWEST_WORDS:
            return shortened(" ".join(text.split()), MOST_LETTERS)
    return ""


def how_well_answered(question: str, language: str) -> float | None:
    """The largest share of the question any of the best articles has, 0 to 1, rare words counting
    more; None where nothing was asked."""
    if not question:
        return None
    found = ranked(stems_of(question), language=language.partition("-")[0], most=LOOKED_AT)
    return max((each.covered for each in found), default=0.0)
