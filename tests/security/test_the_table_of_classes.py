"""docs/security.md names a test for each class, and every test it names is there."""

import re

import pytest

from tests.server import ROOT

PAGE = (ROOT / "docs" / "security.md").read_text()
PART = PAGE.partition("## Classes of holes")[2].partition("\n## ")[0]
TABLE = "\n".join(line for line in PART.splitlines() if line.startswith("| "))
ROWS = [line.strip("| ").split(" | ", 1) for line in TABLE.splitlines()]
CLASSES = [
    "Socket leaks state", "Socket skips authorisation", "Socket denial of service",
    "Cross-site socket hijacking", "Reading across companies", "Stored script",
    "Template injection", "Server-side request forgery", "Account takeover", "Upload",
    "SQL by filter", "Formula in exports", "Redirects", "Mail bombing", "Regular expressions",
    "Locking a victim out", "Host header", "Unsafe settings",
]  # fmt: skip


@pytest.mark.parametrize("name", CLASSES)
def test_every_class_has_a_row_with_tests(name):
    (tests,) = [tests for row, tests in ROWS if row.startswith(name)]
    assert re.search(r"`\w+/", tests)


def test_every_test_that_is_named_is_there():
    named = set(re.findall(r"`([a-z_]+/[\w.]*)`", TABLE))
    assert len(named) > 40
    assert [name for name in sorted(named) if not (ROOT / "tests" / name).exists()] == []


def test_every_test_of_this_folder_is_named():
    here = {path.name for path in (ROOT / "tests" / "security").glob("test_*.py")}
    assert {name for name in here if f"`security/{name}`" not in TABLE} == {
        "test_the_table_of_classes.py"
    }
