"""Redis and PostgreSQL die while people chat."""

import asyncio
import contextlib
import time

from chat.client import VisitorClient
from tests.delivery import PATIENT, eventually, online
from tests.faults.chatting import Chat
from tests.faults.machine import Machine
from tests.faults.scenario import Outcome, Run, Scenario, Size

DELIVERED_WITHIN_S = 25.0
DRAINED_WITHIN_S = 30.0
ON_ITS_WAY_S = 1.0  # an acknowledgement of what was committed before
WELCOMED_WITHIN_S = 15.0


async def redis_killed(machine: Machine, size: Size) -> Outcome:
    """Two web processes, which hear of each other through Redis alone. It comes back empty."""
    outcome = Outcome()
    async with Chat(machine, size, one=0, other=1) as chat:
        await chat.acknowledges(20)
        await asyncio.to_thread(machine.redis.kill)
        before, killed_at = chat.acknowledged, time.monotonic()
        newcomer = await _somebody_new(chat)
        await _operators_connect_again(chat, outcome)
        await asyncio.sleep(max(0, killed_at + size.broken_s - time.monotonic()))
        outcome.require(chat.acknowledged > before, "nothing was acknowledged without Redis")
        await asyncio.to_thread(machine.redis.ensure)
        await _everybody_lists(chat, newcomer, outcome)
        await chat.ends(outcome, within=DELIVERED_WITHIN_S + 5)
        outcome.measure("slowest delivery, s", chat.slowest_delivery, most=DELIVERED_WITHIN_S)
    return outcome


async def _somebody_new(chat: Chat) -> VisitorClient:
    newcomer = VisitorClient(chat.one, chat.acme.site_key, pace=PATIENT)
    chat.visitors.append(await chat.here.enter_async_context(newcomer))
    await online(newcomer)
    await chat.second_tab(newcomer)
    first = newcomer.send("Is anybody there?")
    await newcomer.shown(first)
    chat.numbers[newcomer] = chat.machine.conversation_of(first, chat.since)
    return newcomer


async def _operators_connect_again(chat: Chat, outcome: Outcome) -> None:
    """With everything they have open, and no Redis to wait for."""
    begun = time.monotonic()
    for operator in chat.operators:
        welcomes = operator.welcomes
        operator.line.cut()
        await operator.until(lambda o=operator, w=welcomes: o.welcomes > w, 30)
    waited = time.monotonic() - begun
    outcome.measure("operators connected again after, s", waited, most=WELCOMED_WITHIN_S)


async def _everybody_lists(chat: Chat, newcomer: VisitorClient, outcome: Outcome) -> None:
    """The conversation that began while nothing could be told."""
    begun, number = time.monotonic(), chat.numbers[newcomer]
    lists = [operator.summaries for operator in chat.operators]
    with contextlib.suppress(TimeoutError):
        await eventually(
            lambda: all(number in known.live for known in lists), DELIVERED_WITHIN_S + 1
        )
    waited = time.monotonic() - begun
    outcome.measure("newcomer listed after, s", waited, most=DELIVERED_WITHIN_S)


async def postgres_killed(machine: Machine, size: Size) -> Outcome:
    """As a power cut does it: the server and all its workers, while they write."""
    outcome = Outcome()
    async with Chat(machine, size) as chat:
        await chat.acknowledges(20)
        await asyncio.to_thread(machine.postgres.kill)
        await asyncio.sleep(ON_ITS_WAY_S)
        before = chat.acknowledged
        await asyncio.sleep(size.broken_s)
        outcome.require(chat.acknowledged == before, "acknowledged while there was no database")
        outcome.require(chat.pending, "nobody had anything to send meanwhile")
        outcome.measured["waiting in outboxes"] = chat.pending
        await asyncio.to_thread(machine.postgres.ensure)
        await chat.drains(outcome, most=DRAINED_WITHIN_S)
        await chat.ends(outcome, within=DRAINED_WITHIN_S)
    return outcome


def scenario(name: str, what: str, run: Run, bounded_s: float, full_s: float) -> Scenario:
    return Scenario(
        name,
        what,
        run,
        ci=Size(broken_s=2),
        bounded=Size(messages=400, conversations=8, broken_s=bounded_s),
        full=Size(messages=1000, conversations=8, broken_s=full_s),
        again=Size(messages=1000, conversations=10, broken_s=2),
        extent="{broken_s:g} s",
    )


SCENARIOS = [
    scenario("redis-killed", "Redis killed, and back empty later", redis_killed, 25, 60),
    scenario("postgres-killed", "PostgreSQL killed", postgres_killed, 10, 30),
]
