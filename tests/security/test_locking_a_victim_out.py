"""Login throttling that somebody else can use up: 1,000 failures from many addresses, and whoever
the account belongs to gets in all the same."""

from contextlib import suppress

import pytest
from allauth.account.adapter import get_adapter
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.test import Client, RequestFactory

from tenants.signin import throttling
from tests.tenants.conftest import PASSWORD, link_in

LOGIN, RESET = "/accounts/login/", "/accounts/password/reset/"
NEW = "a completely new one"


@pytest.fixture
def ada(cast):
    cast.ada.user.set_password(PASSWORD)
    cast.ada.user.save()
    return cast.ada.user


def try_to_sign_in(browser, user, password=PASSWORD, address="203.0.113.7"):
    form = {"login": user.email, "password": password}
    return browser.post(LOGIN, form, REMOTE_ADDR=address)


def is_in(browser):
    return browser.get("/t/acme/me/").status_code == 200


def known_browser(user):
    """Signed in once, and out again."""
    browser = Client()
    try_to_sign_in(browser, user)
    assert is_in(browser)
    browser.post("/accounts/logout/")
    assert not is_in(browser)
    return browser


def guess(user, times, browser=None):
    """From as many addresses, at what the form asks; what a last attempt by the form says."""
    for each in range(times):
        request = RequestFactory().post(LOGIN, REMOTE_ADDR=f"198.51.{each // 250}.{each % 250}")
        request.user, request.COOKIES = AnonymousUser(), cookies_of(browser)
        with suppress(ValidationError):
            get_adapter(request).authenticate(request, email=user.email, password="guess")
    return try_to_sign_in(browser or Client(), user, "guess").content.decode()


def cookies_of(browser):
    return {name: cookie.value for name, cookie in browser.cookies.items()} if browser else {}


def test_a_thousand_failures_of_strangers_shut_no_owner_out(ada, mailoutbox):
    known = known_browser(ada)
    assert "Too many attempts." in guess(ada, 1000)
    fresh = Client()
    try_to_sign_in(fresh, ada)
    assert not is_in(fresh)  # strangers wait, and this is one
    try_to_sign_in(known, ada)
    assert is_in(known)
    fresh.post(RESET, {"email": ada.email})
    form = fresh.get(link_in(mailoutbox[-1]), follow=True).redirect_chain[-1][0]
    guess(ada, 10)  # they go on all the while
    fresh.post(form, {"password1": NEW, "password2": NEW})
    assert is_in(fresh)
    fresh.post("/accounts/logout/")
    guess(ada, 10)
    try_to_sign_in(fresh, ada, NEW)
    assert is_in(fresh)


def test_links_that_strangers_had_sent_let_the_owner_in(ada, mailoutbox):
    """They use up what may be mailed in an hour: those mails are in the owner's box."""
    for _ in range(5):
        Client().post(RESET, {"email": ada.email})
    owner = Client()
    form = owner.get(link_in(mailoutbox[0]), follow=True).redirect_chain[-1][0]
    owner.post(form, {"password1": NEW, "password2": NEW})
    assert is_in(owner)


def test_guessing_is_slow_for_a_known_browser_too(ada):
    thief = known_browser(ada)
    assert "Too many attempts." in guess(ada, 11, thief)
    try_to_sign_in(thief, ada)
    assert not is_in(thief)
    another = known_browser(ada)  # of the same person, who is not troubled by that
    try_to_sign_in(another, ada)
    assert is_in(another)


def test_a_right_password_takes_nothing_from_the_allowance(ada):
    for _ in range(12):
        browser = Client()
        try_to_sign_in(browser, ada)
        assert is_in(browser)


def test_being_known_to_one_account_is_nothing_at_another(ada, cast):
    cast.omar.user.set_password(PASSWORD)
    cast.omar.user.save()
    browser = known_browser(cast.omar.user)
    guess(ada, 6)
    try_to_sign_in(browser, ada)
    assert not is_in(browser)


@pytest.mark.parametrize(
    "cookie", ["", "x", "[]", "eyJhIjoxfQ:1:1", '["0", ["0"]]', ":" * 9, "é", "\x00", "a" * 4000]
)
def test_a_cookie_of_ones_own_making_is_none(ada, cookie):
    guess(ada, 6)
    forger = Client()
    forger.cookies[throttling.cookie_name()] = cookie
    assert "Too many attempts." in try_to_sign_in(forger, ada).content.decode()


def test_the_cookie_tells_no_address_and_no_script(ada):
    cookie = known_browser(ada).cookies[throttling.cookie_name()]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert "acme" not in cookie.value


def test_one_address_with_many_accounts_is_slowed_down_too(ada):
    for each in range(10):
        Client().post(LOGIN, {"login": f"{each}@acme.example", "password": "x"})
    form = {"login": ada.email, "password": PASSWORD}
    assert "Too many attempts." in Client().post(LOGIN, form).content.decode()
