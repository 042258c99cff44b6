"""How somebody could ask for an address, and what must not be in the answer."""

from collections.abc import Iterator
from itertools import count
from typing import Any

from django.conf import settings
from django.test import Client

from tests.conftest import sign_in
from tests.security.headers import what_is_missing

SECRETS = ["kazoo", "@acme.example"]  # in everything below that is Acme's
CSRF = "c" * 32
BROWSER = {"Accept": "text/html", "X-CSRFToken": CSRF}
SCRIPT = {"Accept": "application/json", "X-CSRFToken": CSRF}
FORM = {"role": "owner", "email": "eve@globex.example", "display_name": "Eve", "site": "x"}
FRAMES = {"frames": [{"type": "hello", "v": 1}]}

Way = tuple[str, dict[str, Any]]
READING: Way = ("GET", {"headers": BROWSER})
WRITING: Way = ("POST", {"headers": BROWSER, "data": FORM})
SELDOM: list[Way] = [
    ("GET", {"headers": SCRIPT}),
    ("HEAD", {"headers": BROWSER}),
    ("POST", {"headers": SCRIPT, "json": FRAMES}),
    ("PUT", {"headers": SCRIPT, "json": FORM}),
    ("PATCH", {"headers": SCRIPT, "json": FORM}),
    ("DELETE", {"headers": SCRIPT}),
]
_turn = count()


def ways_to_ask() -> Iterator[Way]:
    """As a page and as a form, and one of the other ways in turn: the guard in front of all views
    looks at the address alone, and each way meets it at a good many of them."""
    yield READING
    yield WRITING
    yield SELDOM[next(_turn) % len(SELDOM)]


class Asker:
    """Asks the application itself, no server in between; somebody's session, or nobody's."""

    def __init__(self, member: Any = None) -> None:
        self.client = Client(enforce_csrf_checks=True, raise_request_exception=False)
        if member:
            sign_in(self.client, member)
        self.client.cookies[settings.CSRF_COOKIE_NAME] = CSRF

    def get(self, address: str, *, headers: Any = BROWSER) -> Any:
        return self.request("GET", address, headers=headers)

    def request(self, method: str, address: str, *, headers: Any, **body: Any) -> Any:
        if "json" in body:
            body = {"data": body["json"], "content_type": "application/json"}
        answer = getattr(self.client, method.lower())(address, headers=headers, **body)
        assert what_is_missing(answer) == [], (method, address)
        answer.url_asked, answer.told = address, answer.getvalue().decode("utf-8", "replace")
        return answer


def assert_nothing_is_told(answer: Any) -> None:
    told = (answer.told if hasattr(answer, "told") else answer.text).lower()
    assert not [secret for secret in SECRETS if secret in told], getattr(answer, "url_asked", told)
