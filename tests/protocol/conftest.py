import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from .fuzzing import Fuzz
from .stage import Stage


@pytest.fixture
def stage(server: Any, committed_cast: Any, owner_url: str) -> Stage:
    people = {name: getattr(committed_cast, name) for name in ("omar", "sam")}
    return staged(server, committed_cast.acme, people, owner_url)


def staged(server: Any, tenant: Any, people: dict[str, Any], owner_url: str) -> Stage:
    return Stage(
        origin=server.origin,
        tenant_id=tenant.pk,
        slug=tenant.slug,
        site_key=tenant.site_key,
        cookies={name: member.cookie for name, member in people.items()},
        members={name: member.pk for name, member in people.items()},
        dsn=owner_url,
    )


@pytest.fixture
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    """Sockets live in it from one example to the next."""
    loop = asyncio.new_event_loop()
    yield loop
    for left in asyncio.all_tasks(loop):
        left.cancel()
    loop.run_until_complete(asyncio.sleep(0))
    loop.close()


@pytest.fixture
def fuzz(
    loop: asyncio.AbstractEventLoop, server: Any, stage: Stage, committed_cast: Any, owner_url: str
) -> Iterator[Fuzz]:
    elsewhere = staged(server, committed_cast.globex, {"eve": committed_cast.eve}, owner_url)
    fuzz = Fuzz(stage, elsewhere, server.log)
    loop.run_until_complete(fuzz.begin())
    yield fuzz
    loop.run_until_complete(fuzz.end())
