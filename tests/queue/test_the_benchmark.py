"""The simulation behind docs/waiting.md: the same days for the same seed, and the goal is met."""

import random
import re
from pathlib import Path

from bench.waiting import SHAPES, Day, row

PAGE = Path(__file__).resolve().parents[2] / "docs" / "waiting.md"


def usual_durations():
    """As long and as different as chats are: some minutes, now and then half an hour."""
    chance = random.Random(7)
    return [min(2400.0, 40 + chance.lognormvariate(5.4, 0.8)) for _ in range(500)]


QUIET, PEAK = SHAPES[:2]


def told(seed, shape=QUIET):
    return Day(shape, usual_durations(), seed).play().told


def test_a_day_is_the_same_for_the_same_seed():
    assert [chat.wait for chat in told(3)] == [chat.wait for chat in told(3)]
    assert [chat.wait for chat in told(3)] != [chat.wait for chat in told(4)]


def test_everybody_is_served_in_the_end():
    assert all(chat.wait >= 0 for chat in told(1))


def test_ours_is_closer_than_the_usual_formulas():
    line = row("peak", told(1, PEAK) + told(2, PEAK))
    cells = [cell.strip() for cell in line.strip("|").split("|")]
    ratio, held = float(cells[-2]), int(cells[-1].rstrip("%"))
    assert ratio <= 0.7
    assert held >= 80


def test_the_page_has_the_command_and_a_table_that_holds_the_goal():
    text = PAGE.read_text()
    assert "make bench-waiting" in text
    for name in [*(shape.name for shape in SHAPES), "all"]:
        cells = re.search(rf"^\| {name} \|(.+)\|$", text, re.MULTILINE)[1].split("|")
        assert float(cells[-2]) <= 0.6
        assert 85 <= int(cells[-1].strip().rstrip("%")) <= 95
