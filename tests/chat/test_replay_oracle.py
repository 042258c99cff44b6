"""The oracle is asked about many things; it has to notice each of them."""

import asyncio

import pytest

from chat.replay.dialogues import Unreadable, choose
from chat.replay.oracle import Row, Witness, judge
from chat.replay.play import Pacer
from chat.replay.report import quantile

LOG = [Row(1, 1, "a"), Row(2, None, "note"), Row(3, 2, "b")]
BY_OPERATOR = [(1, "a"), (2, "note"), (3, "b")]
BY_VISITOR = [(1, "a"), (2, "b")]


def witness(shown, *, is_visitor=False, sent=(), acknowledged=()):
    return Witness("somebody", 1, is_visitor, shown, sent, frozenset(acknowledged))


def verdict(rows=LOG, *witnesses):
    found = judge({1: rows}, witnesses)
    return found.lost, found.doubled, len(found.disorder)


def test_nothing_is_wrong_where_nothing_is():
    sent = ["a", "b"]
    ours = witness(BY_VISITOR, is_visitor=True, sent=sent, acknowledged=sent)
    assert verdict(LOG, ours, witness(BY_OPERATOR)) == (set(), set(), 0)


def test_acknowledged_and_not_stored_is_lost():
    ours = witness(BY_VISITOR, is_visitor=True, sent=["z"], acknowledged=["z"])
    assert verdict(LOG, ours) == ({"z"}, set(), 0)


def test_stored_and_never_shown_is_lost():
    assert verdict(LOG, witness(BY_OPERATOR[:2])) == ({"b"}, set(), 0)


def test_stored_twice_is_doubled():
    assert verdict([*LOG, Row(4, 3, "a")])[1] == {"a"}


def test_shown_twice_is_doubled():
    shown = [*BY_OPERATOR, (4, "a")]
    assert verdict(LOG, witness(shown)) == (set(), {"a"}, 1)


def test_a_view_in_another_order_is_out_of_order():
    swapped = [(1, "b"), (2, "note"), (3, "a")]
    assert verdict(LOG, witness(swapped)) == (set(), set(), 1)


def test_a_note_in_a_visitors_view_is_out_of_order():
    assert verdict(LOG, witness(BY_OPERATOR, is_visitor=True))[2] == 1


def test_a_sender_whose_words_changed_places_is_out_of_order():
    ours = witness(BY_VISITOR, is_visitor=True, sent=["b", "a"])
    assert verdict(LOG, ours) == (set(), set(), 1)


@pytest.mark.parametrize(
    "rows",
    [[Row(1, 1, "a"), Row(3, 2, "b")], [Row(1, 1, "a"), Row(2, 3, "b")], [Row(2, 1, "a")]],
)
def test_numbers_with_gaps_are_out_of_order(rows):
    assert verdict(rows) == (set(), set(), 1)


def test_a_witness_of_what_was_never_stored_has_lost_it():
    assert judge({}, [witness([], sent=["a"], acknowledged=["a"])]).lost == {"a"}


# --- the rest of a replay -----------------------------------------------------------------------


def test_a_seed_draws_the_same_dialogues(tmp_path):
    path = tmp_path / "some.jsonl"
    lines = [f'{{"turns": [{{"from": "customer", "text": "{n}"}}]}}' for n in range(9)]
    path.write_text("\n".join(lines))
    drawn = choose(path, 5, seed=3)
    assert drawn == choose(path, 5, seed=3) != choose(path, 5, seed=4)
    assert len(choose(path, 20, seed=3)) == 20  # some come again


@pytest.mark.parametrize("text", ["", '{"turns": []}', '{"turns": [{"from": "operator"}]}', "[]"])
def test_a_file_without_dialogues_is_named(tmp_path, text):
    path = tmp_path / "some.jsonl"
    path.write_text(text)
    with pytest.raises(Unreadable):
        choose(path, 1, seed=1)


def test_quantiles_are_values_that_were_measured():
    values = [float(n) for n in range(1, 101)]
    assert [quantile(values, q) for q in (0.5, 0.95, 0.99)] == [50, 95, 99]
    assert quantile([7.0], 0.99) == 7.0
    assert quantile([], 0.5) != quantile([], 0.5)  # NaN


async def test_turns_are_handed_out_at_the_rate_and_no_faster():
    pacer = Pacer(rate=200)
    start = asyncio.get_running_loop().time()
    await asyncio.gather(*(pacer.turn() for _ in range(41)))
    assert asyncio.get_running_loop().time() - start >= 40 / 200
