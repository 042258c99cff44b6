"""The benchmark of the checks on data of our own, and the list of rules in the docs."""

import gzip
import json
import random

import pytest

from bench.etiquette import checks
from bench.etiquette.planting import PLANTS
from bench.etiquette.rules import rule_list
from bench.etiquette.tables import DOCS, between
from chat.etiquette.rules import RULES

SAID = [
    ("customer", True, "Where is my parcel?"),
    ("operator", False, "Your parcel is on its way, and it will reach you tomorrow."),
    ("operator", True, "Thank you for waiting, your parcel is here."),
    ("operator", True, "your parcel is here"),
    ("operator", True, "Your parcel is wonderfull."),
]


@pytest.fixture
def data(tmp_path):
    turns = [
        {"t": n, "from": who, "typed": typed, "text": text}
        for n, (who, typed, text) in enumerate(SAID)
    ]
    dialogues = [
        {"id": 1, "operator_calm_and_helpful": True, "turns": turns},
        {"id": 2, "operator_calm_and_helpful": False, "turns": turns[:4]},
    ]
    (tmp_path / "star").mkdir()
    with gzip.open(tmp_path / "star" / "dialogues.jsonl.gz", "wt") as lines:
        lines.writelines(json.dumps(dialogue) + "\n" for dialogue in dialogues)
    return tmp_path


def test_well_written_is_chosen_by_form_alone(data):
    """Of what was typed: from a capital to a full stop, in a dialogue that was liked, no word of
    one dialogue alone."""
    typed = [said.text for said in checks.well_written(data) if said.is_typed]
    assert typed == ["Thank you for waiting, your parcel is here."]
    assert len([said for said in checks.well_written(data) if not said.is_typed]) == 2


def test_each_slip_is_planted_and_looked_for(data):
    table = checks.table(data)
    rows = {row[0]: row for row in table.rows}
    assert rows["recall: all in capitals"][2] == "100 %"
    assert {f"recall: {name}" for name in PLANTS} <= rows.keys()
    assert "first messages without a greeting, picked, per 100 messages" in rows


def test_what_is_planted_is_the_same_every_time():
    def once():
        text = "Thank you for waiting, your parcel is here."
        return [plant(random.Random(name), text, [text]) for name, (plant, _) in PLANTS.items()]

    assert once() == once()


def test_the_list_of_rules_in_the_docs_is_the_one_that_is_run():
    assert between(DOCS.read_text(encoding="utf-8"), "rules") == rule_list().strip()
    assert rule_list().count("\n| `") == len(RULES)
