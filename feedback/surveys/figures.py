"""Figures with how sure they are. Pure.

Every figure is of a sample: those who answered. Its interval holds the true value in 95 of 100 such
samples. Shares: Wilson, "Probable inference", JASA 22 (1927), which keeps within 0 and 1 and is
honest for few answers. Means: Student's t.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

FEWEST = 10  # answers, below which nothing is said of one person or one department
Z = NormalDist().inv_cdf(0.975)
# The 97.5 % points of Student's t for 1 to 9 degrees of freedom.
SMALL_T = (12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262)


@dataclass(frozen=True)
class Figure:
    """`low` and `high` are its 95 % interval: None where there is too little to tell one."""

    value: float
    low: float | None
    high: float | None
    answers: int


def share(some: int, of: int) -> Figure | None:
    """Between 0 and 1, or None where there is nothing to have a share of."""
    if not of:
        return None
    p, z2 = some / of, Z * Z
    middle = (p + z2 / (2 * of)) / (1 + z2 / of)
    reach = Z * sqrt(p * (1 - p) / of + z2 / (4 * of * of)) / (1 + z2 / of)
    return Figure(p, max(0.0, middle - reach), min(1.0, middle + reach), of)


def mean(counts: Mapping[int, int], least: int, most: int) -> Figure | None:
    """Of whole numbers between `least` and `most`, given how often each was said."""
    answers = sum(counts.values())
    if not answers:
        return None
    value = sum(number * times for number, times in counts.items()) / answers
    if answers == 1:
        return Figure(value, None, None, 1)
    squares = sum(times * (number - value) ** 2 for number, times in counts.items())
    reach = student_t(answers - 1) * sqrt(squares / (answers - 1) / answers)
    return Figure(value, max(least, value - reach), min(most, value + reach), answers)


def net_promoters(counts: Mapping[int, int]) -> Figure | None:
    """The share of 9 and 10 less the share of 0 to 6, between -1 and 1; the interval is that of
    the mean of +1, 0 and -1."""
    said: Counter[int] = Counter()
    for number, times in counts.items():
        said[1 if number >= 9 else -1 if number <= 6 else 0] += times
    return mean(said, -1, 1)


def student_t(degrees: int) -> float:
    """The 97.5 % point; from 10 degrees on by the expansion of Abramowitz and Stegun, 26.7.5,
    which is right to three digits there."""
    if degrees <= len(SMALL_T):
        return SMALL_T[degrees - 1]
    n, z = degrees, Z
    return (
        z
        + (z**3 + z) / (4 * n)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * n**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * n**3)
    )
