"""A second company, where nobody lifts a hand: chats are given, steps of a silence taken and mails
sent by the helpdesk alone, while the cluster loses one part after the other."""

import asyncio
import contextlib
from typing import Any

import psycopg

from chat.client import OperatorClient, VisitorClient
from chat.replay.oracle import Findings, Row, judge
from tests.delivery import PATIENT, online, witnesses
from tests.faults.machine import Company

from .cluster import Cluster
from .once import Doings, Line, judge_lines, judge_mails

ROWS = "SELECT conversation_id, seq, public_seq, client_id::text FROM chat_entry ORDER BY 1, 2"
LINES = "SELECT conversation_id, kind, author, data FROM chat_entry ORDER BY conversation_id, seq"
RELEASE = """
UPDATE feedback_outgoingmail m SET due_at = now() + make_interval(secs => r.place * 0.6)
FROM (SELECT id, row_number() OVER (ORDER BY id) AS place FROM feedback_outgoingmail
      WHERE state = 'queued' AND due_at > now() + interval '1 hour' ORDER BY id LIMIT %s) r
WHERE m.id = r.id
"""
STATES = """
SELECT state, count(*) FROM feedback_outgoingmail
WHERE due_at < now() + interval '1 hour' GROUP BY state
"""
CALM_WITHIN_S = 60.0


class Bystanders:
    """`async with` keeps their operators online and their visitors waiting."""

    def __init__(self, cluster: Cluster, company: Company) -> None:
        self.cluster, self.company = cluster, company
        self.desks = [
            OperatorClient(cluster.url, company.slug, cookie, pace=PATIENT)
            for cookie in company.cookies.values()
        ]
        self.visitors: list[VisitorClient] = []
        self._here = contextlib.AsyncExitStack()

    async def __aenter__(self) -> "Bystanders":
        for desk in self.desks:
            await self._here.enter_async_context(desk)
        await online(*self.desks)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._here.aclose()

    async def come(self, visitors: int, mails: int) -> None:
        """So many people ask something, and so many mails are due within the next seconds. Who had
        asked before is answered, and left alone until the chat closes itself."""
        self._answer_everybody()
        self.ask(RELEASE, mails)
        for _ in range(visitors):
            visitor = VisitorClient(self.cluster.url, self.company.site_key, pace=PATIENT)
            self.visitors.append(await self._here.enter_async_context(visitor))
            visitor.send("Is anybody there?")

    def _answer_everybody(self) -> None:
        for desk in self.desks:
            for number, summary in desk.summaries.live.items():
                if (summary["operator"] or {}).get("member") == desk.me["member"]:
                    desk.send(number, "We are here.")

    # --- in the end ---------------------------------------------------------------------------

    async def calm(self) -> None:
        """Waits until every mail that was due is settled and every outbox is empty, or for long."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(CALM_WITHIN_S):
                while self._is_busy():
                    await asyncio.sleep(0.5)

    def _is_busy(self) -> bool:
        return bool(
            self.states().get("queued")
            or any(client.outbox.pending for client in [*self.desks, *self.visitors])
            or not self.findings().is_clean
        )

    def findings(self) -> Findings:
        """Of the oracle, over everything they said and saw."""
        logs: dict[int, list[Row]] = {}
        for number, *row in self.ask(ROWS):
            logs.setdefault(number, []).append(Row(*row))
        return judge(logs, witnesses(logs, [*self.desks, *self.visitors]))

    def doings(self, arrived: list[str]) -> Doings:
        """`arrived`: Message-IDs of the mails that came."""
        doings = Doings()
        judge_lines((Line(*row) for row in self.ask(LINES)), doings)
        judge_mails(arrived, self.states(), doings)
        return doings

    def states(self) -> dict[str, int]:
        """{state: mails}, of those that were due."""
        return dict(self.ask(STATES))

    def ask(self, query: str, *values: Any) -> list[tuple]:
        """What the database says, in the company's scope."""
        url = self.cluster.postgres.urls["DATABASE_OWNER_URL"]
        with psycopg.connect(url) as owner:
            owner.execute("SELECT set_config('app.tenant_id', %s, true)", [str(self.company.id)])
            found = owner.execute(query, values)
            return found.fetchall() if found.description else []
