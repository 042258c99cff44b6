"""/healthz and /readyz say what is so, whatever is down, without a session or Django's database."""

from typing import Any

import pytest
from django.db import connections
from django.test import AsyncClient

from helpdesk.vitals import key

PARTS = ("web", "database", "redis", "worker", "beat")
NOBODY_LISTENS = "redis://:secret@127.0.0.1:1/0"


@pytest.fixture
def heartbeats(settings: Any) -> Any:
    """As if worker and beat had just been heard."""
    import redis

    with redis.Redis.from_url(settings.REDIS_URL) as client:
        client.mset({key("worker"): 1, key("beat"): 1})
        yield client
        client.delete(key("worker"), key("beat"))


async def test_the_process_answers(async_client: AsyncClient) -> None:
    response = await async_client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok")
    assert not response.cookies


async def test_all_is_well(async_client: AsyncClient, heartbeats: Any) -> None:
    response = await async_client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == dict.fromkeys(PARTS, "ok")
    assert not response.cookies


async def test_without_redis_it_says_so(async_client: AsyncClient, settings: Any) -> None:
    settings.REDIS_URL = NOBODY_LISTENS
    response = await async_client.get("/readyz")
    assert response.status_code == 503
    assert response.json() == {
        "web": "ok",
        "database": "ok",
        "redis": "cannot connect",
        "worker": "unknown without Redis",
        "beat": "unknown without Redis",
    }


async def test_a_proxy_asks_for_the_process_alone(async_client: AsyncClient, settings: Any) -> None:
    """Or Redis, once away, would take every web process from the proxy."""
    settings.REDIS_URL = NOBODY_LISTENS
    response = await async_client.get("/readyz?only=web")
    assert (response.status_code, response.json()) == (200, {"web": "ok"})


async def test_without_a_database_it_says_so(
    async_client: AsyncClient, heartbeats: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(connections["default"].settings_dict, "HOST", "/nowhere")
    response = await async_client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["database"] == "cannot connect"
    assert response.json()["redis"] == "ok"


async def test_a_silent_worker_is_named(async_client: AsyncClient, heartbeats: Any) -> None:
    heartbeats.delete(key("worker"))
    response = await async_client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["worker"] == "no heartbeat for 20 s"
    assert response.json()["beat"] == "ok"
