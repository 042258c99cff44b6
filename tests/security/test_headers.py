"""The headers that keep a browser on our side. Every answer of the walks in tests/isolation is
looked at as well (`Asker`); here is what those do not ask for."""

import pytest
from django.test import Client

from tests.conftest import sign_in

from .headers import policy_of, what_is_missing


def addresses(cast):
    key = cast.acme.site_key
    return [
        "/",
        "/accounts/login/",
        "/widget.js",
        f"/widget/{key}/",
        f"/widget/{key}/config/",
        "/widget/nobody/",
        "/static/helpdesk/entrance.css",
        "/nowhere/",
        "/api/v1/conversations",
        "/api/v1/docs/",
        "/t/acme/",
        "/t/acme/inbox/",
        "/t/acme/frames/",
        "/t/acme/people/",
        "/t/acme/nowhere/",
    ]


def test_every_kind_of_answer_carries_them(cast):
    browser = sign_in(Client(raise_request_exception=False), cast.ada)
    missing = {at: what_is_missing(browser.get(at)) for at in addresses(cast)}
    assert {at: wrong for at, wrong in missing.items() if wrong and "/static/" not in at} == {}
    assert missing["/static/helpdesk/entrance.css"] == ["Content-Security-Policy"]  # no document


def test_a_refusal_carries_them_too(cast):
    browser = Client(enforce_csrf_checks=True, raise_request_exception=False)
    for answer in (
        browser.post("/accounts/login/", {}),
        browser.get("/", headers={"host": "evil.example"}),
        browser.put("/widget.js"),
    ):
        assert answer.status_code in (400, 403, 405)
        assert what_is_missing(answer) == []


def test_a_nonce_is_used_once(cast):
    browser = sign_in(Client(), cast.ada)
    nonces = set()
    for _ in range(3):
        answer = browser.get("/t/acme/inbox/")
        (nonce,) = (each for each in policy_of(answer)["script-src"] if "nonce-" in each)
        assert nonce[7:-1] in answer.content.decode()
        nonces.add(nonce)
    assert len(nonces) == 3


def test_only_the_companys_sites_may_frame_its_widget(cast):
    def ancestors(tenant):
        answer = Client().get(f"/widget/{tenant.site_key}/")
        assert "X-Frame-Options" not in answer.headers
        return policy_of(answer)["frame-ancestors"]

    assert "https://shop.acme.example" in ancestors(cast.acme)
    assert "https://shop.acme.example" not in ancestors(cast.globex)
    assert not ancestors(cast.acme) & {"*", "https:", "http:"}


@pytest.mark.parametrize("path", ["/", "/accounts/login/", "/t/acme/inbox/", "/t/acme/people/"])
def test_nobody_frames_anything_else(cast, path):
    answer = sign_in(Client(), cast.ada).get(path, follow=True)
    assert policy_of(answer)["frame-ancestors"] <= {"'none'", "'self'"}
    assert answer.headers["X-Frame-Options"] == "DENY"
