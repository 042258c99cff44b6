"""The runner of `make faults` sees what goes wrong, and says so."""

import json

import pytest

from tests.faults.running import in_turn, run_all
from tests.faults.scenario import Outcome, Scenario, Size
from tests.faults.table import BEGIN, END, as_json, summary, table, write

FACTS = {"command": "c", "commit": "f00", "at": "2026-11-22T20:00:00", "cores": 2, "load": [0.1]}
FACTS |= {"processor": "p", "memory_gib": 8, "python": "3", "postgresql": "18", "node": "20"}


class NoMachine:
    def repair(self):
        pass


def a_scenario(*outcomes, **options):
    coming = iter(outcomes)

    async def run(machine, size):
        outcome = next(coming)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    return Scenario("thing", "a thing breaks", run, bounded=Size(), full=Size(), **options)


def slow(seconds):
    outcome = Outcome(messages=10, acknowledged=10, lost=1)
    outcome.measure("slow, s", seconds, most=3.0)
    outcome.measured["how"] = "by hand"
    return outcome


def totals_of(scenario, runs):
    totals = []
    run_all(NoMachine(), [(scenario, scenario.bounded)] * runs, lambda words: None, totals)
    return totals


def test_runs_of_one_scenario_are_added_up_and_the_worst_is_shown():
    totals = totals_of(a_scenario(slow(1.0), slow(2.0)), 2)
    assert "| a thing breaks | 2 | 20 | 20 | 2 | 0 | 0 | slow, s: 2; how: by hand |" in table(
        totals
    )
    assert summary(totals) == "2 runs, 20 messages, 0 violations"


def test_what_takes_too_long_is_a_violation():
    (total,) = totals_of(a_scenario(slow(4.0)), 1)
    assert total.violations == ["slow, s: 4.00, at most 3 is allowed"]
    assert "**slow, s: 4.00" in table([total])


def test_a_run_that_breaks_down_is_a_violation():
    (total,) = totals_of(a_scenario(TimeoutError("nobody came")), 1)
    assert total.violations == ["TimeoutError: nobody came"]
    assert json.loads(as_json({}, [total]))["scenarios"][0]["violations"] == total.violations


def test_many_runs_take_turns_among_those_that_can():
    first, second = a_scenario(again=Size()), a_scenario(again=Size(broken_s=1))
    plan = in_turn([first, a_scenario(), second], 3, 1000)
    assert [scenario for scenario, _ in plan] == [first, second, first]
    assert {size.messages for _, size in plan} == {1000}


def test_the_table_stands_between_its_marks(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(f"before\n{BEGIN}old\n{END}after\n")
    write(FACTS, totals_of(a_scenario(slow(1.0)), 1), page)
    assert page.read_text().startswith(f"before\n{BEGIN}\n| what breaks |")
    assert "1 runs, 0 violations. `c` at commit f00" in page.read_text()
    assert page.read_text().endswith(f"{END}after\n")


def test_a_page_without_marks_is_left_alone(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("nothing\n")
    with pytest.raises(SystemExit):
        write(FACTS, [], page)
    assert page.read_text() == "nothing\n"
