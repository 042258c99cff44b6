"""The board and the alarms in deploy/ ask for what there is, and for every figure there is."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from django.utils import timezone
from prometheus_client.core import Metric

from helpdesk.watch import installation, looking, process
from helpdesk.watch.meters import REGISTRY

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
BOARD = DEPLOY / "grafana" / "helpdesk.json"
ALERTS = DEPLOY / "prometheus" / "alerts.yml"
NAMES = re.compile(r"\b((?:helpdesk|process)_\w+)")
CHOSEN = re.compile(r"(\w+)\{([^}]*)\}")
GROUPED = re.compile(r"\bby \(([^)]*)\)")
SUFFIXES = {"histogram": ("_bucket", "_count", "_sum"), "counter": ("_total",), "gauge": ("",)}
OF_PROMETHEUS = {"le", "instance", "job"}


def families() -> Iterator[Metric]:
    yield from REGISTRY.collect()
    found = looking.Figures(timezone.now())
    yield from installation._of_database(found)
    yield installation._of_components({"database": "ok"})
    yield from installation._of_files()
    yield installation._gauge("tasks_waiting", "", 0)


def ours() -> set[str]:
    """What the product itself tells, by name."""
    return {
        family.name + ("_total" if family.type == "counter" else "")
        for family in families()
        if family.name.startswith("helpdesk_")
    }


def labels_of(family: Metric) -> set[str]:
    declared = getattr(REGISTRY._names_to_collectors.get(family.name), "_labelnames", ())
    seen = (label for sample in family.samples for label in sample.labels)
    return {*declared, *seen}


@pytest.fixture(scope="module")
def known() -> dict[str, set[str]]:
    """{name of a series: its labels}."""
    assert process  # registers what is so just now
    return {
        family.name + suffix: labels_of(family)
        for family in families()
        for suffix in SUFFIXES[family.type]
    }


def of_the_board() -> list[str]:
    panels = json.loads(BOARD.read_text())["panels"]
    return [target["expr"] for panel in panels for target in panel.get("targets", ())]


def of_the_alarms() -> list[str]:
    [group] = yaml.safe_load(ALERTS.read_text())["groups"]
    return [rule["expr"] for rule in group["rules"]]


ASKED = [*of_the_board(), *of_the_alarms()]


@pytest.mark.parametrize("question", ASKED)
def test_every_question_is_about_something_there_is(known, question):
    names = set(NAMES.findall(question))
    assert names <= known.keys()
    labels = set().union(OF_PROMETHEUS, *(known[name] for name in names))
    grouped = {label.strip() for by in GROUPED.findall(question) for label in by.split(",")}
    chosen = {
        re.split(r"[=!]", part)[0].strip()
        for _, inside in CHOSEN.findall(question)
        for part in inside.split(",")
    }
    assert grouped | chosen <= labels


def test_a_question_about_nothing_is_found(known):
    with pytest.raises(AssertionError):
        test_every_question_is_about_something_there_is(known, "helpdesk_kazoos")
    with pytest.raises(AssertionError):
        test_every_question_is_about_something_there_is(known, "sum by (kazoo) (helpdesk_sockets)")


def test_every_figure_of_ours_is_on_the_board(known):
    shown = {name for question in of_the_board() for name in NAMES.findall(question)}
    bare = {re.sub(r"_(bucket|count|sum)$", "", name) for name in shown}
    # How much was looked at; and what a pool may grow to, which nobody set but who reads it.
    aside = {
        "helpdesk_companies_visited",
        "helpdesk_companies_left_out",
        "helpdesk_database_connections_most",
    }
    assert ours() - bare == aside


def test_panels_have_a_place_and_a_source_of_their_own():
    board = json.loads(BOARD.read_text())
    panels = board["panels"]
    assert len({panel["id"] for panel in panels}) == len(panels)
    for panel in panels:
        place = panel["gridPos"]
        assert place["x"] + place["w"] <= 24
        if panel["type"] != "row":
            assert panel["datasource"]["uid"] == "${datasource}"
    assert [variable["name"] for variable in board["templating"]["list"]] == ["datasource"]


def test_every_alarm_says_what_it_is_and_what_to_do():
    [group] = yaml.safe_load(ALERTS.read_text())["groups"]
    for rule in group["rules"]:
        assert rule["labels"]["severity"] in ("page", "ticket")
        assert set(rule["annotations"]) == {"summary", "todo"}


def test_every_figure_is_explained(known):
    page = (DEPLOY.parent / "docs" / "watching.md").read_text()
    named = set(re.findall(r"`(helpdesk_\w+)`", page))
    assert named == ours()
