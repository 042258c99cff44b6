"""From marks to a score. Pure."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from feedback.models import Criterion, CriterionMark

MOST = CriterionMark.YES


class Sum(NamedTuple):
    score: int  # 0 to 100
    passed: bool
    failed: list[int]  # critical criteria that were not met


def sum_of(
    criteria: Iterable[Criterion], values: Mapping[int, int | None], passes_at: int
) -> Sum | None:
    """`values`: {criterion: 0..2, None where it does not apply}. None: nothing applies.

    The share of the weights that was met, a "partly" counting half. A critical criterion that was
    not met fails the review, whatever the share is.
    """
    applied = [each for each in criteria if values.get(each.pk) is not None]
    whole = sum(each.weight for each in applied) * MOST
    if not whole:
        return None
    score = round(100 * sum(each.weight * (values[each.pk] or 0) for each in applied) / whole)
    failed = [each.pk for each in applied if each.is_critical and values[each.pk] == 0]
    return Sum(score, score >= passes_at and not failed, failed)
