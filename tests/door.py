"""The other end of an HTTP door, for tests."""

from typing import Any

import httpx

from chat import frames

CSRF = "c" * 32
HELLO = {"type": "hello", "v": 1}


class Door:
    """Posts frames to one address."""

    def __init__(self, url: str, headers: dict[str, str]) -> None:
        self.url, self.headers = url, headers
        self.client = httpx.Client(trust_env=False, timeout=30)

    def post(self, *said: dict[str, Any], **options: Any) -> httpx.Response:
        options = {"json": {"frames": list(said)}} | options
        headers = self.headers | options.pop("headers", {})
        return self.client.post(self.url, headers=headers, **options)

    def say(self, *said: dict[str, Any]) -> list[dict[str, Any]]:
        """The frames it answers."""
        answer = self.post(*said)
        assert answer.status_code == 200, answer.text
        return answer.json()["frames"]


def send(new_id: Any, body: str = "Hello?", **fields: Any) -> dict[str, Any]:
    return {"type": "send", "id": str(new_id()), "body": body} | fields


def assert_refused(answer: httpx.Response, status: int, code: str) -> None:
    assert answer.status_code == status, answer.text
    error = answer.json()["error"]
    assert error == {"code": code, "message": frames.MESSAGES[code]}
    assert answer.headers["Cache-Control"] == "no-store"
