"""The web process dies again and again."""

import asyncio
import random

from tests.faults.chatting import Chat
from tests.faults.machine import Machine
from tests.faults.scenario import Outcome, Scenario, Size

PAUSES_S = (5.0, 15.0)


async def server_killed(machine: Machine, size: Size) -> Outcome:
    """`size.times` kill -9, at random moments: every 5 to 15 s in the full size."""
    outcome = Outcome()
    async with Chat(machine, size) as chat:
        for _ in range(size.times):
            await asyncio.sleep(random.uniform(*PAUSES_S) * size.broken_s)
            await asyncio.to_thread(machine.webs[0].kill)
            await asyncio.to_thread(machine.webs[0].start)
        await chat.ends(outcome, within=60)
        least = min(client.welcomes for client in chat.clients)  # one may wait out two kills
        outcome.require(least > 1, "a client was never cut off")
    return outcome


SCENARIOS = [
    Scenario(
        "server-killed",
        "web process killed with -9 again and again",
        server_killed,
        ci=Size(broken_s=0.1, times=2),
        bounded=Size(messages=600, conversations=8, broken_s=0.5, times=4),
        full=Size(messages=2000, conversations=8, broken_s=1.0, times=8),
        again=Size(messages=1000, conversations=10, broken_s=0.2, times=1),
        extent="{times} times",
    )
]
