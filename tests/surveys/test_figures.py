"""Figures against values from tables and textbooks."""

import random
from math import isclose

import pytest

from feedback.surveys.figures import mean, net_promoters, share, student_t


@pytest.mark.parametrize(
    ("some", "of", "low", "high"),
    [  # Newcombe, Statistics in Medicine 17 (1998), table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_shares_are_those_of_the_literature(some, of, low, high):
    figure = share(some, of)
    assert (round(figure.low, 4), round(figure.high, 4)) == (low, high)


def test_a_share_of_nothing_is_none():
    assert share(0, 0) is None


@pytest.mark.parametrize(
    ("degrees", "point"),
    [(1, 12.706), (5, 2.571), (9, 2.262), (10, 2.228), (15, 2.131), (30, 2.042), (120, 1.980)],
)
def test_students_t_is_that_of_the_tables(degrees, point):
    assert isclose(student_t(degrees), point, abs_tol=0.0011)


def test_a_mean_and_its_interval():
    figure = mean({5: 6, 4: 2, 3: 1, 1: 1}, 1, 5)  # standard deviation 1.3166
    assert (figure.value, figure.answers) == (4.2, 10)
    assert isclose(figure.low, 4.2 - 2.262 * 1.3166 / 10**0.5, abs_tol=0.001)
    assert figure.high == 5  # nobody can say more


def test_one_answer_has_no_interval_and_none_has_no_mean():
    assert (mean({4: 1}, 1, 5).low, mean({}, 1, 5)) == (None, None)


def test_net_promoters():
    assert net_promoters({10: 5, 9: 1, 8: 2, 6: 1, 0: 1}).value == pytest.approx(0.4)
    assert net_promoters({}) is None


def test_the_intervals_hold_the_truth_as_often_as_they_say():
    """A thousand samples of twenty; 95 of 100 are meant."""
    chance, held = random.Random(4), 0
    for _ in range(1000):
        said = chance.choices([1, 2, 3, 4, 5], [5, 5, 15, 35, 40], k=20)
        figure = mean({score: said.count(score) for score in set(said)}, 1, 5)
        held += figure.low <= 4.0 <= figure.high
    assert 920 <= held <= 980
