"""Who gets a file, and with which headers: nothing that was brought in can act in our name."""

import time

import pytest
from django.test import Client

from chat.attachments import links
from chat.models import Attachment, Entry, Kind
from chat.render import stored_entry
from helpdesk.tenancy import tenant_scope
from tests.conftest import sign_in

from .conftest import PDF, WORDS, picture


def fetch(url, member=None):
    client = sign_in(Client(), member) if member else Client()
    return client.get(url)


@pytest.fixture
def sent(widget, chat, committed_cast):
    """A picture the visitor sent: as the visitor is told of it, and as an operator is."""
    token = widget.keep(picture(), "parcel.png")["token"]
    chat.asks("Look:", token)
    with tenant_scope(committed_cast.acme):
        entry = Entry.objects.filter(kind=Kind.MESSAGE, body="Look:").get()
        return [stored_entry(entry, side)["data"]["attachments"][0] for side in SIDES]


SIDES = ("visitor", "operator")


def test_the_visitor_gets_it_with_the_address_alone(sent):
    answer = fetch(sent[0]["url"])
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/png"


def test_operators_get_it_with_their_session_alone(sent, committed_cast):
    url = sent[1]["url"]
    assert "sign" not in url
    for member, status in [("omar", 200), ("tess", 200), ("eve", 404), (None, 404)]:
        answer = fetch(url, member and getattr(committed_cast, member))
        assert answer.status_code == status, member


def test_a_colleague_who_left_gets_nothing(sent, committed_cast):
    with tenant_scope(committed_cast.acme):
        committed_cast.omar.ended_at = committed_cast.omar.created_at
        committed_cast.omar.save()
    assert fetch(sent[1]["url"], committed_cast.omar).status_code == 404


def test_the_address_of_a_visitor_ends_after_an_hour(sent, monkeypatch):
    later = time.time() + links.LIFETIME_S + links.STEP_S
    monkeypatch.setattr(links.time, "time", lambda: later)
    assert fetch(sent[0]["url"]).status_code == 404


def test_addresses_made_shortly_after_each_other_are_the_same(monkeypatch):
    monkeypatch.setattr(links.time, "time", lambda: 1_000_000.0)
    one = links.address(1, "a" * 32, "a.png", signed=True)
    monkeypatch.setattr(links.time, "time", lambda: 1_000_100.0)
    assert links.address(1, "a" * 32, "a.png", signed=True) == one


def test_an_address_cannot_be_made_or_bent(sent, committed_cast):
    url = sent[0]["url"]
    _, _, tenant, token, rest = url.split("/", 4)
    foreign = f"/files/{committed_cast.globex.pk}/{token}/{rest}"
    other = f"/files/{tenant}/{'0' * 32}/{rest}"
    longer = url.replace("until=", "until=9")
    for bent in [foreign, other, longer, url[:-2] + "xx", url.replace("sign=", "sing=")]:
        assert fetch(bent).status_code == 404, bent
    for junk in ["", "-1", "1e9", "٣", "x" * 5000, "0" * 50]:
        assert not links.is_signed(int(tenant), token, junk, "x")


def test_a_disabled_company_serves_nothing(sent, committed_cast):
    committed_cast.acme.is_active = False
    committed_cast.acme.save()
    assert fetch(sent[0]["url"]).status_code == 404
    assert fetch(sent[1]["url"], committed_cast.omar).status_code == 404


@pytest.mark.parametrize("state", ["scanning", "refused"])
def test_what_was_not_found_clean_is_not_there(sent, committed_cast, state):
    with tenant_scope(committed_cast.acme):
        Attachment.objects.update(state=state)
    assert fetch(sent[0]["url"]).status_code == 404


def test_a_file_that_was_lost_is_not_there(sent, folder):
    for path in folder.glob("*/*"):
        path.unlink()
    assert fetch(sent[0]["url"]).status_code == 404


@pytest.mark.parametrize(
    ("content", "name", "type", "disposition"),
    [
        (picture(), "a.png", "image/png", "inline"),
        (PDF, "a.pdf", "application/pdf", "attachment"),
        (WORDS, "a.txt", "text/plain; charset=utf-8", "attachment"),
    ],
)
def test_nothing_can_act_in_our_name(widget, content, name, type, disposition):
    answer = fetch(widget.keep(content, name)["url"])
    assert answer.status_code == 200
    assert answer["Content-Type"] == type
    assert answer["Content-Disposition"].startswith(disposition)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].split("; ")[:2] == ["default-src 'none'", "sandbox"]
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert not answer.cookies


def test_the_name_to_save_it_under_is_ours_and_not_the_addresss(widget):
    url = widget.keep(PDF, "Rechnung%20%C3%84%22.pdf")["url"]
    bent = url.replace(url.split("/")[4].split("?")[0], "evil.exe")
    header = fetch(bent)["Content-Disposition"]
    assert "evil" not in header
    assert "filename*=utf-8''Rechnung%20%C3%84.pdf" in header


def test_it_can_only_be_read(sent):
    assert Client().post(sent[0]["url"]).status_code == 405
