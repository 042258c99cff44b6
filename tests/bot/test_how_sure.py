"""Certainty is a probability: fitted by machine, monotone in what speaks for an article."""

import math
import random
from types import SimpleNamespace

import pytest

from bench.etiquette.certainty import fit
from chat.bot.asking_for_people import asks_for_a_person
from chat.bot.certainty import LEAST, Signs, signs_of
from chat.bot.knowing import look_up


def test_the_fit_finds_the_numbers_it_was_made_of():
    pick, rows = random.Random(5), []
    for _ in range(4000):
        x = (pick.random() * 2, pick.random() * 2)
        p = 1 / (1 + math.exp(-(-1.5 + 2.0 * x[0] - 0.8 * x[1])))
        rows.append((x, pick.random() < p))
    assert fit(rows) == pytest.approx([-1.5, 2.0, -0.8], abs=0.2)


GOOD = Signs(covered=0.9, ahead=0.7, strength=2.5, stems=5)


@pytest.mark.parametrize(
    "worse",
    [
        Signs(covered=0.5, ahead=0.7, strength=2.5, stems=5),
        Signs(covered=0.9, ahead=0.1, strength=2.5, stems=5),
        Signs(covered=0.9, ahead=0.7, strength=0.5, stems=5),
        Signs(covered=0.9, ahead=0.7, strength=2.5, stems=2),
    ],
)
def test_less_of_anything_is_less_sure(worse):
    assert 0 < worse.probability < GOOD.probability < 1


def test_only_the_best_is_ahead_and_twins_are_not():
    rows = [SimpleNamespace(score=score, strength=2.0, covered=1.0) for score in (8.0, 8.0, 2.0)]
    assert [sign.ahead for sign in signs_of(rows, 4)] == [0, 0, 0]
    assert signs_of(rows[1:], 4)[0].ahead == 0.75


def test_one_word_is_a_topic_and_no_question(bot, in_acme):
    (found,) = look_up(in_acme.acme, "parcel", "en")
    assert found.certainty == 0


def test_cautious_usual_bold():
    assert list(LEAST.values()) == sorted(LEAST.values(), reverse=True)


@pytest.mark.parametrize("text", ["personal data", "impersonation", "agency", "menschlich"])
def test_a_word_inside_another_is_none(text):
    assert not asks_for_a_person(text)
