"""Nothing is acknowledged, and everybody is told to try again."""

import pytest
from django.db import OperationalError
from django.test import AsyncClient

from chat import doors
from tests.conftest import sign_in
from tests.door import HELLO


def away(*args, **kwargs):
    raise OperationalError("connection refused: golden kazoo")


async def away_for_units(*args, **kwargs):
    away()


def assert_try_again(answer):
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "unavailable")
    assert answer["Cache-Control"] == "no-store"
    assert "kazoo" not in answer.content.decode()


@pytest.mark.django_db
async def test_a_visitor_is_told_to_try_again_when_the_database_is_away(monkeypatch):
    monkeypatch.setattr(doors.units, "unscoped", away_for_units)
    body, address = {"frames": [HELLO]}, f"/widget/{'0' * 32}/frames/"
    assert_try_again(await AsyncClient().post(address, body, content_type="application/json"))


async def test_an_operator_is_told_so_too_wherever_it_shows(committed_cast, monkeypatch):
    name, _, key = committed_cast.omar.cookie.partition("=")
    client = AsyncClient(raise_request_exception=False)
    client.cookies[name] = key
    body = {"frames": [HELLO]}
    for where in ("tenants.middleware.places_of", "chat.doors._answer"):
        with monkeypatch.context() as patch:
            patch.setattr(where, away)
            answer = await client.post("/t/acme/frames/", body, content_type="application/json")
            assert_try_again(answer)


def test_a_page_without_a_database_says_when_to_come_again(committed_cast, client, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("tenants.middleware.places_of", away)
    answer = sign_in(client, committed_cast.omar).get("/t/acme/inbox/", headers={"Accept": "*/*"})
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert "kazoo" not in answer.content.decode()
