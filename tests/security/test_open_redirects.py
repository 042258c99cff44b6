"""Wherever somebody may name the page to go on to, it is one of ours."""

from urllib.parse import quote, urlsplit

import pytest
from django.test import Client

from tests.conftest import sign_in
from tests.tenants.conftest import PASSWORD

from .payloads import ADDRESSES_AWAY

GOES_ON = ["/accounts/login/", "/accounts/reauthenticate/", "/accounts/logout/"]


def assert_stays(answer, said):
    at = answer.headers.get("Location", "/")
    assert not urlsplit(at).netloc and not at.startswith(("//", "/\\", "\\")), (said, at)
    assert urlsplit(at).scheme == "", (said, at)


@pytest.fixture
def ada(cast):
    cast.ada.user.set_password(PASSWORD)
    cast.ada.user.save()
    return cast.ada


@pytest.mark.parametrize("path", GOES_ON)
def test_next_leads_nowhere_else(ada, path):
    form = {"login": ada.user.email, "password": PASSWORD}
    for away in ADDRESSES_AWAY:
        browser = Client()
        if path != "/accounts/login/":
            sign_in(browser, ada)
        assert_stays(browser.post(f"{path}?next={quote(away)}", form), away)
        assert_stays(browser.post(path, form | {"next": away}), away)


def test_a_page_that_was_asked_for_is_the_one_gone_on_to(ada):
    for away in ADDRESSES_AWAY:
        answer = Client().get("/t/acme/inbox/" + quote(away, safe=""))
        assert answer.status_code in (302, 400, 404)
        assert_stays(answer, away)
        assert_stays(Client().get("/t/acme/people/", {"next": away}), away)


def test_what_went_before_is_gone_back_to_only_here(ada):
    """Who has to prove once more who they are comes back to the page of the form."""
    browser = sign_in(Client(), ada)
    session = browser.session
    session["signin_at"] = 0
    session.save()
    for away in ADDRESSES_AWAY[:8]:
        answer = browser.post("/t/acme/audit/export/", headers={"referer": away})
        assert_stays(answer, away)
        assert "evil.example" not in answer.headers.get("Location", "")
