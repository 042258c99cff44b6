"""How often a password may be wrong, so that nobody pays for somebody else's guessing.

A limit to each account that counts everybody alike locks its owner out as long as a stranger keeps
failing. So a browser that signed in once is known to that account (a signed cookie, worth nothing
but this) and has an allowance of its own. All other browsers share one for each account, which
fills up slowly, and one for each network address. Whoever stands in front of an account under
attack with a browser nobody knows resets the password: the link in the mail signs them in, and
makes the browser a known one.
"""

from collections.abc import Iterable
from secrets import token_hex
from typing import Any, NamedTuple

from allauth.account.models import EmailAddress
from allauth.core.internal import ratelimit
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

KNOWN_FOR_S = 180 * 24 * 3600
MOST_ACCOUNTS = 8  # of one browser
SALT = "tenants.signin.known-browser"
LIMITS = {"stranger": "10/m/ip,5/5m/key", "known": "10/5m/key"}


class Browser(NamedTuple):
    """What the cookie says: a number of its own, and a mark for each account it signed in to."""

    number: str
    accounts: list[str]


def count_attempt(request: HttpRequest, email: str) -> ratelimit.RateLimitUsage | None:
    """One attempt to sign in with a password: None when there was one too many. Taken back with
    `rollback()` when the password was right."""
    browser = _browser_of(request)
    if browser and _mark(email) in browser.accounts:
        return _consume(request, "known", f"{browser.number}:{_mark(email)}")
    return _consume(request, "stranger", _mark(email))


def forget_attempts(request: HttpRequest, email: str) -> None:
    """The owner of the mailbox was here."""
    ratelimit.clear(request, app=SALT, action="stranger", config=LIMITS, key=_mark(email))


def know_browser(request: HttpRequest, response: HttpResponse, user: Any) -> None:
    """This browser signed in, with every step that took: from now on it has its own allowance."""
    old = _browser_of(request) or Browser(token_hex(16), [])
    addresses = EmailAddress.objects.filter(user=user).values_list("email", flat=True)
    marks = _newest([*map(_mark, addresses), *old.accounts])
    response.set_cookie(
        cookie_name(),
        signing.dumps([old.number, marks], salt=SALT),
        max_age=KNOWN_FOR_S,
        secure=settings.SECURE_COOKIES,
        httponly=True,
        samesite="Lax",
    )


def cookie_name() -> str:
    return "__Host-known" if settings.SECURE_COOKIES else "helpdesk_known"


def _consume(request: HttpRequest, action: str, key: str) -> ratelimit.RateLimitUsage | None:
    return ratelimit.consume(request, app=SALT, action=action, config=LIMITS, key=key)


def _browser_of(request: HttpRequest) -> Browser | None:
    """None for a cookie that is too old, of somebody's own making, or not there."""
    try:
        said = signing.loads(request.COOKIES.get(cookie_name(), ""), salt=SALT, max_age=KNOWN_FOR_S)
        return Browser(*said)
    except signing.BadSignature:
        return None


def _mark(email: str) -> str:
    """No address is to be read from a cookie."""
    return salted_hmac(SALT, email.strip().lower(), algorithm="sha256").hexdigest()[:24]


def _newest(marks: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(marks))[:MOST_ACCOUNTS]
