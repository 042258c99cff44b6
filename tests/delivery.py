"""The oracle of every delivery test: real clients on one side, what is stored on the other.

Acknowledged is a subset of stored, each id is stored once, every view equals the stored order, and
what one client sent in an order is in the log in that order (`chat.replay.oracle`).
"""

import asyncio
import json
import time
import urllib.request
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from chat.client import OperatorClient, Pace, VisitorClient
from chat.client.client import Client
from chat.replay.oracle import Findings, Row, Witness, judge

PATIENT = Pace(backoff_base=0.1, backoff_most=1.0, backoff_least=0.02)


def visitor(server: Any, cast: Any, kind: type[VisitorClient] = VisitorClient, **options: Any):
    return kind(server.origin, cast.acme.site_key, pace=PATIENT, **options)


def operator(server: Any, member: Any, kind: type[OperatorClient] = OperatorClient):
    return kind(server.origin, member.tenant.slug, member.cookie, pace=PATIENT)


async def online(*clients: Client) -> None:
    for client in clients:
        await client.until(lambda client=client: client.is_online)


async def eventually(condition: Callable[[], Any], within: float = 20.0) -> None:
    """For what several clients bring about; one alone has `until`."""
    async with asyncio.timeout(within):
        while not condition():
            await asyncio.sleep(0.02)


async def conversation_of(visitor: VisitorClient, operator: OperatorClient) -> int:
    """Opened by the operator, once they have heard of it."""
    sent = set(visitor.outbox.added_at)

    def number() -> int | None:
        for pk in operator.summaries.live:
            if pk not in operator.views and len(operator.opened) < 50:
                operator.open(pk)
        views = operator.views.items()
        return next((pk for pk, view in views if sent & view.shown_at.keys()), None)

    await operator.until(number)
    found = number()
    assert found is not None
    return found


async def in_database(work: Callable[..., Any], *args: Any) -> Any:
    """Runs in a thread with a connection of its own, which it gives back."""
    from django.db import connection

    def unit() -> Any:
        try:
            return work(*args)
        finally:
            connection.close()

    return await asyncio.to_thread(unit)


def all_logs(tenant: Any) -> dict[int, list[Row]]:
    from chat.models import Conversation
    from chat.replay.company import stored_logs
    from helpdesk.tenancy import tenant_scope

    with tenant_scope(tenant):
        numbers = list(Conversation.objects.order_by("pk").values_list("pk", flat=True))
    return stored_logs(tenant, numbers)


def witnesses(logs: dict[int, list[Row]], clients: Iterable[Client]) -> Iterable[Witness]:
    for client in clients:
        is_visitor = isinstance(client, VisitorClient)
        for lane, view in client.views.items():
            sent = client.outbox.order.get(lane, [])
            number = _whose(logs, set(sent) | set(view.ids)) if is_visitor else lane
            yield Witness(
                type(client).__name__,
                number,
                is_visitor,
                [(entry["seq"], entry["id"]) for entry in view.entries],
                sent,
                frozenset(sent) & client.outbox.acknowledged.keys(),
            )


def _whose(logs: dict[int, list[Row]], ids: set[str]) -> int:
    """The latest conversation that has one of them; 0 for who never said or saw anything."""
    found = [number for number, rows in logs.items() if ids & {row.id for row in rows}]
    return max(found, default=0)


async def settled(tenant: Any, clients: Sequence[Client], within: float = 20.0) -> dict:
    """`settle` with the logs of the test run's database; returns them."""

    def logs() -> dict[int, list[Row]]:
        return all_logs(tenant)

    return await settle(logs, clients, within)


async def settle(read_logs: Callable[[], Any], clients: Sequence[Client], within: float) -> dict:
    """Waits until all outboxes are empty and every view is complete; returns the stored logs.

    Fails with what is wrong when that does not come about."""
    give_up = time.monotonic() + within
    while True:
        logs = await in_database(read_logs)
        findings = judge(logs, witnesses(logs, clients))
        pending = sum(len(client.outbox.pending) for client in clients)
        if findings.is_clean and not pending:
            return logs
        assert time.monotonic() < give_up, (pending, findings.reasons)
        await asyncio.sleep(0.1)


def findings_now(tenant: Any, clients: Sequence[Client]) -> Findings:
    logs = all_logs(tenant)
    return judge(logs, witnesses(logs, clients))


class Door:
    """The HTTP door: the same frames by POST. `headers` say who it is."""

    def __init__(self, url: str, **headers: str) -> None:
        self.url = url
        self.headers = {"Content-Type": "application/json"} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }

    async def post(self, *frames: dict[str, Any]) -> list[dict[str, Any]]:
        return await asyncio.to_thread(self._post, frames)

    def _post(self, frames: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        body = json.dumps({"frames": frames}).encode()
        request = urllib.request.Request(self.url, body, self.headers)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)["frames"]


def visitors_door(server: Any, cast: Any, token: str) -> Door:
    url = f"{server.origin}/widget/{cast.acme.site_key}/frames/"
    return Door(url, Authorization=f"Bearer {token}")


def operators_door(server: Any, member: Any) -> Door:
    from django.conf import settings

    secret = "x" * 32
    cookies = f"{member.cookie}; {settings.CSRF_COOKIE_NAME}={secret}"
    url = f"{server.origin}/t/{member.tenant.slug}/frames/"
    return Door(url, Cookie=cookies, X_CSRFToken=secret)
