import json
from typing import Any

import pytest
from django.test import Client

from chat.api import rates
from chat.api.scopes import BY_NAME
from chat.api.tokens import make_token
from helpdesk.tenancy import tenant_scope


class Program:
    """A program with a token: asks for what lies below /api/v1/."""

    def __init__(self, shown: str, token: Any = None) -> None:
        self.client, self.shown, self.token = Client(raise_request_exception=False), shown, token

    def ask(self, method: str, path: str, data: Any = None, **headers: str) -> Any:
        """`headers` with underscores, such as Idempotency_Key."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.shown:
            named.setdefault("Authorization", f"Bearer {self.shown}")
        sent = {} if data is None else {"data": data, "content_type": "application/json"}
        address = path if path.startswith("/") else f"/api/v1/{path}"
        return self.client.generic(
            method, address, **_body(sent), headers={"Accept": "application/json", **named}
        )

    def get(self, path: str, **headers: str) -> Any:
        return self.ask("GET", path, **headers)

    def post(self, path: str, data: Any = None, **headers: str) -> Any:
        return self.ask("POST", path, {} if data is None else data, **headers)

    def patch(self, path: str, data: Any) -> Any:
        return self.ask("PATCH", path, data)


def _body(sent: dict[str, Any]) -> dict[str, Any]:
    if "data" in sent and not isinstance(sent["data"], str | bytes):
        sent["data"] = json.dumps(sent["data"])
    return sent


def program_of(member: Any, *, speaks_as: str = "program", scopes: Any = BY_NAME) -> Program:
    with tenant_scope(member.tenant):
        token, shown = make_token(
            member=member, name="Parcel robot", scopes=scopes, speaks_as=speaks_as
        )
    return Program(shown, token)


@pytest.fixture(autouse=True)
def nobody_has_guessed_tokens() -> None:
    rates.forget_wrong_tokens()


@pytest.fixture
def robot(cast: Any) -> Program:
    """A program of Acme that may do everything, made by Ada."""
    return program_of(cast.ada)


@pytest.fixture
def strangers_robot(cast: Any) -> Program:
    """The same of Globex, made by Eve."""
    return program_of(cast.eve)
