"""How somebody could ask for an address, and what must not be in the answer."""

from collections.abc import Iterator
from typing import Any

SECRETS = ["kazoo", "@acme.example"]  # in everything below that is Acme's
CSRF = "c" * 32
BROWSER = {"Accept": "text/html", "X-CSRFToken": CSRF}
SCRIPT = {"Accept": "application/json", "X-CSRFToken": CSRF}


def ways_to_ask() -> Iterator[tuple[str, dict[str, Any]]]:
    form = {"role": "owner", "email": "eve@globex.example", "display_name": "Eve", "site": "x"}
    yield "GET", {"headers": BROWSER}
    yield "GET", {"headers": SCRIPT}
    yield "HEAD", {"headers": BROWSER}
    yield "POST", {"headers": BROWSER, "data": form}
    yield "POST", {"headers": SCRIPT, "json": {"frames": [{"type": "hello", "v": 1}]}}
    yield "PUT", {"headers": SCRIPT, "json": form}
    yield "DELETE", {"headers": SCRIPT}


def assert_nothing_is_told(answer: Any) -> None:
    told = answer.text.lower()
    assert not [secret for secret in SECRETS if secret in told], answer.url
