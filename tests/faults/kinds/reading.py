"""Consoles that read nothing while ten thousand events come for each of them.

They are in a process that is stopped, so the server's writes fill the buffers of both kernels and
then its own. Operators write to their customers at an even rate; a colleague who looks on says when
each line arrives. Stretches with slow readers and without them take turns, and each is compared
with the one before it: what else the machine does meets both.
"""

import asyncio
import time
import uuid
from statistics import median, quantiles
from typing import Any

from chat.replay.oracle import judge
from tests.faults.apart import Apart
from tests.faults.chatting import Chat
from tests.faults.kinds.protocol import stage_of
from tests.faults.machine import Machine
from tests.faults.memory import Memory
from tests.faults.scenario import Outcome, Scenario, Size
from tests.protocol.ends import OperatorEnd

MOST_HELD_MIB = 2.0
MOST_SLOWER = 1.2
LINES_EACH_S = 40  # one socket may say 50
WRITERS = 4
EVENTS_A_LINE = 2  # the entry, and the summary for the list
LINE = "Seen by nobody for a while. " * 20
RESYNCED_WITHIN_S = 60.0
SEEN_WITHIN_S = 120.0


class Lines:
    """Operators write, each to a customer of theirs; `onlooker` tells how long each line took."""

    def __init__(self, chat: Chat) -> None:
        stage = stage_of(chat.machine)
        self.numbers = list(chat.numbers.values())
        self.writers = [Writer(stage, name) for name in ("omar", "tess") * (WRITERS // 2)]
        self.onlooker = Onlooker(stage, "ada")
        self.written = 0

    async def begin(self) -> None:
        for end in [*self.writers, self.onlooker]:
            await end.connect()
        for number in self.numbers:
            await self.onlooker.look_at(number)

    async def write(self, count: int) -> list[float]:
        """Seconds from when each was due to be sent until it was seen."""
        due = {str(uuid.uuid4()): 0.0 for _ in range(count)}
        self.written += count
        begun, pause = time.monotonic(), 1 / (LINES_EACH_S * WRITERS)
        for place, id in enumerate(due):
            due[id] = begun + place * pause
            await asyncio.sleep(due[id] - time.monotonic())
            number, writer = self.numbers[place % WRITERS], self.writers[place % WRITERS]
            await writer.say({"type": "send", "conversation": number, "id": id, "body": LINE})
        seen = self.onlooker.seen_at
        await self.onlooker.until(lambda: due.keys() <= seen.keys() or self.refusals, SEEN_WITHIN_S)
        if self.refusals:
            raise RuntimeError(f"lines were refused: {self.refusals[:3]}")
        return [self.onlooker.seen_at[id] - at for id, at in due.items()]

    @property
    def refusals(self) -> list[Any]:
        """Error frames, and codes their lines were closed with."""
        closed = [writer.closed_with for writer in self.writers if writer.closed_with is not None]
        return closed + [told for writer in self.writers for told in writer.refusals]

    @property
    def acknowledged(self) -> int:
        answers = (told for writer in self.writers for told in writer.answers.values())
        return sum(told[0]["type"] == "ack" for told in answers)

    async def end(self) -> None:
        for end in [*self.writers, self.onlooker]:
            await end.cut()


class Writer(OperatorEnd):
    """It keeps what it hears of its own lines only."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.refusals: list[Any] = []

    def take(self, frame: dict[str, Any]) -> None:
        super().take(frame)
        self.heard.clear()
        if frame["type"] == "error":
            self.refusals.append(frame)


class Onlooker(OperatorEnd):
    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.seen_at: dict[str, float] = {}

    def take(self, frame: dict[str, Any]) -> None:
        super().take(frame)
        self.heard.clear()
        if frame["type"] == "entries":
            for entry in frame["entries"]:
                self.seen_at.setdefault(entry["id"], time.monotonic())


async def slow_readers(machine: Machine, size: Size) -> Outcome:
    """`messages`: events for each of them. `sockets`: how many of them there are. `times`: how many
    stretches there are of either kind."""
    outcome = Outcome()
    turns = [await _turn(machine, size, outcome) for _ in range(size.times)]
    outcome.measure("others' p95, ms, median", median(1000 * beside for _, beside in turns))
    what = "others' p95, times that without, median"
    outcome.measure(what, median(beside / without for without, beside in turns), most=MOST_SLOWER)
    return outcome


async def _turn(machine: Machine, size: Size, outcome: Outcome) -> tuple[float, float]:
    """Others' p95 in seconds: without slow readers, and beside them."""
    async with Chat(machine, Size(messages=2 * WRITERS, conversations=WRITERS)) as chat:
        await chat.finish_talking()  # each has answered, and so is who may write
        lines = Lines(chat)
        await lines.begin()
        try:
            p95s = await _two_stretches(chat, lines, size, outcome)
        finally:
            await lines.end()
        await chat.ends(outcome, within=RESYNCED_WITHIN_S)
    outcome.messages += lines.written
    outcome.acknowledged += lines.acknowledged
    return p95s


async def _two_stretches(
    chat: Chat, lines: Lines, size: Size, outcome: Outcome
) -> tuple[float, float]:
    count = size.messages // EVENTS_A_LINE
    memory = Memory(chat.machine.webs[0].process.pid)
    await lines.write(count // 10)  # to be warm
    without = p95(await lines.write(count))
    async with Apart(consoles(chat, size.sockets)) as slow:
        await _have_seen_all(chat, slow, outcome)  # their coming is not what is measured
        slow.stop()
        async with memory:
            beside = p95(await lines.write(count))
        outcome.measure("held for each, MiB", memory.grown / size.sockets, most=MOST_HELD_MIB)
        slow.go_on()
        waited = await _have_seen_all(chat, slow, outcome)
        outcome.measure("all seen after reading again, s", waited)
    return without, beside


def consoles(chat: Chat, count: int) -> list[dict[str, Any]]:
    one = {"url": chat.one, "slug": chat.acme.slug, "cookie": chat.acme.cookies["tess"]}
    return [one | {"open": list(chat.numbers.values())} for _ in range(count)]


def p95(seconds: list[float]) -> float:
    return quantiles(seconds, n=20)[-1]


async def _have_seen_all(chat: Chat, consoles: Apart, outcome: Outcome) -> float:
    """The seconds it took them."""
    begun = time.monotonic()
    while True:
        logs = await asyncio.to_thread(chat.machine.logs, chat.since)
        findings = judge(logs, await consoles.witnesses())
        waited = time.monotonic() - begun
        if findings.is_clean:
            return waited
        if waited > RESYNCED_WITHIN_S:
            outcome.violations += findings.reasons[:5]
            return waited
        await asyncio.sleep(1.0)


SCENARIOS = [
    Scenario(
        "slow-reader",
        "consoles that read nothing",
        slow_readers,
        bounded=Size(messages=10_000, sockets=8, times=3),
        full=Size(messages=10_000, sockets=16, times=5),
        extent="{sockets} of them, {messages:,} events for each",
    )
]
