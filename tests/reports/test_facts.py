"""What is counted of one chat, from its log alone."""

from datetime import UTC, datetime, timedelta

import pytest

from feedback.reports.facts import Finished, Line, facts_of, page_of
from feedback.scoring.facts import Promised

BEGAN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
V, O, A = "visitor", "operator", "automatic"  # noqa: E741


def at(seconds):
    return BEGAN + timedelta(seconds=seconds)


def chat(*told, **more):
    """`told`: (second, what), in order; "masked" is what a closed company says by itself."""
    lines = []
    for seq, (second, what) in enumerate(told, 1):
        kind, author, member, masked = {
            "v": ("message", V, None, False),
            "o": ("message", O, 7, False),
            "a": ("message", A, None, False),
            "masked": ("message", A, None, True),
            "given": ("assigned", "system", 7, False),
            "back": ("assigned", "system", None, False),
            "closed": ("closed", "operator", None, False),
        }[what]
        lines.append(Line(seq, kind, author, at(second), member, masked))
    return Finished(began_at=BEGAN, lines=lines, **more)


USUAL = [(0, "v"), (5, "a"), (20, "given"), (50, "o"), (60, "v"), (185, "o"), (300, "closed")]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (USUAL, {"wait_s": 20, "answer_s": 50, "in_target": 1, "handling_s": 280}),
        (USUAL, {"gaps": 1, "long_gaps": 1, "abandoned": 0, "answered": 1, "outside": 0}),
        # An answer after exactly a minute is in time, a gap of exactly two minutes is none.
        ([(0, "v"), (60, "o"), (61, "v"), (181, "o")], {"in_target": 1, "gaps": 1, "long_gaps": 0}),
        ([(0, "v"), (61, "o")], {"in_target": 0, "answered": 1, "handling_s": None}),
        # Nobody came: abandoned, without any time.
        ([(0, "v"), (90, "closed")], {"abandoned": 1, "wait_s": None, "answer_s": None}),
        ([(0, "v"), (90, "closed")], {"handling_s": None, "answered": 0, "in_target": 0}),
        # Outside the hours nobody is waited for.
        ([(0, "v"), (1, "masked"), (9000, "given"), (9001, "o")], {"outside": 1, "answered": 0}),
        ([(0, "v"), (1, "masked"), (90, "given"), (91, "o")], {"wait_s": None, "answer_s": None}),
        ([(0, "v"), (1, "masked")], {"abandoned": 0, "outside": 1}),
        # Put back, taken again, closed, and gone on with: what lies between is not handling.
        ([(0, "v"), (5, "given"), (25, "back"), (90, "given"), (100, "closed")],
         {"handling_s": 30}),
        ([(0, "v"), (10, "o"), (20, "closed"), (900, "v"), (910, "o"), (930, "closed")],
         {"handling_s": 30}),
        # What is said automatically answers nobody.
        ([(0, "v"), (1, "a"), (200, "o")], {"answer_s": 200, "in_target": 0}),
    ],
)  # fmt: skip
def test_times(told, expected):
    facts = facts_of(chat(*told))
    assert {name: facts[name] for name in expected} == expected


def test_the_assistant_answered_it():
    told = [(0, "v"), (2, "a"), (60, "closed")]
    alone = facts_of(chat(*told, by_bot=True))
    assert (alone["by_bot"], alone["abandoned"]) == (1, 0)
    with_a_person = facts_of(chat(*USUAL, by_bot=True))
    assert (with_a_person["by_bot"], with_a_person["answered"]) == (0, 1)


def test_a_gap_until_the_promised_time_is_none():
    promise = Promised(made_at=at(55), due_at=at(400), kept_at=at(185))
    facts = facts_of(chat(*USUAL, promises=[promise]))
    assert (facts["gaps"], facts["kept"], facts["promised"]) == (0, 1, 1)


def test_what_comes_later():
    promises = [
        Promised(at(0), at(10), at(10)),
        Promised(at(0), at(10), at(11)),
        Promised(at(0), at(10), was_dropped=True),
        Promised(at(0), at(10)),
    ]
    facts = facts_of(
        chat(*USUAL, promises=promises, scores=[5, 3, None, 4], reviews=[(80, True), (40, False)])
    )
    names = ["promised", "kept", "late", "dropped", "asked", "rated", "satisfied"]
    assert [facts[name] for name in names] == [4, 1, 1, 1, 4, 3, 2]
    assert [facts[name] for name in ("reviewed", "review_points", "passed")] == [2, 120, 1]


@pytest.mark.parametrize(
    ("url", "page"),
    [
        ("https://acme.example/shop/shoes/4711?x=1#top", "/shop/shoes"),
        ("https://acme.example/orders/4711/track", "/orders/…"),
        ("https://acme.example/p/order-4711", "/p/order-…"),
        ("https://acme.example", "/"),
        ("https://[broken", ""),
        ("", ""),
        ("https://acme.example/" + "x" * 300 + "/" + "y" * 300, "/" + "x" * 50 + "/" + "y" * 50),
    ],
)
def test_pages(url, page):
    assert page_of(url) == page
