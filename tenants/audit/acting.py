"""Who is at work right now. The doors say so; nobody below them has to be handed a request."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

from django.http import HttpRequest

from .whereabouts import browser_of, network_of

SESSION, TOKEN, STAFF, CUSTOMER, SYSTEM = "session", "token", "staff", "customer", "system"


class Actor(NamedTuple):
    """`through`: session, token (the API), staff (of the platform), customer or system.
    `network` and `browser` as tenants.audit.whereabouts tells them, never the whole address."""

    through: str = SYSTEM
    name: str = ""
    member_id: int | None = None
    network: str = ""
    browser: str = ""


NOBODY = Actor()
# Or how to find out, where that costs a query which most requests do not need.
_actor: ContextVar[Actor | Callable[[], Actor]] = ContextVar("audit_actor", default=NOBODY)


@contextmanager
def acting(actor: Actor | Callable[[], Actor]) -> Iterator[None]:
    """Whatever is recorded inside was done by `actor`. The innermost counts."""
    token = _actor.set(actor)
    try:
        yield
    finally:
        _actor.reset(token)


def current_actor() -> Actor:
    actor = _actor.get()
    return actor if isinstance(actor, Actor) else actor()


def requesting(request: HttpRequest) -> Callable[[], Actor]:
    """Whoever sends this request: a member, somebody signed in, or nobody we know."""
    return lambda: _who(request)


def _who(request: HttpRequest) -> Actor:
    """Of a customer nothing is kept, not even the network they came from."""
    who = _named(request)
    if who.through == CUSTOMER:
        return who
    return who._replace(
        network=network_of(request.META.get("REMOTE_ADDR", "")),
        browser=browser_of(request.headers.get("User-Agent", "")),
    )


def _named(request: HttpRequest) -> Actor:
    if member := getattr(request, "membership", None):
        return Actor(SESSION, member.display_name, member.pk)
    person = getattr(request, "user", None)
    if person is not None and person.is_authenticated:
        return Actor(SESSION, str(person))
    return Actor(CUSTOMER)
