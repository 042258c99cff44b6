"""The first steps of a company: seen by themselves, one by one, and then out of the way."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from chat import actions
from helpdesk.tenancy import tenant_scope
from tenants import caps
from tenants.models import Tenant
from tests.conftest import sign_in

PAGE, STATE = "/t/acme/setup/", "/t/acme/setup/state/"
LISTED = "https://shop.acme.example"


@pytest.fixture
def ada(cast, monkeypatch):
    monkeypatch.setattr("chat.setup.within", lambda *_: True)
    cache.clear()
    Tenant.objects.update(set_up_at=None)
    with tenant_scope(cast.acme):
        cast.acme.memberships.exclude(pk=cast.ada.pk).update(ended_at=cast.ada.created_at)
        cast.acme.opening_hours.all().delete()
    return sign_in(Client(), cast.ada)


def done(client):
    return {name for name, told in client.get(STATE).json()["steps"].items() if told}


def acme():
    return Tenant.objects.get(slug="acme")


def load_a_page_with_the_snippet(origin=LISTED):
    Client().get(f"/widget/{acme().site_key}/config/", headers={"Origin": origin})


def test_in_the_beginning_nothing_is_done(ada):
    assert done(ada) == set()
    assert "0 of 5 done" in ada.get(PAGE).content.decode()


def test_hours_are_set(ada):
    ada.post("/t/acme/settings/hours/", {"kind": "anytime"})
    assert done(ada) == {"hours"}


def test_somebody_is_invited(ada, monkeypatch):
    monkeypatch.setattr("tenants.invitations.within", lambda *_: True, raising=False)
    ada.post("/t/acme/people/", {"email": "new@acme.example", "role": "operator"})
    assert done(ada) == {"people"}


def test_the_snippet_is_seen_on_a_listed_page_alone(ada):
    load_a_page_with_the_snippet("https://evil.example")
    load_a_page_with_the_snippet("http://testserver")
    assert done(ada) == set()
    load_a_page_with_the_snippet()
    assert ada.get(STATE).json()["steps"]["snippet"] == f"Seen on {LISTED}."
    seen = acme().snippet_seen_at
    load_a_page_with_the_snippet()
    assert acme().snippet_seen_at == seen


def test_a_first_chat_is_answered(ada, cast, new_id):
    with tenant_scope(cast.acme):
        asked = actions.post_visitor_message(visitor=cast.visitor, client_id=new_id(), body="Hi")
        chat = asked.entry.conversation_id
    assert done(ada) == set()
    with tenant_scope(cast.acme):
        actions.post_operator_message(
            member=cast.ada, conversation_id=chat, client_id=new_id(), body="Hello!"
        )
    assert done(ada) == {"chat"}


def link_in_the_mail():
    return re.search(r"https?://[^/]+(/t/\S+)", mail.outbox[0].body)[1]


def test_a_mail_to_oneself_is_confirmed_by_its_link(ada):
    ada.post(f"{PAGE}mail/")
    assert mail.outbox[0].to == ["ada@acme.example"]
    ada.get(link_in_the_mail())
    assert done(ada) == {"mail"}


def test_the_link_is_good_for_the_one_it_was_sent_to(ada, cast):
    ada.post(f"{PAGE}mail/")
    assert sign_in(Client(), cast.eve).get(link_in_the_mail()).status_code == 404
    ada.get(f"{link_in_the_mail()}x")
    ada.get(f"{PAGE}mail/arrived/")
    assert done(ada) == set()


def test_or_by_saying_so_once_one_was_sent(ada):
    ada.post(f"{PAGE}mail/here/")
    assert done(ada) == set()
    ada.post(f"{PAGE}mail/")
    ada.post(f"{PAGE}mail/here/")
    assert done(ada) == {"mail"}


def test_a_mail_server_that_does_not_answer_is_told(ada, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    page = ada.post(f"{PAGE}mail/", follow=True).content.decode()
    assert "nothing was sent" in page
    assert done(ada) == set()


def test_until_then_one_lands_there_and_the_menu_has_it(ada):
    assert ada.get("/companies/")["Location"] == PAGE
    assert f'href="{PAGE}"' in ada.get("/t/acme/people/").content.decode()
    ada.post(f"{PAGE}done/")
    assert ada.get("/companies/")["Location"] == "/t/acme/inbox/"
    assert f'href="{PAGE}"' not in ada.get("/t/acme/people/").content.decode()


def test_when_all_is_done_it_puts_itself_aside(ada, monkeypatch):
    monkeypatch.setattr("chat.setup.first_steps", lambda _: [])
    assert "Acme is ready" in ada.get(PAGE).content.decode()
    assert acme().set_up_at is not None


def test_operators_go_to_their_inbox(cast):
    Tenant.objects.update(set_up_at=None)
    omar = sign_in(Client(), cast.omar)
    assert omar.get("/companies/")["Location"] == "/t/acme/inbox/"
    assert omar.get(PAGE).status_code == 403


def test_mails_are_capped(cast, monkeypatch):
    from limits.storage import MemoryStorage
    from limits.strategies import FixedWindowRateLimiter

    limiter = FixedWindowRateLimiter(MemoryStorage())
    monkeypatch.setattr(caps, "_limiter", lambda: limiter)
    client = sign_in(Client(), cast.ada)
    for _ in range(6):
        page = client.post(f"{PAGE}mail/", follow=True).content.decode()
    assert "five mails in an hour" in page
    assert len(mail.outbox) == 5


def test_a_site_that_is_not_on_the_list_is_asked_about(ada):
    load_a_page_with_the_snippet("https://www.acme.example")
    assert ada.get(STATE).json()["stranger"] == "https://www.acme.example"
    assert "https://www.acme.example has asked for your chat" in ada.get(PAGE).content.decode()
    sites = "/t/acme/settings/sites/"
    form = ada.get(f"{sites}?site=https://www.acme.example").context["form"]
    assert form["site"].value() == "https://www.acme.example"
    ada.post(sites, {"site": "https://www.acme.example"})
    assert ada.get(STATE).json()["stranger"] == ""


@pytest.mark.parametrize("origin", ["null", "javascript:alert(1)", "https://a.example/<b>", ""])
def test_what_is_no_site_is_not_asked_about(ada, origin):
    load_a_page_with_the_snippet(origin)
    assert ada.get(STATE).json()["stranger"] == ""


def test_nobody_asks_once_it_is_set_up(ada, cast):
    ada.post(f"{PAGE}done/")
    load_a_page_with_the_snippet("https://www.acme.example")
    assert ada.get(STATE).json()["stranger"] == ""


def test_every_page_leads_back_until_it_is_finished_or_put_aside(ada, cast):
    people = "/t/acme/people/"
    assert "Go on with the first steps" in ada.get(people).content.decode()
    ada.post(f"{PAGE}done/")
    assert "Go on with the first steps" not in ada.get(people).content.decode()


def test_those_who_cannot_take_the_steps_are_not_asked_to(ada, cast):
    sam = cast.sam
    with tenant_scope(cast.acme):
        cast.acme.memberships.filter(pk=sam.pk).update(ended_at=None)
    page = sign_in(Client(), sam).get("/t/acme/canned/").content.decode()
    assert "Go on with the first steps" not in page
