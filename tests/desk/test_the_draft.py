"""What the next operator should know, drafted from what was said."""

import pytest

from chat import actions
from chat.drafting import MOST, draft_summary, facts, promises


def test_it_says_what_was_asked_the_facts_the_last_word_and_what_was_promised(
    in_acme, answered_by, new_id
):
    page = {"url": "https://shop.example/orders", "title": "Your orders"}
    chat = answered_by(
        in_acme.omar,
        "Where is my parcel? Order 20391, paid 49,90 €.",
        body="I am Omar. I will ask the carrier and write to you by tomorrow.",
        page=page,
    )
    visitor = chat.visitor
    actions.post_visitor_message(visitor=visitor, client_id=new_id(), body="Thanks, I wait.")
    assert draft_summary(chat).splitlines() == [
        "Asked: Where is my parcel? Order 20391, paid 49,90 €.",
        "Page: Your orders (https://shop.example/orders)",
        "Facts: 20391, 49,90 €",
        "Last word: Thanks, I wait.",
        "Promised: I will ask the carrier and write to you by tomorrow.",
    ]


def test_empty_parts_are_left_out(somebody_asks):
    assert draft_summary(somebody_asks("Hello?")) == "Asked: Hello?"


def test_it_never_grows_beyond_its_field(in_acme, answered_by):
    chat = answered_by(in_acme.omar, *["long words " * 500] * 3, body="I will. " * 900)
    assert len(draft_summary(chat)) <= MOST


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("order #4711 of 12.11.2026", ["#4711", "12.11.2026"]),
        ("see https://shop.example/a?b=1.", ["https://shop.example/a?b=1"]),
        ("DE-20391 and $12.50", ["DE-20391", "$12.50"]),
        ("I have 2 lamps", []),
    ],
)
def test_numbers_links_amounts_and_days_are_facts(text, found):
    assert facts([text]) == found


@pytest.mark.parametrize(
    "said",
    ["I'll look into it.", "Ich melde mich bis morgen.", "Je vais demander.", "Vou perguntar já."],
)
def test_promises_are_known_in_the_languages_we_speak(said):
    assert promises([f"Good morning! {said}"]) == [said]
