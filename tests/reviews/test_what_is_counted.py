"""The automatic scorecard: what is counted in a chat, and which message it comes from."""

from datetime import UTC, datetime, timedelta

import pytest

from feedback.scoring import Facts, Promised, Said, score
from feedback.scoring.counted import from_stored

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
LATER = NINE + timedelta(days=9)
ASKS, SAYS, AUTO = "visitor", "operator", "automatic"


def chat(*lines):
    """(seconds, author, text), numbered from 1."""
    return [
        Said(
            seq, NINE + timedelta(seconds=at), author, text, "Omar Haddad" if author == SAYS else ""
        )
        for seq, (at, author, text) in enumerate(lines, start=1)
    ]


def told(lines, **facts):
    return score(chat(*lines), Facts(looked_at=LATER, **facts))


GOOD = [
    (0, ASKS, "Where is my parcel? It was due on MONDAY!!!! THIS IS TERRIBLE SERVICE"),
    (1, AUTO, "Thank you, your message has reached us."),
    (40, SAYS, "Hello, my name is Omar. I am sorry, I understand how annoying that is."),
    (70, SAYS, "It is with the carrier and comes tomorrow before noon."),
    (100, ASKS, "Ok. Can I change the address?"),
    (160, SAYS, "Yes, please tell me the new one and I change it."),
    (170, ASKS, "12 Mill Lane"),
    (200, SAYS, "Done. Thank you for your patience, and have a lovely day!"),
]
BAD = [
    (0, ASKS, "Where is my parcel?"),
    (190, SAYS, "thx 4 ur message, we can't do that."),
    (200, ASKS, "WHAT DO YOU MEAN, this is ridiculous!!!! Where is it?"),
    (600, SAYS, "You should have read the terms. It comes soon."),
    (620, ASKS, "And who pays the fee?"),
]


def test_a_good_chat_meets_all_that_applies():
    found = told(GOOD)
    assert {point.criterion: point.met for point in found.points} == {
        "greeting": True,
        "name": True,
        "first_answer": True,
        "longest_gap": True,
        "answered": True,
        "empathy": True,
        "clarity": True,
        "shortcuts": True,
        "positive": True,
        "promise": None,
        "ending": True,
    }
    assert found.percent == 100
    assert (found.of("first_answer").value, found.of("first_answer").seq) == (40, 3)
    assert (found.of("longest_gap").value, found.of("longest_gap").seq) == (60, 6)
    assert (found.of("empathy").seq, found.of("ending").seq) == (3, 8)


def test_a_bad_chat_says_where():
    found = told(BAD)
    where = {point.criterion: (point.met, point.value, point.seq) for point in found.points}
    assert where == {
        "greeting": (False, None, 2),
        "name": (False, None, 2),
        "first_answer": (False, 190, 2),
        "longest_gap": (False, 400, 4),
        "answered": (False, 1, 5),
        "empathy": (False, None, 3),
        "clarity": (False, 1, 4),
        "shortcuts": (False, 1, 2),
        "positive": (False, 2, 2),
        "promise": (None, None, None),
        "ending": (False, None, 4),
    }
    assert found.percent == 0
    assert found.of("longest_gap").why == "6 min 40 s from the question to the answer."
    assert found.of("positive").why.startswith("2 messages refuse")


def test_nothing_is_said_where_nobody_answered_or_the_language_is_not_known():
    left = told([(0, ASKS, "Hello? Is anybody there?")])
    assert [point.criterion for point in left.points if point.met is not None] == ["answered"]
    foreign = told([(0, ASKS, "Missä se on?"), (10, SAYS, "Tulossa, heti.")], language="fi")
    assert {p.criterion for p in foreign.points if p.met is None} >= {"greeting", "name", "ending"}
    assert told([]).percent is None


@pytest.mark.parametrize(
    ("promise", "met", "value"),
    [
        (Promised(NINE, LATER - timedelta(days=1)), False, 1),
        (Promised(NINE, LATER + timedelta(days=1)), None, 0),
        (Promised(NINE, LATER, kept_at=LATER - timedelta(hours=1)), True, 0),
        (Promised(NINE, NINE + timedelta(hours=1), kept_at=LATER), False, 1),
        (Promised(NINE, LATER, was_dropped=True), False, 1),
    ],
)
def test_a_promise_is_kept_late_dropped_or_not_due(promise, met, value):
    point = told(GOOD, promises=[promise]).of("promise")
    assert (point.met, point.value) == (met, value)


def test_a_word_without_a_promise_is_not_kept_where_nothing_followed():
    asked = [(0, ASKS, "Is it back?"), (20, SAYS, "Hello! I'll get back to you.")]
    assert told(asked).of("promise").seq == 2
    assert told([*asked, (900, SAYS, "It is, since noon.")]).of("promise").met is None


def test_who_was_told_by_when_they_hear_again_is_not_left_waiting():
    lines = [
        (0, ASKS, "Is it back?"),
        (20, SAYS, "I ask."),
        (30, ASKS, "Ok"),
        (4000, SAYS, "It is."),
    ]
    kept = NINE + timedelta(seconds=4000)
    promise = Promised(NINE + timedelta(seconds=21), NINE + timedelta(hours=3), kept)
    assert told(lines).of("longest_gap").value == 3970
    assert told(lines, promises=[promise]).of("longest_gap").met is None


def test_outside_the_hours_the_first_answer_does_not_count_and_a_yes_of_the_customer_does():
    assert told(GOOD, was_closed=True).of("first_answer").met is None
    assert told(BAD, is_confirmed=True).of("answered").met is True
    assert told(GOOD, upset_seq=7).of("empathy").met is False


def test_what_is_stored_comes_back_without_words():
    found = told(BAD)
    stored = [point.stored() for point in found.points]
    assert from_stored(stored) == found
    assert all(set(each) == {"criterion", "met", "value", "seq"} for each in stored)
