"""Numbers of cards and accounts never reach the database; other numbers do."""

import pytest
import re2

from chat import actions, masking
from chat.masking import mask
from chat.models import Conversation, Entry

# Published test numbers of the card schemes, and example accounts of the IBAN registry.
CARDS = [
    "4111111111111111",
    "4111 1111 1111 1111",
    "4222222222222",
    "5555-5555-5555-4444",
    "2223003122003222",
    "378282246310005",
    "6011111111111117",
    "3530111333300000",
    "30569309025904",
]
ACCOUNTS = ["DE89370400440532013000", "GB29 NWBK 6016 1331 9268 19", "FR1420041010050500013M02606"]


@pytest.mark.parametrize("number", CARDS)
def test_a_card_is_masked_but_for_its_end(number):
    said = mask(f"My card is {number}, thanks.")
    assert number not in said
    assert said.endswith(f"{number[-4:]}, thanks.")
    assert said.count("•") == sum(c.isdigit() for c in number) - 4


@pytest.mark.parametrize("number", ACCOUNTS)
@pytest.mark.parametrize("form", ["{}", "iban {} please", "({})"])
def test_an_account_is_masked_but_for_its_end(number, form):
    said = mask(form.format(number))
    assert number not in said and number[-4:] in said


@pytest.mark.parametrize(
    "text",
    [
        "Order 4111111111111112",  # one digit off
        "Call +49 30 901820 or 0800 330 1000",
        "1234567890123456",
        "2026-11-22 10:15:51 to 2026-11-23 10:15:51",
        "DE00370400440532013000",
        "tracking 00340434161094042557",
        "411111111111111122223333",
        "v4111111111111111",
        "",
    ],
)
def test_other_numbers_stay(text):
    assert mask(text) == text


def test_what_is_stored_and_told_is_masked(in_acme, new_id):
    appended = actions.post_visitor_message(
        visitor=in_acme.visitor, client_id=new_id(), body="4111 1111 1111 1111"
    )
    assert appended.entry.body == "•••• •••• •••• 1111"
    assert not Entry.objects.filter(body__contains="4111").exists()
    assert not Conversation.objects.filter(preview__contains="4111").exists()


def test_a_companys_own_patterns_count_for_it_alone(in_acme, monkeypatch):
    patterns = {in_acme.acme.pk: [re2.compile(r"KD-\d{6}")]}
    monkeypatch.setattr(masking, "sources", [lambda tenant_id: patterns.get(tenant_id, [])])
    assert mask("I am KD-123456.") == "I am •••••••••."


@pytest.mark.timeout(20)
def test_a_pattern_cannot_hold_a_message_up(in_acme, monkeypatch):
    slow = re2.compile(r"(a+)+$")
    monkeypatch.setattr(masking, "sources", [lambda tenant_id: [slow]])
    assert mask("a" * 8_000 + "b").endswith("b")


@pytest.mark.timeout(20)
def test_a_long_message_of_digits_is_read_in_no_time():
    assert mask("1 " * 4_000) == "1 " * 4_000
    assert mask("DE12 " * 1_600) == "DE12 " * 1_600
