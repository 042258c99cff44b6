"""Krippendorff's alpha against the worked examples of K. Krippendorff, "Computing Krippendorff's
Alpha-Reliability", University of Pennsylvania, 2011 (sections A to D)."""

import pytest

from feedback.reviews.alpha import alpha, interval, nominal, ordinal

MEG = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0]
OWEN = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
BEN = [ord(letter) for letter in "aabbdcccedda"]
GERRY = [ord(letter) for letter in "babbbccceddd"]
X = None
FOUR = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, X, X, X],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, X, 3],
    [X, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, X],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, X],
]


def units(*people):
    return list(zip(*people, strict=True))


@pytest.mark.parametrize(
    ("people", "distance", "published"),
    [
        ([MEG, OWEN], nominal, 0.095),
        ([BEN, GERRY], nominal, 0.692),
        (FOUR, nominal, 0.743),
        (FOUR, ordinal, 0.815),
        (FOUR, interval, 0.849),
    ],
)
def test_the_published_examples(people, distance, published):
    assert alpha(units(*people), distance) == pytest.approx(published, abs=0.0005)


def test_at_its_ends():
    assert alpha(units([0, 1, 2], [0, 1, 2]), ordinal) == 1
    assert alpha(units([0, 2], [2, 0]), nominal) < 0
    assert alpha(units([2, 2, 2], [2, 2, 2])) is None
    assert alpha(units([1, X], [X, 2])) is None
    assert alpha([]) is None


def test_who_judged_alone_does_not_count():
    assert alpha([*units(MEG, OWEN), (1, X), (X, X)]) == alpha(units(MEG, OWEN))
