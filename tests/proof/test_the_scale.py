"""What `make bench` says of size is true of what it stored and of who connected."""

import pytest
from django.db import connection

from bench.proof.facts import node
from bench.scale import drain, growth, storm
from bench.scale.crowd import Crowd, Visit
from bench.scale.stored import store_visitors

NUMBER = 30


@pytest.fixture
def crowd(tmp_path):
    assert node().exists(), "make lint installs it"
    with Crowd(tmp_path / "crowd.log") as running:
        yield running


def test_stored_visitors_are_welcomed_by_the_tokens_told(committed_db, server, crowd):
    visits = [Visit(*each) for each in store_visitors(NUMBER)]
    told = crowd.visit(server.origin, visits, at_once=10, within_s=30)
    assert (len(visits), told["here"], told["welcomes"]) == (NUMBER, NUMBER, NUMBER)


def test_somebody_who_is_not_welcome_ends_the_measuring(committed_db, server, crowd):
    [*_, (path, _token)] = store_visitors(10)
    with pytest.raises(RuntimeError, match="bad_token"):
        crowd.visit(server.origin, [Visit(path, "0" * 32)], at_once=1, within_s=2)


def returns(**more):
    back = [1000 + 2 * n for n in range(storm.SOCKETS)]
    told = {"back": back, "errors": 0, "refused": 0, "polled": 0, "codes": {}}
    return told | {"attempts": 6000, "welcomes": 5000} | more


def figures_of(told):
    return {figure.name: figure for figure in storm._figures(told, {"ms": 20_000.0}, 10.0)}


def test_a_storm_that_everybody_comes_back_from():
    found = figures_of(returns())
    assert (found["back, p99"].value, found["back, p99"].met) == (pytest.approx(10.9), True)
    assert found["errors, refusals, not back"].met
    assert found["server CPU a reconnect"].value == pytest.approx(2.0)


@pytest.mark.parametrize("wrong", [{"errors": 1, "codes": {"internal": 1}}, {"refused": 1}])
def test_one_error_misses_the_goal_of_the_storm(wrong):
    assert figures_of(returns(**wrong))["errors, refusals, not back"].met is False


def test_who_does_not_come_back_is_not_left_out():
    found = figures_of(returns(back=[1000] * 4900 + [0] * 100))
    assert found["errors, refusals, not back"].value == 100
    assert found["back, p99"].met is False
    assert found["back, p99"].value == storm.GIVE_UP_AFTER_S


def test_what_costs_more_with_more_stored_is_to_be_seen():
    def stored(name, cost):
        costs = {"one": [cost], "ten": [cost]}
        return growth.Stored(name, {}, {}, None, costs=costs)

    sizes = [stored("small", 2.0), stored("deep", 2.2), stored("wide", 2.6)]
    goals = [figure for figure in growth._costs(sizes) if figure.goal]
    assert [(round(g.value, 2), g.met) for g in goals] == [(1.1, True), (1.3, False)]


def test_only_what_was_scanned_meanwhile_counts():
    assert growth._more({"a": 3, "b": 1}, {"a": 5, "b": 1, "c": 2}) == {"a": 2, "c": 2}


def test_the_statements_about_the_drain_are_true_of_the_tables(in_acme):
    with connection.cursor() as cursor:
        for statement in (drain.LEFT, drain.TENTHS, drain.DONE, drain.TOOK):
            cursor.execute(f"EXPLAIN {statement}")
            assert cursor.fetchall()
