"""The ledger, the words about the company, and the one door for the list of those who want news."""

import csv
import io
import json

import pytest
from django.db import connection

from feedback.actions.consents import confirm, withdraw
from feedback.models import (
    Address,
    ConsentEvent,
    LiveConsent,
    MarketingExport,
    PrivacyNotice,
    Purpose,
    Suppression,
)
from feedback.privacy.erasing import erase_visitor
from tests.conftest import sign_in

from .conftest import EMAIL, Mia

LEDGER = "/t/acme/privacy/permissions/"
NOTICE = LEDGER + "notice/"
EXPORT = NOTICE + "export/"


@pytest.fixture
def ada(client, in_acme):
    return sign_in(client, in_acme.ada)


def text_of(answer):
    return answer.content.decode()


def wants_news(mia, email=EMAIL):
    """Ticked and confirmed."""
    mia.gives(Purpose.MARKETING, email=email)
    live = LiveConsent.objects.get(visitor=mia.pk, purpose="confirmation")
    (mail,) = live.tenant.outgoing_mail.filter(subject=mia.pk, state="queued")
    confirm(visitor_id=mia.pk, text_id=mail.data["text"], asked=live.event_id, place="link")


# --- The ledger --------------------------------------------------------------------------------


def test_an_empty_ledger_says_what_will_be_here(ada):
    assert "Nothing yet" in text_of(ada.get(LEDGER))
    assert "Nobody has agreed to this" in text_of(ada.get(LEDGER + "?purpose=survey"))


def test_it_shows_lines_and_never_an_address(in_chat, ada):
    in_chat.mia.gives(Purpose.FOLLOW_UP)
    page = text_of(ada.get(LEDGER))
    assert "Answer my question by e-mail" in page and f"Customer {in_chat.mia.pk}" in page
    assert "Acme may write to this address" in page
    assert "customer.example" not in page


def test_by_purpose(mia, ada):
    mia.gives(Purpose.FOLLOW_UP, Purpose.SURVEY)
    page = text_of(ada.get(LEDGER + "?purpose=survey"))
    assert page.count("<tr>") == 2 and "how this chat was" in page
    assert text_of(ada.get(LEDGER + "?purpose=love")).count("<tr>") == 3


def test_page_by_page(mia, ada):
    for number in range(14):
        mia.gives(Purpose.FOLLOW_UP, Purpose.SURVEY, email=f"mia{number}@customer.example")
    first, second = (text_of(ada.get(f"{LEDGER}?page={n}")) for n in (1, 2))
    assert first.count("<tr>") == 26 and second.count("<tr>") == 4
    assert "Page 2 of 2" in second


def test_what_is_in_force_is_counted(mia, ada):
    mia.gives(Purpose.FOLLOW_UP, Purpose.SURVEY)
    withdraw(visitor_id=mia.pk, purposes=[Purpose.SURVEY], place="widget")
    page = text_of(ada.get(LEDGER))
    assert page.count("<dd>1</dd>") == 1 and page.count("<dd>0</dd>") == 5


def test_a_receipt_for_each_line(mia, ada):
    (line,) = mia.gives(Purpose.FOLLOW_UP)
    answer = ada.get(f"{LEDGER}receipts/{line.receipt}/")
    assert f"{line.receipt}.json" in answer["Content-Disposition"]
    receipt = json.loads(answer.content)
    assert receipt["record_id"] == str(line.receipt)
    assert receipt["pii_principal_id"] == f"acme/{mia.pk}"
    assert "customer.example" not in text_of(answer)


def test_who_it_was_about_is_gone_and_the_line_stays(in_chat, ada, client):
    in_chat.mia.gives(Purpose.FOLLOW_UP)
    erase_visitor(visitor_id=in_chat.mia.pk, by=None)
    page = text_of(ada.get(LEDGER))
    assert "ended by erasure" in page and "/inbox/" + str(in_chat.pk) not in page


@pytest.mark.parametrize("who", ["sam", "omar", "tess"])
def test_it_is_for_those_who_manage_settings(in_acme, client, mia, who):
    (line,) = mia.gives(Purpose.FOLLOW_UP)
    sign_in(client, getattr(in_acme, who))
    for address in (LEDGER, NOTICE, f"{LEDGER}receipts/{line.receipt}/"):
        assert client.get(address).status_code == 403
    assert client.post(EXPORT, {"as": "csv"}).status_code == 403


def test_to_others_it_is_not_there(in_acme, client, mia):
    (line,) = mia.gives(Purpose.FOLLOW_UP)
    sign_in(client, in_acme.eve)
    assert client.get(LEDGER).status_code == 404
    theirs = LEDGER.replace("acme", "globex")
    assert client.get(f"{theirs}receipts/{line.receipt}/").status_code == 404


# --- The notice --------------------------------------------------------------------------------

FILLED = {
    "controller": "Acme Lamps Ltd.",
    "contact": "1 Lamp Street",
    "policy_url": "https://acme.example/privacy",
}


def test_who_is_responsible_is_told_to_customers(mia, ada, client):
    assert ada.post(NOTICE, FILLED | {"asks_marketing": "on"}).status_code == 302
    notice = PrivacyNotice.objects.get()
    assert (notice.controller, notice.asks_marketing) == ("Acme Lamps Ltd.", True)
    ada.post(NOTICE, FILLED)
    assert PrivacyNotice.objects.get().asks_marketing is False


@pytest.mark.parametrize(
    "bad",
    [
        {"policy_url": "javascript:alert(1)"},
        {"policy_url": "ftp://acme.example"},
        {"controller": "x" * 121},
        {"controller": "see www.evil.example"},
        {"contact": "a\x00b"},
    ],
)
def test_what_customers_would_not_want_to_read_is_refused(ada, bad):
    answer = ada.post(NOTICE, FILLED | bad)
    assert answer.status_code == 200 and "Not saved yet" in text_of(answer)
    assert not PrivacyNotice.objects.exists()


# --- The list ----------------------------------------------------------------------------------


def rows_of(answer):
    return list(csv.DictReader(io.StringIO(text_of(answer).lstrip("\ufeff"))))


def test_the_list_has_the_proof_and_who_took_it_is_written_down(mia, ada, in_acme, asks_for_news):
    wants_news(mia)
    answer = ada.post(EXPORT, {"as": "csv"})
    assert answer["Cache-Control"] == "no-store" and "attachment" in answer["Content-Disposition"]
    (row,) = rows_of(answer)
    assert row["address"] == EMAIL and "news and offers" in row["wording"]
    assert row["ticked_at"] < row["confirmed_at"] and len(row["receipts"].split()) == 2
    taken = MarketingExport.objects.get()
    assert (taken.by_id, taken.count) == (in_acme.ada.pk, 1)
    assert "1 address" in text_of(ada.get(NOTICE))


def test_the_same_as_json(mia, ada, asks_for_news):
    wants_news(mia)
    (row,) = json.loads(ada.post(EXPORT, {"as": "json"}).content)
    assert row["address"] == EMAIL and len(row["sha256"]) == 64


def test_permission_for_something_else_is_no_permission_for_news(mia, ada, asks_for_news):
    mia.gives(Purpose.FOLLOW_UP, Purpose.SURVEY)
    answer = ada.post(EXPORT, {"as": "csv"}, follow=True)
    assert "so there is no list" in text_of(answer)
    assert not MarketingExport.objects.exists()


def test_who_has_not_confirmed_is_not_in_it(mia, ada, asks_for_news):
    mia.gives(Purpose.MARKETING)
    assert "so there is no list" in text_of(ada.post(EXPORT, {"as": "csv"}, follow=True))


def test_who_took_it_back_or_cannot_be_reached_is_not_in_it(
    mia, ada, in_acme, new_id, asks_for_news
):
    others = [Mia(in_acme, new_id) for _ in range(2)]
    for number, each in enumerate([mia, *others]):
        wants_news(each, f"{number}@customer.example")
    withdraw(visitor_id=mia.pk, purposes=[Purpose.MARKETING], place="widget")
    stopped = Address.objects.get(visitor=others[0].pk)
    Suppression.objects.create(
        tenant=in_acme.acme, digest=stopped.digest, why=Suppression.Why.BOUNCED
    )
    (row,) = rows_of(ada.post(EXPORT, {"as": "csv"}))
    assert row["address"] == "2@customer.example"


@pytest.mark.parametrize("local", ["=1+1", "+1", "-1", "=cmd|calc"])
def test_no_cell_is_a_formula(mia, ada, asks_for_news, local):
    wants_news(mia, f"{local}@customer.example")
    (row,) = rows_of(ada.post(EXPORT, {"as": "csv"}))
    assert row["address"] == f"'{local}@customer.example"


def test_a_get_takes_nothing(mia, ada, asks_for_news):
    wants_news(mia)
    assert ada.get(EXPORT).status_code == 405
    assert ada.post(EXPORT, {"as": "xlsx"}).status_code == 302
    assert not MarketingExport.objects.exists()


def test_a_long_ledger_costs_no_more_questions(mia, ada, django_assert_max_num_queries):
    for number in range(12):
        mia.gives(Purpose.FOLLOW_UP, Purpose.SURVEY, email=f"mia{number}@customer.example")
    assert ConsentEvent.objects.count() == 24
    with django_assert_max_num_queries(25, connection=connection):
        ada.get(LEDGER)
