"""/metrics and /metrics/installation: what is counted, and for whom."""

import asyncio
from datetime import timedelta
from typing import Any

import httpx
import pytest
from asgiref.sync import async_to_sync
from django.test import AsyncClient
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from chat import actions, agenda
from chat.models import Conversation
from feedback.models import OutgoingMail
from helpdesk.tenancy import tenant_scope
from helpdesk.watch import looking
from tests.mail.workers import many_mails
from tests.server import METRICS_TOKEN
from tests.wire import greeted_operator, greeted_visitor, operator_line

SHOWN = {"Authorization": f"Bearer {METRICS_TOKEN}"}


def samples(text: str) -> dict[str, float]:
    """{"name[label's value]…": value}."""
    return {
        sample.name + "".join(f"[{value}]" for value in sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


async def told_by(server: Any, page: str = "metrics") -> dict[str, float]:
    async with httpx.AsyncClient() as client:
        answer = await client.get(f"{server.origin}/{page}", headers=SHOWN)
    assert answer.status_code == 200
    return samples(answer.text)


@pytest.fixture
def with_token(settings: Any) -> None:
    settings.METRICS_TOKEN = METRICS_TOKEN


# --- For whom -----------------------------------------------------------------------------------


async def test_without_a_token_there_is_no_such_page(async_client: AsyncClient) -> None:
    for address in ("/metrics", "/metrics/installation"):
        response = await async_client.get(address, headers={"Authorization": "Bearer "})
        assert response.status_code == 404


@pytest.mark.parametrize("shown", ["", METRICS_TOKEN, "Bearer", "Bearer token-of-the-test", "é"])
async def test_nobody_else_is_told(with_token: None, async_client: Any, shown: str) -> None:
    for address in ("/metrics", "/metrics/installation"):
        response = await async_client.get(address, headers={"Authorization": shown})
        assert (response.status_code, response.content) == (401, b"")


# --- Of one process -----------------------------------------------------------------------------


async def test_a_message_is_counted_once_and_its_way_is_timed(server, committed_cast):
    before = await told_by(server)
    async with greeted_visitor(server, committed_cast) as line:
        await line.post("hello")
        after = await told_by(server)
    for name in ("message_seconds", "writer_batch", "writer_commit_seconds"):
        count = f"helpdesk_{name}_count"
        assert after[count] == before[count] + 1
    assert 0 < after["helpdesk_message_seconds_sum"] - before["helpdesk_message_seconds_sum"] < 10


async def test_a_message_that_is_refused_is_no_stored_one(server, committed_cast):
    before = await told_by(server)
    async with greeted_operator(server, committed_cast.omar) as line:
        await line.say(
            type="send", id="0190aa6e-5c3b-7a2e-9d41-0123456789ab", conversation=987, body="hello"
        )
        await line.error()
        after = await told_by(server)
    refused = "helpdesk_messages_not_stored_total[refused]"
    assert after[refused] == before.get(refused, 0) + 1
    assert after["helpdesk_message_seconds_count"] == before["helpdesk_message_seconds_count"]


async def test_open_sockets_are_told_by_side(server, committed_cast):
    before = await told_by(server)
    async with (
        greeted_visitor(server, committed_cast),
        greeted_visitor(server, committed_cast),
        greeted_operator(server, committed_cast.omar),
    ):
        during = await told_by(server)
    for side, more in (("visitor", 2), ("operator", 1)):
        assert during[f"helpdesk_sockets[{side}]"] == before[f"helpdesk_sockets[{side}]"] + more


async def test_a_socket_we_close_is_counted_by_its_code(server, committed_cast):
    before = await told_by(server)
    async with operator_line(server, "acme", cookie=None) as line:
        assert await line.close_code() == 4401
    after = await told_by(server)
    ended = "helpdesk_sockets_ended_total[4401]"
    assert after[ended] == before.get(ended, 0) + 1


async def test_requests_are_counted_by_route_and_never_by_address(server, committed_cast):
    async with httpx.AsyncClient(base_url=server.origin) as client:
        await client.get("/healthz")
        await client.get("/t/acme-kazoo/inbox/")
        await client.request("KAZOO", "/kazoo/")
        for _ in range(100):  # a request is counted once its answer has left
            text = (await client.get("/metrics", headers=SHOWN)).text
            told = samples(text)
            if told.get("helpdesk_http_requests_total[other][other][404]"):
                break
            await asyncio.sleep(0.05)
    assert told["helpdesk_http_requests_total[GET][healthz][200]"] >= 1
    assert told["helpdesk_http_requests_total[other][other][404]"] >= 1
    assert told["helpdesk_http_seconds_count[healthz]"] >= 1
    assert "kazoo" not in text.lower()


async def test_connections_to_the_database_are_told(server, committed_cast):
    async with greeted_visitor(server, committed_cast) as line:
        await line.post("hello")
        told = await told_by(server)
    assert told["helpdesk_database_connections_most"] == 16
    assert 1 <= sum(told[f"helpdesk_database_connections[{s}]"] for s in ("used", "idle")) <= 16
    assert told["process_resident_memory_bytes"] > 20_000_000


# --- Of the whole installation ------------------------------------------------------------------


def a_chat_waits(company: Any, visitor: Any, client_id: Any) -> None:
    with tenant_scope(company):
        actions.post_visitor_message(visitor=visitor, client_id=client_id, body="hello")


def test_who_waits_is_counted_over_all_companies(committed_cast, new_id):
    cast = committed_cast
    a_chat_waits(cast.acme, cast.visitor, new_id())
    a_chat_waits(cast.globex, cast.stranger, new_id())
    with tenant_scope(cast.acme):
        actions.take(
            member=cast.omar, conversation_id=Conversation.objects.get().pk, client_id=new_id()
        )
    found = async_to_sync(looking.look)()
    counted = found.waiting.count, found.open, found.unanswered.count, found.visited
    assert counted == (1, 1, 1, 2)
    for pile in (found.waiting, found.unanswered):
        assert 0 < pile.age_s(found.now) < 60


def test_more_companies_than_are_visited_are_told(committed_cast, new_id, monkeypatch):
    monkeypatch.setattr(looking, "MOST_COMPANIES", 1)
    for company in (committed_cast.acme, committed_cast.globex):
        agenda.bring_forward(company.pk, timezone.now())
    found = async_to_sync(looking.look)()
    assert (found.visited, found.left_out) == (1, 1)


def test_a_timer_that_is_late_shows(committed_cast):
    agenda.bring_forward(committed_cast.acme.pk, timezone.now() - timedelta(minutes=3))
    found = async_to_sync(looking.look)()
    assert found.late.count == 1
    assert 180 <= found.late.age_s(found.now) < 240


def test_a_mail_that_should_have_left_shows(committed_cast):
    with tenant_scope(committed_cast.acme):
        mails = many_mails(committed_cast.acme, 2)
        late = OutgoingMail.objects.filter(pk=mails[0].pk)
        late.update(due_at=timezone.now() - timedelta(minutes=3))
    agenda.bring_forward(committed_cast.acme.pk, timezone.now())
    found = async_to_sync(looking.look)()
    assert found.outboxes["mail"].count == 2
    assert 180 <= found.outboxes["mail"].age_s(found.now) < 240
    assert found.outboxes["webhook"].count == 0


async def test_the_installation_tells_it(server, committed_cast):
    async with greeted_visitor(server, committed_cast) as line:
        await line.post("hello")
        told = await told_by(server, "metrics/installation")
    assert told["helpdesk_component_up[database]"] == 1
    assert told["helpdesk_component_up[worker]"] == 0  # none runs beside this server
    assert {"helpdesk_queue_chats", "helpdesk_outbox_due[mail]", "helpdesk_tasks_waiting"} <= set(
        told
    )
    assert told["helpdesk_files_free_bytes"] > 0
