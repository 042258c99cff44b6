"""What happens to frames on their way: acknowledgements that never arrive, everything twice."""

import random
from typing import Any

from chat.client import OperatorClient, VisitorClient
from tests.faults.chatting import Chat
from tests.faults.machine import Machine
from tests.faults.scenario import Outcome, Run, Scenario, Size

OFTEN = 0.3  # of the acknowledgements


class LosesAcknowledgements:
    """The line breaks when what was sent is stored, and before its sender hears of it."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.chance = random.Random(7)
        self.lost: dict[str, int] = {}  # id -> the seq that was told and not heard
        self.again: dict[str, int] = {}
        self._decided: set[str] = set()
        self._kept: list[dict[str, Any]] = []

    def receive(self, frame: dict[str, Any]) -> None:
        told = told_by(frame)
        if frame["type"] == "ack" and frame["id"] in self.lost:
            self.again[frame["id"]] = frame["seq"]
            super().receive(frame)
            self._hear_what_was_kept()
        elif any(self._is_lost(id, seq) for id, seq in told.items()):
            self._kept.append(frame)
            self.line.cut()
        elif told.keys() & (self.lost.keys() - self.again.keys()):
            self._kept.append(frame)  # as good as an acknowledgement, so it comes after that
        else:
            super().receive(frame)

    def _is_lost(self, id: str, seq: int) -> bool:
        """Decided once for each, whether its acknowledgement or its entry comes first."""
        if id in self._decided or id not in self.outbox.pending:
            return False
        self._decided.add(id)
        if self.chance.random() < OFTEN:
            self.lost[id] = seq
        return id in self.lost

    def _hear_what_was_kept(self) -> None:
        kept, self._kept = self._kept, []
        for frame in kept:
            if frame["type"] == "entries":
                self.receive(frame)


def told_by(frame: dict[str, Any]) -> dict[str, int]:
    """{id: seq} of what a frame says is stored."""
    told = frame["entries"] if frame["type"] == "entries" else [frame]
    return {entry["id"]: entry["seq"] for entry in told if frame["type"] in ("ack", "entries")}


class Doubles:
    """Says every frame twice and hears every frame twice, `hello` and `welcome` among them."""

    def transmit(self, frame: dict[str, Any]) -> None:
        super().transmit(frame)
        super().transmit(frame)

    def receive(self, frame: dict[str, Any]) -> None:
        super().receive(frame)
        super().receive(frame)


def people(habit: type) -> dict[str, Any]:
    return {
        "visitor": type("Visitor", (habit, VisitorClient), {}),
        "operator": type("Operator", (habit, OperatorClient), {}),
    }


async def acknowledgements_lost(machine: Machine, size: Size) -> Outcome:
    outcome = Outcome()
    async with Chat(machine, size, **people(LosesAcknowledgements)) as chat:
        await chat.ends(outcome, within=WITHIN_S)
        lost = {id: seq for client in chat.clients for id, seq in client.lost.items()}
        again = {id: seq for client in chat.clients for id, seq in client.again.items()}
    moved = [id for id, seq in again.items() if seq != lost[id]]
    outcome.require(not moved, f"{len(moved)} were told another place the second time")
    outcome.require(len(again) > size.messages * OFTEN / 4, f"only {len(again)} told again")
    outcome.measured["acknowledgements lost"] = len(lost)
    return outcome


async def every_frame_doubled(machine: Machine, size: Size) -> Outcome:
    async with Chat(machine, size, **people(Doubles)) as chat:
        return await chat.ends(within=WITHIN_S)


WITHIN_S = 60.0
FULL = Size(messages=1000, conversations=10)


def scenario(name: str, what: str, run: Run) -> Scenario:
    sizes = {"ci": Size(messages=60, conversations=2), "bounded": Size(messages=300)}
    return Scenario(name, what, run, full=FULL, again=FULL, **sizes)


SCENARIOS = [
    scenario(
        "acks-lost",
        "acknowledgement lost after the commit, the line with it",
        acknowledgements_lost,
    ),
    scenario("doubled", "every frame doubled, both ways", every_frame_doubled),
]
