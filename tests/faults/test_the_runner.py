"""The runner of `make faults` sees what goes wrong, and says so."""

from dataclasses import replace

import pytest

from tests.faults.running import in_turn, run_all
from tests.faults.scenario import Outcome, Scenario, Size
from tests.faults.scenarios import BY_NAME
from tests.faults.table import BEGIN, END, summary, table, told, write

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


def found_by(*totals, **other_facts):
    return FACTS | other_facts | {"scenarios": [told(total) for total in totals]}


def test_runs_of_one_scenario_are_added_up_and_the_worst_is_shown():
    found = found_by(*totals_of(a_scenario(slow(1.0), slow(2.0)), 2))
    row = "| a thing breaks | 2 | 20 | 20 | 2 | 0 | 0 | 0 | slow, s: 2; how: by hand |"
    assert row in table(found)
    assert summary(found["scenarios"]) == "2 runs, 20 messages, 0 violations"


def test_what_takes_too_long_is_a_violation():
    (total,) = totals_of(a_scenario(slow(4.0)), 1)
    assert total.violations == ["slow, s: 4.00, at most 3 is allowed"]
    assert "| 1 | slow, s: 4; how: by hand; **slow, s: 4.00" in table(found_by(total))


def test_a_run_that_breaks_down_is_a_violation():
    (total,) = totals_of(a_scenario(TimeoutError("nobody came")), 1)
    assert total.violations == ["TimeoutError: nobody came"]
    assert told(total)["violations"] == total.violations


def test_many_runs_take_turns_among_those_that_can():
    first, second = a_scenario(again=Size()), a_scenario(again=Size(broken_s=1))
    plan = in_turn([first, a_scenario(), second], 3, 1000)
    assert [scenario for scenario, _ in plan] == [first, second, first]
    assert {size.messages for _, size in plan} == {1000}


def one_of(name, seconds=1.0, size="bounded", runs=1):
    scenario = replace(BY_NAME[name], run=a_scenario(*[slow(seconds)] * runs).run)
    totals = []
    plan = [(scenario, getattr(scenario, size))] * runs
    run_all(NoMachine(), plan, lambda words: None, totals)
    return totals


@pytest.fixture
def page(tmp_path):
    file = tmp_path / "page.md"
    file.write_text(f"before\n{BEGIN}old\n{END}after\n")
    return file


def commands_in(page):
    return [line.split(" | ")[-2] for line in page.read_text().splitlines() if "`--" in line]


def test_what_was_not_run_this_time_stays_as_it_was_measured(page):
    write(found_by(*one_of("acks-lost"), *one_of("redis-killed")), page)
    before = page.read_text()
    write(found_by(*one_of("acks-lost", 2.0), commit="f11", load=[4.0]), page)
    text = page.read_text()
    assert text.startswith(f"before\n{BEGIN}\n| what breaks |") and text.endswith(f"{END}after\n")
    (stays,) = [line for line in before.splitlines() if "redis-killed" in line]
    assert stays in text and stays.endswith("| f00, 2026-11-22, load 0.1 before |")
    assert "slow, s: 2; how: by hand | `--scenario acks-lost` | f11, 2026-11-22, load 4.0" in text
    assert "2 runs, 20 messages, 0 violations" in text
    assert "- 2 cores (p), 8 GiB, Python 3, PostgreSQL 18, Node 20: at f00, f11." in text


def test_a_machine_is_named_with_what_was_measured_on_it(page):
    write(found_by(*one_of("acks-lost"), *one_of("doubled")), page)
    write(found_by(*one_of("doubled"), commit="f22", cores=64), page)
    assert "2 cores (p), 8 GiB, Python 3, PostgreSQL 18, Node 20: at f00.\n- 64 cores" in (
        page.read_text()
    )
    write(found_by(*one_of("acks-lost"), commit="f22", cores=64), page)
    assert "2 cores" not in page.read_text()


def test_full_length_replaces_the_short_run_and_many_runs_have_a_row_of_their_own(page):
    write(found_by(*one_of("redis-killed", size="again", runs=3)), page)
    write(found_by(*one_of("redis-killed")), page)
    write(found_by(*one_of("redis-killed", size="full")), page)
    write(found_by(*one_of("redis-killed", size="again", runs=2)), page)
    many = "`--scenario redis-killed --runs {} --messages 1000`"
    long = "`--long --scenario redis-killed`"
    assert commands_in(page) == [long, many.format(3), many.format(2)]
    write(found_by(*one_of("redis-killed", size="again", runs=4)), page)
    assert commands_in(page) == [long, many.format(4)]


def test_a_page_without_marks_is_left_alone(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("nothing\n")
    with pytest.raises(SystemExit):
        write(found_by(), page)
    assert page.read_text() == "nothing\n"
