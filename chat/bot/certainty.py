"""How sure it is that an article answers a question: a probability, from four things that can be
said in words.

Fitted, not felt: a logistic regression over real questions to a bank, some of which have no article
(`python -m bench.etiquette.certainty`), checked on other questions of the same source in
docs/etiquette.md. So "80 %" means that of a hundred such answers about eighty are right there; a
company with other articles sees its own figures in its settings.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from chat.articles.ranking import Ranked

from .models import Boldness

# From which certainty on the bot speaks. Being wrong costs a customer's trust, being silent costs
# nothing: a person answers in any case.
LEAST = {Boldness.CAUTIOUS: 0.85, Boldness.USUAL: 0.7, Boldness.BOLD: 0.55}
FEWEST_STEMS = 2  # one word alone is a topic, not a question

# By bench/etiquette/certainty.py; what each is multiplied with says `Signs`.
BIAS, COVERED, AHEAD, STRENGTH, STEMS = -6.78, 3.85, 2.57, 0.35, 2.97
ENOUGH_STEMS = 6


@dataclass(frozen=True)
class Signs:
    """`covered`: how much of the question the article has, 0 to 1, rare words counting more.
    `ahead`: by how much it beats the second, 0 (not at all) to 1 (there is no other). `strength`:
    what those words weigh in it. `stems`: of how many words the question is, of at most 6."""

    covered: float
    ahead: float
    strength: float
    stems: int

    @property
    def probability(self) -> float:
        """0 to 1. Formula: logistic regression."""
        sum_ = BIAS + sum(w * x for w, x in zip(WEIGHTS, self.numbers, strict=True))
        return 1 / (1 + math.exp(-sum_))

    @property
    def numbers(self) -> tuple[float, ...]:
        return self.covered, self.ahead, self.strength, self.stems / ENOUGH_STEMS


WEIGHTS = (COVERED, AHEAD, STRENGTH, STEMS)


def signs_of(found: Sequence[Ranked], stems: int) -> list[Signs]:
    """Of each article, best first; `stems`: different ones in the question."""
    return [
        Signs(each.covered, _ahead(each, found), each.strength, min(stems, ENOUGH_STEMS))
        for each in found
    ]


def _ahead(one: Ranked, found: Sequence[Ranked]) -> float:
    """Only the best is ahead of anybody."""
    others = [each.score for each in found if each is not one]
    return max(0.0, 1 - max(others, default=0.0) / one.score) if one.score > 0 else 0.0
