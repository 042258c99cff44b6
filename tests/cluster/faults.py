"""What is taken away, and how it comes back. Each leaves one of its kind, where there are two."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from .cluster import Cluster

Act = Callable[[Cluster], Awaitable[None]]


@dataclass(frozen=True)
class Fault:
    """`act` returns once it is over and mended. `needs_cable`: in namespaces only."""

    name: str
    what: str
    act: Act
    needs_cable: bool = False


def killed(part: str, away_s: float) -> Act:
    """kill -9, and started again after a while."""

    async def act(cluster: Cluster) -> None:
        cluster.parts[part].kill()
        await asyncio.sleep(away_s)
        cluster.parts[part].start()

    return act


def told_to_leave(part: str) -> Act:
    """SIGTERM, as a new version is brought out. Raises RuntimeError when it did not go by itself,
    or not in good order."""

    async def act(cluster: Cluster) -> None:
        leaving = cluster.parts[part]
        status = await asyncio.to_thread(leaving.leave)
        if status != 0:
            raise RuntimeError(f"{part} ended with status {status}")
        leaving.start()

    return act


def cut_off(machine: str, away_s: float) -> Act:
    async def act(cluster: Cluster) -> None:
        cluster.network.cut(machine)
        await asyncio.sleep(away_s)
        cluster.network.mend(machine)

    return act


async def database_killed(cluster: Cluster) -> None:
    await asyncio.to_thread(cluster.postgres.kill)
    await asyncio.sleep(3)
    await asyncio.to_thread(cluster.postgres.ensure)


async def nothing(cluster: Cluster) -> None:
    pass


FAULTS = [
    Fault("nothing", "nothing", nothing),
    Fault("web-killed", "a web process, kill -9", killed("web1", 3)),
    Fault("web-drained", "a web process, told to stop", told_to_leave("web2")),
    Fault("web-cut", "a web machine's cable, 8 s", cut_off("web1", 8), needs_cable=True),
    Fault("hints-killed", "a Redis with hints alone, kill -9, 5 s", killed("redis2", 5)),
    Fault("broker-killed", "the Redis with the jobs, kill -9, 5 s", killed("redis1", 5)),
    Fault("hints-cut", "the cable of the one with hints alone, 8 s", cut_off("redis2", 8), True),
    Fault("broker-cut", "the cable of the one with the jobs, 8 s", cut_off("redis1", 8), True),
    Fault("worker-killed", "a worker, kill -9", killed("worker1", 3)),
    Fault("worker-drained", "a worker, told to stop", told_to_leave("worker2")),
    Fault("beat-killed", "a beat, kill -9", killed("beat1", 3)),
    Fault("pooler-killed", "PgBouncer, kill -9, 2 s", killed("pooler", 2)),
    Fault("database-killed", "PostgreSQL, kill -9, 3 s", database_killed),
    Fault("proxy-killed", "HAProxy, kill -9, 1 s", killed("proxy", 1)),
]
BY_NAME = {fault.name: fault for fault in FAULTS}
