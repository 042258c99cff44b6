"""A web process that is told to stop leaves nobody in the middle of a sentence."""

import asyncio
import json
import urllib.error
import urllib.request
import uuid

import pytest
import websockets

from chat.models import Entry
from helpdesk.tenancy import tenant_scope
from tests.delivery import in_database
from tests.server import Server
from tests.wire import greeted_operator, greeted_visitor, refused_with, visitor_line

ELSEWHERE = 4410
DRAIN_S = 2.0


@pytest.fixture
def leaving(owner_url, tmp_path):
    """A server of its own, which is stopped in each test."""
    url = owner_url.replace("helpdesk_owner@", "helpdesk@", 1)
    server = Server(database_url=url, log=tmp_path / "leaving.log")
    server.environment |= {"DRAIN_SECONDS": f"{DRAIN_S}"}
    server.start()
    yield server
    server.stop()


def web_says(server):
    """(status, body) of what a proxy asks."""
    try:
        with urllib.request.urlopen(f"{server.origin}/readyz?only=web", timeout=5) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


async def acknowledged_until_closed(wire, count):
    """Says `count` things without waiting; the ids that were acknowledged, and the close code."""
    for number in range(count):
        await wire.say(type="send", id=str(uuid.uuid4()), body=f"line {number}")
    heard = []
    try:
        while True:
            frame = await wire.next(within=20)
            heard += [frame["id"]] if frame["type"] == "ack" else []
    except websockets.ConnectionClosed as closed:
        return heard, closed.rcvd.code


def stored_ids(tenant):
    with tenant_scope(tenant):
        return {str(pk) for pk in Entry.objects.values_list("client_id", flat=True)}


async def test_what_was_read_is_answered_and_everybody_is_sent_elsewhere(leaving, committed_cast):
    acme = committed_cast.acme
    async with (
        greeted_visitor(leaving, committed_cast) as visitor,
        greeted_operator(leaving, committed_cast.omar) as operator,
    ):
        await visitor.post("Hello")
        assert await asyncio.to_thread(web_says, leaving) == (200, {"web": "ok"})
        talking = asyncio.create_task(acknowledged_until_closed(visitor, 30))
        leaving.process.terminate()
        while (said := await asyncio.to_thread(web_says, leaving))[0] == 200:
            await asyncio.sleep(0.05)
        assert said == (503, {"web": "draining"})
        async with greeted_visitor(leaving, committed_cast) as late:  # no proxy has seen it yet
            assert (await late.post("Hello again"))["seq"]
            assert await late.close_code() == ELSEWHERE
        assert await operator.close_code() == ELSEWHERE
        heard, code = await talking
    assert (len(heard), code) == (30, ELSEWHERE)
    assert set(heard) <= await in_database(stored_ids, acme)
    assert await asyncio.to_thread(leaving.process.wait, 10) == 0
    assert "Traceback" not in leaving.log.read_text()
    with pytest.raises(OSError):
        await refused_with(visitor_line(leaving, acme.site_key))
