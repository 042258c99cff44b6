"""The line of a request names the company whose token or site key opened it."""

import json
from typing import Any

import httpx
import pytest

from helpdesk.services.process import wait_until
from tests.api.conftest import program_of
from tests.door import HELLO

PATH = "/api/v1/departments"


def lines_of(server: Any, request_id: str) -> list[dict[str, Any]]:
    text = server.log.read_text(errors="replace").splitlines()
    said = [json.loads(line) for line in text if request_id in line and line.endswith("}")]
    return [line for line in said if line["logger"] == "helpdesk.request"]


@pytest.fixture
def asked(server):
    """The log's line of a request to this server, which is written once the answer has left."""

    def ask(name: str, method: str, path: str, token: str, **more: Any) -> dict[str, Any]:
        headers = {"X-Request-ID": name, "Authorization": token and f"Bearer {token}"}
        httpx.request(method, server.origin + path, headers=headers, **more)
        assert wait_until(lambda: bool(lines_of(server, name)), 5.0)
        return lines_of(server, name)[0]

    return ask


def test_a_program_by_its_token(asked, committed_cast):
    line = asked("of-a-program", "GET", PATH, program_of(committed_cast.ada).shown)
    assert (line["status"], line["tenant_id"]) == (200, committed_cast.acme.pk)


def test_but_not_by_one_that_is_wrong(asked, committed_cast):
    line = asked("of-a-guesser", "GET", PATH, f"hd_{committed_cast.acme.pk}_{'a' * 40}")
    assert (line["status"], line.get("tenant_id")) == (401, None)


def test_a_visitor_by_the_site_key(asked, committed_cast):
    path = f"/widget/{committed_cast.acme.site_key}/frames/"
    line = asked("of-a-visitor", "POST", path, "", json={"frames": [HELLO]})
    assert (line["status"], line["tenant_id"]) == (200, committed_cast.acme.pk)
