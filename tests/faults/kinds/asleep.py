"""A laptop is shut with words on their way, and opened again later."""

import asyncio
import time

from chat.replay.oracle import judge
from tests.faults.apart import Apart
from tests.faults.chatting import Chat
from tests.faults.machine import Machine
from tests.faults.scenario import Outcome, Scenario, Size

ON_THEIR_WAY = 5
AWAKE_WITHIN_S = 60.0
LOOK_EVERY_S = 0.5
HUNG_UP_AFTER_S = 65.0  # two beats unanswered, and the third notices


async def laptop_asleep(machine: Machine, size: Size) -> Outcome:
    """A tab of the first visitor and a supervisor's console are on it."""
    outcome = Outcome()
    async with Chat(machine, size) as chat, Apart(on_the_laptop(chat)) as laptop:
        await laptop.say(ON_THEIR_WAY)
        laptop.stop()
        chat.stop_talking()  # when all has been said
        await asyncio.sleep(size.broken_s)
        laptop.go_on()
        begun = time.monotonic()
        await _wakes_up(laptop, chat, outcome)
        outcome.measure("complete after waking, s", time.monotonic() - begun, most=AWAKE_WITHIN_S)
        if size.broken_s > HUNG_UP_AFTER_S:
            welcomes = await laptop.count("welcomes")
            outcome.require(welcomes >= 4, f"{welcomes} welcomes: it was not hung up on")
        await chat.ends(outcome, within=AWAKE_WITHIN_S)
    outcome.messages += ON_THEIR_WAY
    outcome.acknowledged += ON_THEIR_WAY
    return outcome


def on_the_laptop(chat: Chat) -> list[dict]:
    visitor, acme = chat.visitors[0], chat.acme
    number = chat.numbers[visitor]
    tab = {"url": chat.one, "site_key": acme.site_key, "token": visitor.token, "open": [number]}
    console = {"url": chat.one, "slug": acme.slug, "cookie": acme.cookies["sam"]}
    return [tab, console | {"open": list(chat.numbers.values())}]


async def _wakes_up(laptop: Apart, chat: Chat, outcome: Outcome) -> None:
    """All that is stored by now is there, and what was on its way is stored once."""
    give_up = time.monotonic() + AWAKE_WITHIN_S
    while True:
        logs = await asyncio.to_thread(chat.machine.logs, chat.since)
        findings = judge(logs, await laptop.witnesses())
        if findings.is_clean and not await laptop.count("pending"):
            return
        if time.monotonic() > give_up:
            outcome.violations += findings.reasons[:20] or ["not all was sent after waking"]
            return
        await asyncio.sleep(LOOK_EVERY_S)


SCENARIOS = [
    Scenario(
        "asleep",
        "a laptop asleep, with words on their way",
        laptop_asleep,
        ci=Size(messages=30, conversations=2, broken_s=2),
        bounded=Size(messages=200, broken_s=70),
        full=Size(messages=1000, broken_s=1800),
        again=Size(messages=1000, conversations=10, broken_s=2),
        extent="{broken_s:g} s",
    )
]
