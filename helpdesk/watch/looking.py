"""One look into the whole installation: who waits, and what is due.

A company's rows are seen only inside its scope, so each is visited; those alone that are due within
seconds, as every company with an open chat is, and a mail or webhook that has to go out.
"""

import asyncio
from dataclasses import dataclass
from datetime import datetime

import psycopg

from chat.agenda import CLAIM_FOR
from helpdesk.health import connection_options

MOST_COMPANIES = 2_000
AT_ONCE = 100  # companies in one transaction, asked in one breath
LASTS_S = 10.0
OUTBOXES = ("mail", "webhook")

LATE = """
SELECT now(), count(*), min(a.due_at) FROM chat_agenda a
JOIN tenants_tenant t ON t.id = a.company_id WHERE a.due_at <= now() AND t.is_active"""
# Each that a look of the worker is due in soon, or that a worker looks at just now.
AT_WORK = """
SELECT a.company_id FROM chat_agenda a JOIN tenants_tenant t ON t.id = a.company_id
WHERE a.due_at <= now() + %s AND t.is_active AND t.sandbox_of_id IS NULL
ORDER BY a.due_at LIMIT 100000"""
ENTER = "SELECT set_config('app.tenant_id', %s, true)"
# Without webhooks to an endpoint that is paused: they wait for a person.
VISIT = """
SELECT count(*) FILTER (WHERE c.status = 'waiting'),
       min(c.queued_at) FILTER (WHERE c.status = 'waiting'),
       count(*) FILTER (WHERE c.status = 'open'),
       count(c.waiting_since) FILTER (WHERE c.status = 'open'),
       min(c.waiting_since) FILTER (WHERE c.status = 'open'),
       mail.due, mail.since, webhook.due, webhook.since
FROM (SELECT count(*) AS due, min(due_at) AS since FROM feedback_outgoingmail
      WHERE state = 'queued' AND due_at <= now()) AS mail,
     (SELECT count(*) AS due, min(d.due_at) AS since FROM chat_delivery d
      JOIN chat_endpoint e ON e.id = d.endpoint_id AND e.paused_at IS NULL
      WHERE d.state = 'queued' AND d.due_at <= now()) AS webhook
LEFT JOIN chat_conversation c ON c.status <> 'closed'
GROUP BY mail.due, mail.since, webhook.due, webhook.since"""


@dataclass
class Pile:
    """So many, and since when the oldest is there."""

    count: int = 0
    since: datetime | None = None

    def add(self, count: int, since: datetime | None) -> None:
        self.count += count
        self.since = min(filter(None, (self.since, since)), default=None)

    def age_s(self, now: datetime) -> float:
        return max((now - self.since).total_seconds(), 0.0) if self.since else 0.0


class Figures:
    """What was found in one look, at `now` by the database's clock."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.waiting, self.unanswered, self.late = Pile(), Pile(), Pile()
        self.outboxes = {name: Pile() for name in OUTBOXES}
        self.open = self.visited = self.left_out = 0

    def add(self, row: tuple) -> None:
        """A company's, as `VISIT` answers."""
        queue, queued, being, silent, since, *outboxes = row
        self.waiting.add(queue, queued)
        self.unanswered.add(silent, since)
        self.open += being
        for pile, due, oldest in zip(
            self.outboxes.values(), outboxes[::2], outboxes[1::2], strict=True
        ):
            pile.add(due, oldest)
        self.visited += 1


async def look() -> Figures:
    """On a connection of its own: nobody who works waits for it. Raises psycopg.Error and
    TimeoutError."""
    async with (
        asyncio.timeout(LASTS_S),
        await psycopg.AsyncConnection.connect(**connection_options()) as line,
    ):
        now, late, since = await _row(await line.execute(LATE))
        found = Figures(now)
        found.late.add(late, since)
        companies = await (await line.execute(AT_WORK, [CLAIM_FOR])).fetchall()
        found.left_out = max(len(companies) - MOST_COMPANIES, 0)
        visited = [str(company) for (company,) in companies[:MOST_COMPANIES]]
        for first in range(0, len(visited), AT_ONCE):
            await _visit(line, visited[first : first + AT_ONCE], found)
    return found


async def _visit(line: psycopg.AsyncConnection, companies: list[str], found: Figures) -> None:
    """Each in its own scope: the setting ends with the transaction."""
    answers = []
    async with line.transaction(), line.pipeline():
        for company in companies:
            await line.execute(ENTER, [company])
            answers.append(await line.execute(VISIT))
    for answer in answers:
        found.add(await _row(answer))


async def _row(answer: psycopg.AsyncCursor) -> tuple:
    row = await answer.fetchone()
    assert row is not None
    return row
