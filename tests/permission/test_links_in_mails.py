"""Unsubscribing by one click (RFC 8058) and confirming an address: what scanners of mail do by
following links is nothing."""

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone

from chat.actions import Refused
from feedback.actions.consents import confirm, withdraw
from feedback.actions.outbox import queue_mail
from feedback.links import SALT, Use, confirm_link, privacy_link, unsubscribe_link
from feedback.models import Address, ConsentEvent, LiveConsent, MailKind, OutgoingMail, Purpose
from feedback.privacy.erasing import erase_visitor

from .conftest import Mia
from .test_the_privacy_page import path_of, text_of

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def stop(mia):
    """The path in the List-Unsubscribe header of mail for a follow-up."""
    mia.gives(Purpose.FOLLOW_UP, Purpose.SURVEY)
    return path_of(unsubscribe_link(mia.visitor, Purpose.FOLLOW_UP))


def held():
    return set(LiveConsent.objects.values_list("purpose", flat=True))


# --- Unsubscribing -----------------------------------------------------------------------------


def test_a_mail_program_unsubscribes_without_a_page(mia, stop):
    mail = queue_mail(kind=MailKind.ANSWER, visitor_id=mia.pk, dedupe_key="a")
    program = Client(enforce_csrf_checks=True)
    answer = program.post(stop, ONE_CLICK, headers={"Origin": "null"})
    assert (answer.status_code, answer["Content-Type"][:10]) == (200, "text/plain")
    assert held() == {"survey"} and not answer.cookies
    mail.refresh_from_db()
    assert mail.state == "cancelled"
    line = ConsentEvent.objects.order_by("-pk").first()
    assert (line.purpose, line.what, line.place) == ("follow_up", "withdrawn", "unsubscribe")


def test_a_scanner_that_follows_every_link_unsubscribes_nobody(stop, client):
    for ask in (client.get, client.head):
        for query in ("", "?List-Unsubscribe=One-Click", "?unsubscribe=1"):
            assert ask(stop + query).status_code == 200
    assert held() == {"follow_up", "survey"}
    assert "Take it back" in text_of(client.get(stop))


def test_the_button_on_the_page_works_without_cookies(stop):
    assert "Taken back" in text_of(Client(enforce_csrf_checks=True).post(stop))
    assert held() == {"survey"}


def test_twice_is_as_good_as_once(stop, client):
    for _ in range(2):
        assert client.post(stop, ONE_CLICK).status_code == 200
    assert "taken back already" in text_of(client.get(stop))
    assert ConsentEvent.objects.filter(what="withdrawn").count() == 1


def test_it_works_for_ever_and_after_an_erasure(mia, stop, client, monkeypatch):
    later = timezone.now().timestamp() + 20 * 365 * 86_400
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    assert client.post(stop, ONE_CLICK).status_code == 200
    erase_visitor(visitor_id=mia.pk, by=None)
    assert client.post(stop, ONE_CLICK).status_code == 200


def test_it_opens_nothing_else(stop, mia, client):
    answer = text_of(client.get(stop)) + text_of(client.post(stop))
    assert "/privacy/" not in answer and "customer.example" not in answer


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options"])
def test_other_methods_are_refused(stop, client, method):
    assert getattr(client, method)(stop).status_code == 405
    assert held() == {"follow_up", "survey"}


def test_a_forged_link_stops_nothing(mia, stop, client):
    key = mia.visitor.tenant.site_key
    foreign = signing.dumps([mia.visitor.tenant_id, mia.pk, "love"], salt=SALT + Use.UNSUBSCRIBE)
    privacy = privacy_link(mia.visitor).split("/")[-2]
    for token in ("x", "a:b:c", stop.split("/")[4] + "0", foreign, privacy):
        answer = client.post(f"/m/{key}/unsubscribe/{token}/", ONE_CLICK)
        assert answer.status_code == 404 and "leads nowhere" in text_of(answer)
    assert held() == {"follow_up", "survey"}


def test_of_another_company_it_is_not_found(mia, stop, client, in_acme):
    token = stop.split("/")[4]
    elsewhere = f"/m/{in_acme.globex.site_key}/unsubscribe/{token}/"
    assert client.post(elsewhere, ONE_CLICK).status_code == 404
    assert held() == {"follow_up", "survey"}


def test_stopping_news_stops_those_that_wait_for_the_address(mia, client, asks_for_news):
    mia.gives(Purpose.MARKETING)
    client.post(path_of(unsubscribe_link(mia.visitor, Purpose.MARKETING)), ONE_CLICK)
    assert held() == set() and OutgoingMail.objects.get().state == "cancelled"


def test_stopping_the_mail_that_asked_stops_the_news(mia, client, asks_for_news):
    """Before and after the address was confirmed."""
    for confirms in (False, True):
        mia.gives(Purpose.MARKETING)
        if confirms:
            client.post(link_now(mia))
        stop = path_of(unsubscribe_link(mia.visitor, Purpose.CONFIRMATION))
        assert "Take it back" in text_of(client.get(stop))
        assert client.post(stop, ONE_CLICK).status_code == 200
        assert held() == set()


# --- Confirming --------------------------------------------------------------------------------


@pytest.fixture
def asked(mia, asks_for_news):
    """The path in the mail that asks Mia to confirm."""
    mia.gives(Purpose.MARKETING)
    return link_now(mia)


def link_now(mia):
    mail = OutgoingMail.objects.filter(kind="confirmation").order_by("-pk").first()
    return path_of(confirm_link(mia.visitor, mail.data["text"], mail.live_consent.event_id))


def test_the_box_alone_puts_no_news_in_force(mia, asked):
    assert held() == {"confirmation"}
    lines = ConsentEvent.objects.order_by("pk").values_list("purpose", "what")
    assert set(lines) == {("confirmation", "given"), ("marketing", "given")}
    mail = OutgoingMail.objects.get()
    assert (mail.kind, mail.purpose, mail.state) == ("confirmation", "confirmation", "queued")


def test_looking_confirms_nothing(asked, client):
    for _ in range(2):
        answer = client.get(asked)
        assert answer.status_code == 200 and "Is this your address?" in text_of(answer)
    assert held() == {"confirmation"}
    assert "m…@customer.example" in text_of(client.get(asked))


def test_the_button_does_and_it_counts_once(asked, client):
    assert "Thank you, confirmed" in text_of(client.post(asked))
    assert held() == {"marketing"} and Address.objects.get().confirmed_at is not None
    lines = list(ConsentEvent.objects.order_by("pk").values_list("purpose", "what"))
    assert ("marketing", "confirmed") in lines and ("confirmation", "used") in lines
    again = client.post(asked)
    assert "confirmed this already" in text_of(again)
    assert ConsentEvent.objects.filter(what="confirmed").count() == 1


def test_after_seven_days_it_is_too_old(asked, client, monkeypatch):
    later = timezone.now().timestamp() + 7 * 86_400 + 1
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    answer = client.post(asked)
    assert answer.status_code == 410 and "too old" in text_of(answer)
    assert held() == {"confirmation"}


def test_what_was_taken_back_cannot_be_confirmed(mia, asked, client):
    withdraw(visitor_id=mia.pk, purposes=[Purpose.MARKETING], place="widget")
    for ask in (client.get, client.post):
        answer = ask(asked)
        assert answer.status_code == 410 and "nothing to confirm" in text_of(answer)
    assert held() == set()


def test_a_mail_to_one_address_does_not_confirm_another(mia, asked, client):
    mia.gives(Purpose.MARKETING, email="other@customer.example")
    answer = client.post(asked)
    assert answer.status_code == 410 and held() == {"confirmation"}
    assert client.post(link_now(mia)).status_code == 200
    assert held() == {"marketing"}


def test_it_was_confirmed_and_taken_back_since(mia, asked, client):
    client.post(asked)
    withdraw(visitor_id=mia.pk, purposes=[Purpose.MARKETING], place="widget")
    assert client.post(asked).status_code == 410
    assert held() == set()


@pytest.mark.parametrize("about", ["", "1", "a.b", "1.2.3", "9.9"])
def test_a_signed_nonsense_confirms_nothing(mia, asked, client, about):
    stuff = [mia.visitor.tenant_id, mia.pk, about]
    token = signing.dumps(stuff, salt=SALT + Use.CONFIRM)
    answer = client.post(f"/m/{mia.visitor.tenant.site_key}/confirm/{token}/")
    assert answer.status_code in (404, 410) and held() == {"confirmation"}


def test_a_forged_link_confirms_nothing(mia, asked, client, in_acme):
    token = asked.split("/")[4]
    for key, forged in (
        (mia.visitor.tenant.site_key, token[:-2]),
        (in_acme.globex.site_key, token),
    ):
        assert client.post(f"/m/{key}/confirm/{forged}/").status_code == 404
    assert held() == {"confirmation"}


def test_somebody_elses_link_confirms_nothing_of_mine(mia, asked, client, in_acme, new_id):
    other = Mia(in_acme, new_id)
    other.gives(Purpose.MARKETING, email="other@customer.example")
    assert client.post(link_now(other)).status_code == 200
    rows = LiveConsent.objects.values_list("visitor", "purpose")
    assert set(rows) == {(mia.pk, "confirmation"), (other.pk, "marketing")}


def test_confirming_in_the_action_is_as_strict(mia, asked):
    mail = OutgoingMail.objects.get()
    for text, number in ((mail.data["text"], 1), (10**9, mail.live_consent.event_id)):
        with pytest.raises(Refused, match="not_found"):
            confirm(visitor_id=mia.pk, text_id=text, asked=number, place="link")
