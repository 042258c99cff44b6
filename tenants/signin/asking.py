"""Asking a sign-in provider, through the one guarded door."""

import json
from typing import Any

from helpdesk import outgoing

TOTAL_S, MOST = 8.0, 256 * 1024


class NotBelieved(Exception):
    """`code`: what of it was not as it has to be; for tests, logs and the page of the admin."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def asked(url: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> bytes:
    """What is there, or is answered to `body`. Raises NotBelieved."""
    headers = headers or {"Accept": "application/json"}
    try:
        if body is None:
            answer = outgoing.get(url, headers, total_s=TOTAL_S, most=MOST)
        else:
            answer = outgoing.ask(url, body, headers, total_s=TOTAL_S, most=MOST)
    except outgoing.Forbidden:
        raise NotBelieved("address") from None
    except OSError:
        raise NotBelieved("no_answer") from None
    if answer.status != 200:
        raise NotBelieved("refused")
    return answer.body


def read_json(body: bytes, what: str) -> dict[str, Any]:
    """Raises NotBelieved(what) for anything but an object."""
    try:
        read = json.loads(body)
    except ValueError:
        read = None
    if not isinstance(read, dict):
        raise NotBelieved(what)
    return read
