import json

import pytest

from bench.proof import __main__ as proof
from bench.proof import docs
from bench.proof.figures import Figure, shown, table
from bench.proof.parts import find


def test_a_table_has_a_line_for_each_name_and_a_column_for_each_way():
    made = table(
        [
            Figure("speed", "rate", "ours", 2100.4, "", "at least 10", True),
            Figure("speed", "rate", "ordinary", 210, "", note="3 lost"),
            Figure("speed", "p99", "ours", 3.25, "ms"),
        ]
    )
    assert made.splitlines() == [
        "|  | ours | ordinary | goal | met |",
        "|---|--:|--:|---|---|",
        "| rate | 2,100 | 210 | at least 10 | yes |",
        "| p99, ms | 3.25 |  |  |  |",
        "",
        "* rate (ordinary): 3 lost",
    ]


def test_a_missed_goal_is_to_be_seen():
    assert "| **no** |" in table([Figure("speed", "rate", "ours", 1, "", "at least 10", False)])


@pytest.mark.parametrize(
    ("value", "words"), [(0.123, "0.12"), (12.34, "12.3"), (1234.5, "1,234"), (7.0, "7")]
)
def test_three_digits_are_shown(value, words):
    assert shown(value) == words


class Stub:
    """About it.

    More that docs do not show."""

    NAME = "stub"

    def __init__(self, result):
        self.result = result

    def run(self, place, say):
        say("measuring")
        if isinstance(self.result, Exception):
            raise self.result
        return [Figure("stub", "rate", "ours", self.result, "")]


def test_only_its_own_section_is_written_anew():
    first = docs.put("# Speed\n", Stub(1), "| 1 |\n", "Measured once.\n")
    both = first + "\nWritten by hand.\n"
    again = docs.put(both, Stub(2), "| 2 |\n", "Measured twice.\n")
    assert "| 1 |" not in again and again.count("### stub") == 1
    assert "\nAbout it.\n" in again and "More" not in again
    assert again.startswith("# Speed\n") and again.endswith("\nWritten by hand.\n")


def run(monkeypatch, tmp_path, *parts):
    class Nowhere:
        def __init__(self, *_, **__): ...
        def __enter__(self):
            return self

        def __exit__(self, *_): ...

        of_a_part = __call__ = lambda self: self

    monkeypatch.setattr(proof, "Place", Nowhere)
    monkeypatch.setattr(proof, "find", lambda names: list(parts))
    kept = tmp_path / "proof.json"
    monkeypatch.setattr("sys.argv", ["bench.proof", "--json", str(kept)])
    return proof.main(), json.loads(kept.read_text())


def test_json_has_the_machine_the_commit_and_every_figure(monkeypatch, tmp_path):
    status, kept = run(monkeypatch, tmp_path, Stub(5))
    assert status == 0
    assert kept["figures"][0]["value"] == 5
    assert kept["cores"] and kept["commit"] and "bench.proof" in kept["command"]


def test_a_part_that_fails_says_why_and_the_others_go_on(monkeypatch, tmp_path, capsys):
    status, kept = run(monkeypatch, tmp_path, Stub(RuntimeError("no server")), Stub(5))
    assert status == 1
    assert kept["failed"] == {"stub": "RuntimeError: no server"}
    assert [figure["value"] for figure in kept["figures"]] == [5]
    assert "stub was not measured: RuntimeError: no server" in capsys.readouterr().err


def test_a_part_nobody_knows_is_refused():
    with pytest.raises(SystemExit, match="no such part: sped; there are speed"):
        find(["sped"])
