"""Packets between the visitors and the server are dropped; operators go on, and nobody is told."""

import asyncio

from chat.client import VisitorClient
from chat.client.client import Client
from tests.faults.chatting import Chat
from tests.faults.machine import Machine
from tests.faults.network import Network, network
from tests.faults.scenario import Outcome, Scenario, Size

BACK_WITHIN_S = 60.0  # TCP tries again ever more seldom, and a silent line is given up after 45 s
ON_THE_CABLE_S = 0.5


async def partition(machine: Machine, size: Size) -> Outcome:
    outcome = Outcome()
    with network(machine.namespace) as between:

        def far_away(client: Client) -> None:
            if isinstance(client, VisitorClient):
                client.line.dial = between.dial(machine.webs[0].port)

        async with Chat(machine, size, prepare=far_away) as chat:
            await chat.acknowledges(20)
            await _cut(between, chat, outcome, size.broken_s)
            await chat.drains(outcome, most=BACK_WITHIN_S)
            await chat.ends(outcome, within=BACK_WITHIN_S)
    outcome.measured["how"] = between.kind
    return outcome


async def _cut(between: Network, chat: Chat, outcome: Outcome, broken_s: float) -> None:
    between.cut()
    await asyncio.sleep(ON_THE_CABLE_S)
    before, answered = _acknowledged(chat.visitors), _acknowledged(chat.operators)
    await asyncio.sleep(broken_s - ON_THE_CABLE_S)
    outcome.require(_acknowledged(chat.visitors) == before, "something came through the cut")
    outcome.require(_acknowledged(chat.operators) > answered, "operators were held up, too")
    between.mend()


def _acknowledged(clients: list) -> int:
    return sum(len(client.outbox.acknowledged) for client in clients)


def scenario(name: str, broken_s: float, **sizes: Size | None) -> Scenario:
    return Scenario(
        name,
        "packets of visitors dropped",
        partition,
        full=Size(messages=400, conversations=6, broken_s=broken_s),
        extent="{broken_s:g} s",
        **sizes,
    )


SCENARIOS = [
    scenario(
        "partition-5s",
        5,
        ci=Size(broken_s=2),
        bounded=Size(messages=300, conversations=6, broken_s=5),
        again=Size(messages=1000, conversations=10, broken_s=1.5),
    ),
    scenario("partition-60s", 60, bounded=Size(messages=300, conversations=6, broken_s=60)),
    scenario("partition-10min", 600, bounded=None),
]
