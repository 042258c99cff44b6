"""GET /healthz: the process answers. GET /readyz: everything that it leans on does, or why not.
GET /readyz?only=web is what a proxy asks: another web process is no better off when Redis is away.

Neither needs a session, and both answer while the database is down.
"""

import asyncio
import time
from typing import Any

import psycopg
import redis.asyncio
from django.conf import settings
from django.db import connections, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse

from helpdesk import draining
from helpdesk.vitals import REMEMBERED_S, key

PATIENCE_S = 2.0
OK = "ok"
FRESH = {"Cache-Control": "no-store"}
ONLY_FOR_DJANGO = {"context", "cursor_factory"}


@transaction.non_atomic_requests
async def healthz(request: HttpRequest) -> HttpResponse:
    """X-Clock: seconds since 1970 by the clock of this machine, for the doctor."""
    headers = FRESH | {"X-Clock": f"{time.time():.3f}"}
    return HttpResponse("ok", content_type="text/plain", headers=headers)


@transaction.non_atomic_requests
async def readyz(request: HttpRequest) -> JsonResponse:
    """{"web", "database", "redis", "worker", "beat"}: each "ok" or a reason; 503 unless all are ok.
    `only=web` asks for nothing but whether this process takes more people."""
    found = {"web": draining.DRAINING if draining.is_leaving() else OK}
    if request.GET.get("only") != "web":
        found |= await components()
    ready = all(why == OK for why in found.values())
    response = JsonResponse(found, status=200 if ready else 503, headers=FRESH)
    response._has_been_logged = True  # a 503 is the answer here, not a fault of ours
    return response


async def components() -> dict[str, str]:
    """What /readyz answers."""
    database, messaging = await asyncio.gather(_database(), _messaging())
    return {"database": database, **messaging}


async def _database() -> str:
    try:
        async with asyncio.timeout(PATIENCE_S):
            await _select_one()
    except TimeoutError:
        return f"no answer within {PATIENCE_S:g} s"
    except psycopg.Error:
        return "cannot connect"
    return OK


def connection_options() -> dict[str, Any]:
    """How to reach the database without Django and its pool, which may be waiting for a server
    that is gone: arguments of psycopg.connect."""
    given = connections["default"].get_connection_params()
    options = {name: value for name, value in given.items() if name not in ONLY_FOR_DJANGO}
    return options | {"autocommit": True}


async def _select_one() -> None:
    connection = await psycopg.AsyncConnection.connect(**connection_options())
    async with connection:
        await connection.execute("SELECT 1")


async def _messaging() -> dict[str, str]:
    try:
        async with asyncio.timeout(PATIENCE_S):
            alive = await _heartbeats("worker", "beat")
    except TimeoutError:
        return _without_redis(f"no answer within {PATIENCE_S:g} s")
    except (redis.RedisError, OSError):
        return _without_redis("cannot connect")
    silent = f"no heartbeat for {REMEMBERED_S} s"
    return {"redis": OK} | {name: OK if here else silent for name, here in alive.items()}


async def _heartbeats(*names: str) -> dict[str, bool]:
    async with redis.asyncio.Redis.from_url(settings.REDIS_URL) as client:
        found = await client.mget([key(name) for name in names])
    return {name: value is not None for name, value in zip(names, found, strict=True)}


def _without_redis(why: str) -> dict[str, str]:
    return {"redis": why, "worker": "unknown without Redis", "beat": "unknown without Redis"}
