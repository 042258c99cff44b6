"""The client of the protocol for programs, piece by piece."""

import itertools

import pytest

from chat.client import Pace, View
from chat.client.outbox import Outbox
from chat.client.summaries import Summaries

AT_ONCE = Pace(backoff_base=0.0, backoff_least=0.0, ack_within=0.0)


def entries(*seqs, earlier=False):
    found = [{"seq": seq, "id": f"id{seq}"} for seq in seqs]
    return {"type": "entries", "entries": found, "earlier": earlier}


def seqs(view):
    return [entry["seq"] for entry in view.entries]


# --- the gap rule -------------------------------------------------------------------------------


def test_entries_come_in_whatever_pieces():
    view = View()
    assert view.apply(entries(1, 2)) == (entries(1, 2)["entries"], False)
    assert view.apply(entries(2, 3)) == (entries(3)["entries"], False)
    assert seqs(view) == [1, 2, 3]


def test_behind_a_gap_nothing_is_kept():
    view = View()
    view.apply(entries(1))
    added, has_gap = view.apply(entries(3, 4))
    assert (list(added), has_gap, seqs(view), view.is_behind) == ([], True, [1], True)
    view.apply(entries(2, 3, 4))
    assert (seqs(view), view.is_behind) == ([1, 2, 3, 4], False)


def test_the_log_of_a_new_conversation_begins_at_one():
    assert View().apply(entries(2)) == ([], True)


def test_a_page_begins_anywhere_and_history_goes_before_it():
    view = View()
    view.forget(expects_page=True)
    assert view.after is None
    view.apply(entries(7, 8))
    view.apply(entries(3, 4, earlier=True))  # does not fit
    assert seqs(view) == [7, 8]
    view.apply(entries(5, 6, earlier=True))
    assert (seqs(view), view.after) == ([5, 6, 7, 8], 8)


def test_an_id_at_two_places_is_noticed():
    view = View()
    view.apply(entries(1))
    view.apply({"entries": [{"seq": 2, "id": "id1"}], "earlier": False})
    assert view.doubled == ["id1"]


def test_every_order_of_three_pushes_ends_the_same_with_what_was_asked_for():
    for order in itertools.permutations((1, 2, 3)):
        view = View()
        missing = [view.apply(entries(seq))[1] for seq in order]
        if any(missing):
            view.apply(entries(*range(view.last + 1, 4)))
        assert seqs(view) == [1, 2, 3]


# --- the outbox ---------------------------------------------------------------------------------


@pytest.fixture
def outbox():
    box = Outbox(Pace())
    for id in "abc":
        box.add(1, {"type": "send", "id": id})
    box.add(2, {"type": "send", "id": "x"})
    return box


def due(outbox):
    return [frame["id"] for frame in outbox.take_due()]


def test_one_of_each_lane_is_on_its_way(outbox):
    assert due(outbox) == ["a", "x"]
    assert due(outbox) == []
    outbox.confirm("a", 1)
    assert due(outbox) == ["b"]
    assert outbox.pending == ["b", "c", "x"]


def test_a_new_line_sends_what_was_on_its_way_again(outbox):
    due(outbox)
    outbox.line_is_new()
    assert due(outbox) == ["a", "x"]


def test_what_is_no_use_repeating_makes_way(outbox):
    due(outbox)
    outbox.refuse({"id": "a", "code": "not_yours", "retry": False})
    assert outbox.failed == {"a": "not_yours"}
    assert due(outbox) == ["b"]


def test_what_the_server_refused_for_now_is_not_overtaken(outbox):
    due(outbox)
    outbox.refuse({"id": "a", "code": "slow_down", "retry": True, "retry_after": 30.0})
    assert due(outbox) == []
    outbox.line_is_new()
    assert due(outbox) == ["a", "x"]


def test_without_an_answer_it_is_sent_again():
    outbox = Outbox(AT_ONCE)
    outbox.add(1, {"type": "send", "id": "a"})
    assert due(outbox) == due(outbox) == ["a"]


def test_an_answer_counts_once_and_only_for_what_we_sent(outbox):
    outbox.confirm("a", 1)
    outbox.confirm("a", 9)
    outbox.confirm("of somebody else", 2)
    assert {id: stored.seq for id, stored in outbox.acknowledged.items()} == {"a": 1}


def test_pauses_grow_with_full_jitter_between_one_and_thirty_seconds():
    pace = Pace()
    for attempt in range(40):
        assert all(1 <= pace.backoff(attempt) <= min(30, 2**attempt) for _ in range(20))


# --- the list -----------------------------------------------------------------------------------


def summary(pk, head, status="open", read=0):
    receipts = {"visitor": read, "operator": 0}
    return {"id": pk, "head": head, "status": status, "read": receipts}


def page(*items, following=None):
    return {"items": list(items), "next": following, "inbox": "1.1"}


def test_a_push_that_was_overtaken_changes_nothing():
    held = Summaries()
    held.push(summary(1, head=5, status="closed"))
    held.push(summary(1, head=4, read=4))
    assert held.by_id[1]["status"] == "closed"
    assert held.by_id[1]["read"]["visitor"] == 4


def test_what_a_whole_list_leaves_out_is_gone_unless_it_was_just_told():
    held = Summaries()
    held.push(summary(1, head=1))
    held.push(summary(2, head=1))
    held.begin()
    held.take_page(page(summary(3, head=1), following="more"))
    held.push(summary(2, head=2))
    assert held.by_id.keys() == {1, 2, 3} and not held.inbox
    held.take_page(page(summary(4, head=1)))
    assert held.live.keys() == {2, 3, 4} and held.inbox == "1.1"
