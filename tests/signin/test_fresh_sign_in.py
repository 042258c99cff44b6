"""Whoever wants something dangerous proves first that it is still them."""

import time

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import Client, RequestFactory

from helpdesk.tenancy import tenant_scope
from tenants.signin.fresh import FRESH_S, is_fresh, needs_fresh_sign_in
from tests.conftest import sign_in
from tests.tenants.conftest import PASSWORD

PAGE = "/accounts/security/totp/activate/"


def wait(client, seconds):
    session = client.session
    session["signin_at"] -= seconds
    session.save()


def test_an_old_session_is_asked_and_then_goes_on_where_it_was(ada_with_password):
    browser = sign_in(Client(), ada_with_password)
    assert browser.get(PAGE).status_code == 200
    wait(browser, FRESH_S + 1)
    asked = browser.get(PAGE)
    assert asked["Location"] == f"/accounts/reauthenticate/?next={PAGE.replace('/', '%2F')}"
    refused = browser.post(asked["Location"], {"password": "guess", "next": PAGE})
    assert "This is not your password." in refused.content.decode()
    assert browser.get(PAGE).status_code == 302
    assert browser.post(asked["Location"], {"password": PASSWORD, "next": PAGE})["Location"] == PAGE
    assert browser.get(PAGE).status_code == 200


def asked(user, session, method="get", **headers):
    """What a guarded view answers: its own "done", or what is put before it."""
    request = getattr(RequestFactory(), method)("/t/acme/export/?year=1", headers=headers)
    request.user, request.session = user, session
    request._messages = type("Messages", (), {"add": lambda *_: None})()
    return needs_fresh_sign_in(lambda _: HttpResponse("done"))(request)


def test_our_own_dangerous_pages_ask_the_same_way(cast):
    user, now = cast.ada.user, time.time()
    to = "/accounts/reauthenticate/?next="
    html, script = {"accept": "text/html"}, {"accept": "application/json"}
    assert asked(user, {"signin_at": now}).content == b"done"
    old = {"signin_at": now - FRESH_S - 1}
    assert asked(user, old, **html)["Location"] == to + "%2Ft%2Facme%2Fexport%2F%3Fyear%3D1"
    page = {"referer": "http://testserver/t/acme/people/?a=b"}
    assert asked(user, old, "post", **html, **page)["Location"].endswith("people%2F%3Fa%3Db")
    away = {"referer": "https://evil.example/t/acme/"}
    assert asked(user, old, "post", **html, **away)["Location"] == to + "%2Fcompanies%2F"
    with pytest.raises(PermissionDenied):
        asked(user, old, "post", **script)


def test_who_only_looks_is_not_asked(cast):
    browser = sign_in(Client(), cast.ada)
    wait(browser, FRESH_S + 1)
    page = f"/t/acme/people/{cast.omar.pk}/"
    assert browser.get(page).status_code == 200
    asked = browser.post(page, {"role": "admin"}, headers={"referer": f"http://testserver{page}"})
    assert asked["Location"].endswith(page.replace("/", "%2F"))
    for address in (f"{page}end/", "/t/acme/settings/key/"):
        assert "reauthenticate" in browser.post(address)["Location"]
    with tenant_scope(cast.acme):
        omar = type(cast.omar).objects.get(pk=cast.omar.pk)
    assert (omar.role, omar.ended_at) == ("operator", None)


def test_what_another_account_proved_in_this_browser_counts_for_nothing(cast):
    request = RequestFactory().get("/")
    request.user = cast.sam.user
    request.session = {
        "account_authentication_methods": [{"at": time.time(), "reauthenticated": True}],
        "account_authentication_methods_user": str(cast.ada.user.pk),
    }
    assert not is_fresh(request)
    request.user = cast.ada.user
    assert is_fresh(request)
