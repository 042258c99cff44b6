"""Krippendorff's alpha: how far several people agree, beyond what chance alone would give.

After K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (University of Pennsylvania,
2011), by the coincidences of values within units; missing values are allowed. 1: perfect, 0: as
good as chance, below: worse than chance.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import permutations

Value = int
Unit = Sequence[Value | None]  # what each person gave; None where they gave nothing
Distance = Callable[[Value, Value, Counter[Value]], float]


def nominal(one: Value, other: Value, _totals: Counter[Value]) -> float:
    return float(one != other)


def ordinal(one: Value, other: Value, totals: Counter[Value]) -> float:
    """By how many values lie between the two in rank."""
    low, high = sorted((one, other))
    between = sum(n for value, n in totals.items() if low <= value <= high)
    return (between - (totals[low] + totals[high]) / 2) ** 2


def interval(one: Value, other: Value, _totals: Counter[Value]) -> float:
    return float(one - other) ** 2


def alpha(units: Sequence[Unit], distance: Distance = nominal) -> float | None:
    """None where it cannot be told: nothing was judged twice, or everybody always said the same
    one thing, which chance would give as well."""
    paired = pairable(units)
    totals = Counter(value for unit in paired for value in unit)
    n = sum(totals.values())
    if n < 2:
        return None
    expected = sum(
        totals[one] * totals[other] * distance(one, other, totals)
        for one, other in permutations(totals, 2)
    )
    if not expected:
        return None
    observed = sum(_within(unit, distance, totals) for unit in paired)
    return 1 - (n - 1) * observed / expected


def _within(unit: Sequence[Value], distance: Distance, totals: Counter[Value]) -> float:
    apart = sum(distance(one, other, totals) for one, other in permutations(unit, 2))
    return apart / (len(unit) - 1)


def pairable(units: Sequence[Unit]) -> list[list[Value]]:
    """The units at least two people judged, without what is missing."""
    told = ([value for value in unit if value is not None] for unit in units)
    return [unit for unit in told if len(unit) > 1]
