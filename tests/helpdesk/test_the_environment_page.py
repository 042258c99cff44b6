"""docs/environment.md is what the code reads, with a word on each."""

import re

import yaml

from helpdesk import variables
from helpdesk.services.process import ROOT


def test_the_page_is_current():
    assert variables.page() == variables.PAGE.read_text(), "manage.py variables --write"


def test_each_variable_has_words_and_no_words_are_left_over():
    explained = set(variables.words()) - {"ANYMAIL_…"}  # whatever django-anymail calls them
    assert explained == variables.found().keys()


def test_defaults_are_those_of_production():
    found = variables.found()

    assert found["NEW_VISITORS_PER_HOUR"].default == "300"
    assert found["SECRET_KEY"].kind == "required"
    assert found["DRAIN_SECONDS"].kind == "str"  # read by the web process, not by the settings


def test_what_the_deployment_sets_is_known():
    """A name that nobody reads would be a hope."""
    units = "".join(unit.read_text() for unit in (ROOT / "deploy/systemd").glob("*.service"))
    named = {name for line in re.findall(r"^Environment=(.*)", units, re.M) for name in words(line)}
    compose = yaml.safe_load((ROOT / "deploy/compose.yaml").read_text())["services"]
    for service in ("web1", "migrate", "backup"):
        named |= compose[service]["environment"].keys()
    assert {name for name in named if not name.startswith("PYTHON")} <= variables.found().keys()


def words(line: str) -> list[str]:
    return [assignment.partition("=")[0] for assignment in line.split()]
