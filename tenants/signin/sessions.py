"""Where somebody is signed in, and signing out there.

A session that is deleted is over at once for pages; its consoles end within five seconds
(chat.runtime looks for the sessions of its sockets).
"""

import time
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from ..audit.whereabouts import browser_of
from ..models import SignedIn, User

NOTED = "signin_noted"  # (session key, seconds since the epoch) as written down last
EVERY_S = 300


class SessionsMiddleware:
    """Writes down that a browser is in use: when it signs in, then every five minutes."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # Who never asked for the session is not made to: pages for customers stay the same for all.
        if request.session.accessed and request.user.is_authenticated:
            _keep_up(request)
        return response


def _keep_up(request: HttpRequest) -> None:
    session, now = request.session, time.time()
    key, at = session.get(NOTED, ("", 0))
    if session.session_key is None or (key == session.session_key and now - at < EVERY_S):
        return
    browser = browser_of(request.headers.get("User-Agent", ""))
    # Signing in and a new password change the key; the browser stays the one it was.
    rows = SignedIn.objects.filter(person=request.user, session_key=key or session.session_key)
    if not rows.update(session_key=session.session_key, used_at=timezone.now(), browser=browser):
        _forget_dead(request.user)
        SignedIn.objects.get_or_create(
            session_key=session.session_key, defaults={"person": request.user, "browser": browser}
        )
    session[NOTED] = (session.session_key, now)


def still_used(session_keys: Iterable[str]) -> None:
    """Their consoles are open: nobody asks for a page, and yet somebody is there."""
    long_ago = timezone.now() - timedelta(seconds=EVERY_S)
    rows = SignedIn.objects.filter(session_key__in=session_keys, used_at__lt=long_ago)
    rows.update(used_at=timezone.now())


def sessions_of(person: User) -> list[SignedIn]:
    """Those that still let somebody in, the last used first."""
    rows = person.signed_in.order_by("-used_at")
    alive = _alive(person, [row.session_key for row in rows])
    return [row for row in rows if row.session_key in alive]


def _alive(person: User, keys: list[str]) -> set[str]:
    live = Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now())
    wanted = person.get_session_auth_hash()
    return {
        session.session_key
        for session in live
        if constant_time_compare(session.get_decoded().get(HASH_SESSION_KEY, ""), wanted)
    }


def end_session(person: User, row_id: int) -> bool:
    """False when this person has no such session."""
    row = person.signed_in.filter(pk=row_id).first()
    if row is None:
        return False
    _end([row])
    return True


def end_sessions(person: User, *, but: str | None = None) -> int:
    """Everywhere; `but`: the key of the session to keep. How many were ended."""
    return _end([row for row in sessions_of(person) if row.session_key != but])


def _end(rows: list[Any]) -> int:
    Session.objects.filter(session_key__in=[row.session_key for row in rows]).delete()
    SignedIn.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)


def _forget_dead(person: User) -> None:
    """Rows of sessions that ran out or were signed out of."""
    alive = {row.pk for row in sessions_of(person)}
    person.signed_in.exclude(pk__in=alive).delete()
