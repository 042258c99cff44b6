"""What came out of a chat: the oracle over all that everybody said and saw."""

import asyncio
import contextlib
import time
from typing import Any

from chat.replay.oracle import Findings, judge
from tests.delivery import eventually, witnesses

from .machine import Machine
from .scenario import Outcome

DRAINED_WITHIN_S = 60.0
LOOK_EVERY_S = 0.25


class Judged:
    """`Chat` says who takes part. `since`: the highest number of a conversation before it."""

    machine: Machine
    since: int

    @property
    def clients(self) -> list[Any]:
        raise NotImplementedError

    async def finish_talking(self) -> None:
        raise NotImplementedError

    async def close_all(self) -> None:
        """Every conversation is closed by its operator."""
        raise NotImplementedError

    @property
    def sent(self) -> int:
        return sum(len(ids) for client in self.clients for ids in client.outbox.order.values())

    @property
    def acknowledged(self) -> int:
        return sum(len(client.outbox.acknowledged) for client in self.clients)

    @property
    def pending(self) -> int:
        return sum(len(client.outbox.pending) for client in self.clients)

    # --- what a scenario waits for ------------------------------------------------------------

    async def acknowledges(self, more: int, within: float = DRAINED_WITHIN_S) -> None:
        """Waits until so many more sends are acknowledged."""
        goal = self.acknowledged + more
        await eventually(lambda: self.acknowledged >= goal, within)

    async def drains(self, outcome: Outcome, *, most: float) -> None:
        """What waits in the outboxes now is acknowledged within `most` seconds."""
        begun, waiting = time.monotonic(), set(self._pending_ids())
        with contextlib.suppress(TimeoutError):
            await eventually(lambda: waiting.isdisjoint(self._pending_ids()), most)
        outcome.measure("outboxes drained after, s", time.monotonic() - begun, most=most)

    def _pending_ids(self) -> list[str]:
        return [id for client in self.clients for id in client.outbox.pending]

    @property
    def slowest_delivery(self) -> float:
        """Seconds from an acknowledgement to when the last one who looks on saw it; the worst."""
        heard = {
            id: stored.heard_at
            for client in self.clients
            for id, stored in client.outbox.acknowledged.items()
        }
        views = [view for client in self.clients for view in client.views.values()]
        waits = (
            at - heard[id] for view in views for id, at in view.shown_at.items() if id in heard
        )
        return max(waits, default=0.0)

    async def ends(self, outcome: Outcome | None = None, *, within: float) -> Outcome:
        """Everybody has said what they had to say, and all of it arrives everywhere within so many
        seconds; closes the conversations, so that the next run begins with none."""
        outcome = outcome or Outcome()
        await self.finish_talking()
        begun = time.monotonic()
        await self._settles(within)
        outcome.measure("all delivered after, s", time.monotonic() - begun)
        await self.close_all()
        findings = await self._settles(within)
        self._report(outcome, findings)
        return outcome

    async def _settles(self, within: float) -> Findings:
        """What is wrong when all outboxes are empty and every view is complete, or time is up."""
        give_up = time.monotonic() + within
        while True:
            findings = await self.findings()
            if (findings.is_clean and not self.pending) or time.monotonic() > give_up:
                return findings
            await asyncio.sleep(LOOK_EVERY_S)

    async def findings(self) -> Findings:
        logs = await asyncio.to_thread(self.machine.logs, self.since)
        return judge(logs, witnesses(logs, self.clients))

    def _report(self, outcome: Outcome, findings: Findings) -> None:
        outcome.messages += self.sent
        outcome.acknowledged += self.acknowledged
        outcome.stored += sum(len(rows) for rows in self.machine.logs(self.since).values())
        outcome.lost += len(findings.lost)
        outcome.doubled += len(findings.doubled)
        outcome.disordered += len(findings.disorder)
        outcome.violations += findings.reasons[:20]
        outcome.require(not self.pending, f"{self.pending} sends were never acknowledged")
        refused = [code for client in self.clients for code in client.outbox.failed.values()]
        outcome.require(not refused, f"{len(refused)} sends were refused: {sorted(set(refused))}")
