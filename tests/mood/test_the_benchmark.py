"""The figures of docs/etiquette.md: measured as they should be, and put where they belong."""

import gzip
import json
import random

import pytest

from bench.etiquette.__main__ import NO_DATA, PARTS, main
from bench.etiquette.mood import (
    Dialogue,
    average_precision,
    best_threshold,
    measured,
    precision_and_recall,
    read,
)
from bench.etiquette.signals import signal_list
from bench.etiquette.tables import DOCS, Table, between, put
from chat.mood.scoring import course
from chat.mood.turns import Turn

# The worked example of scikit-learn's average_precision_score, which gives 0.83.
KNOWN = [(0.1, False), (0.4, False), (0.35, True), (0.8, True)]


def test_average_precision_is_the_known_one():
    assert average_precision(KNOWN) == pytest.approx(0.8333, abs=1e-4)
    assert average_precision([(1.0, True), (0.0, False)]) == 1.0
    assert average_precision([(0.5, True), (0.5, False)]) == 0.5  # the same number, together


def test_a_guess_has_the_average_precision_of_the_share():
    chance = random.Random(3)
    guessed = [(chance.random(), chance.random() < 0.1) for _ in range(20_000)]
    assert average_precision(guessed) == pytest.approx(0.1, abs=0.02)


def test_the_threshold_is_that_of_the_best_f1():
    scored = [(9, True), (8, True), (7, False), (6, True), (1, False), (1, False)]
    assert best_threshold(scored) == 6
    assert precision_and_recall(scored, 6) == (0.75, 1.0)
    assert precision_and_recall(scored, 100) == (0.0, 0.0)


def test_one_half_chooses_and_the_other_is_measured():
    dialogues = [Dialogue(truth, half, []) for truth, half in [(True, True), (False, True)] * 3]
    judged = [Dialogue(True, False, []), Dialogue(False, False, [])]
    found = measured([*dialogues, *judged], [5, 2, 5, 2, 5, 2, 4, 9])
    assert found.threshold == 5
    assert (found.precision, found.recall, found.f1) == (0.0, 0.0, 0.0)


def test_the_course_ends_where_the_chat_does():
    turns = [Turn(None, "visitor", "this is ridiculous"), Turn(None, "operator", "Sorry.")]
    assert course(turns, "en")[-1] == course(turns[:1], "en")[-1] == 25


def test_dialogues_without_an_answer_are_left_out(tmp_path):
    rows = [
        {"id": n, "customer_annoyed": truth, "turns": [{"t": 1, "from": "customer", "text": "a"}]}
        for n, truth in enumerate([True, False, None])
    ]
    path = tmp_path / "dialogues.jsonl.gz"
    with gzip.open(path, "wt") as lines:
        lines.writelines(json.dumps(row) + "\n" for row in rows)
    assert [dialogue.is_annoyed for dialogue in read(path)] == [True, False]


def test_without_the_data_it_says_which_file_is_missing(tmp_path, capsys):
    assert main(["--data", str(tmp_path)]) == NO_DATA
    assert "dialogues.jsonl.gz" in capsys.readouterr().err


def test_a_table_takes_the_place_between_its_markers():
    page = "# A\n<!-- one: made by make bench-etiquette -->\nold\n<!-- end -->\nrest\n"
    table = Table("T", ["a", "b"], [["1", "x | y"]], "A note.")
    new = put(page, "one", str(table))
    assert between(new, "one") == "### T\n\n| a | b |\n|---|---|\n| 1 | x \\| y |\n\nA note."
    assert new.endswith("<!-- end -->\nrest\n")
    with pytest.raises(ValueError, match="markers"):
        put(page, "two", "x")


def test_the_page_has_the_command_and_every_table():
    page = DOCS.read_text(encoding="utf-8")
    assert "make bench-etiquette" in page
    for part in [*PARTS, "rules"]:
        assert "|" in between(page, part), part


def test_the_list_of_signals_is_the_one_that_is_added_up():
    assert between(DOCS.read_text(encoding="utf-8"), "signals") == signal_list().strip()
