"""However much is stored, what people wait for finds its rows by an index: with sequential scans
made as dear as can be, PostgreSQL plans none for any statement of a connect, a message, a look at
the inbox or a worker's look at a company. One that it still plans has no index to go by."""

import json
import uuid

import pytest
from channels.routing import URLRouter
from channels.testing import WebsocketCommunicator
from django.db.backends.utils import CursorWrapper

from bench.console import Console
from chat import runtime
from chat.routing import websocket_urlpatterns
from chat.tending import tend
from tenants.models import User

ONE_ROW = {"chat_logepoch"}
WITHIN_S = 20
OWN = {b"host": b"127.0.0.1", b"origin": b"http://127.0.0.1"}


class Plans:
    """What was asked of PostgreSQL, and which of it reads a table from end to end."""

    def __init__(self):
        self.asked, self.whole = 0, {}

    def look(self, cursor, sql, params):
        cursor.execute("SET enable_seqscan = off")
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
        (plan,) = cursor.fetchone()[0]
        cursor.execute("RESET enable_seqscan")
        self.asked += 1
        if found := set(scanned(plan["Plan"])) - ONE_ROW:
            self.whole[" ".join(sql.split())[:300]] = found


def scanned(plan):
    if plan["Node Type"] == "Seq Scan":
        yield plan["Relation Name"]
    for part in plan.get("Plans", ()):
        yield from scanned(part)


@pytest.fixture
def plans(monkeypatch):
    found, execute = Plans(), CursorWrapper._execute

    def looking(self, sql, params, *args):
        if sql.lstrip().startswith(("SELECT", "UPDATE", "DELETE", "INSERT", "WITH")):
            found.look(self.cursor, sql, params)
        return execute(self, sql, params, *args)

    monkeypatch.setattr(CursorWrapper, "_execute", looking)
    return found


@pytest.fixture
async def nothing_else(monkeypatch):
    for name in ("BEAT_EVERY", "WATCH_EVERY", "CLOCK_EVERY"):
        monkeypatch.setattr(runtime, name, 3600.0)
    yield
    await runtime.runtime().close()


class Widget:
    def __init__(self, key):
        path = f"/ws/widget/{key}/"
        router = URLRouter(websocket_urlpatterns)
        self.socket = WebsocketCommunicator(router, path, headers=list(OWN.items()))

    async def asks(self, answer, **frame):
        await self.socket.send_to(text_data=json.dumps(frame))
        while True:
            heard = json.loads(await self.socket.receive_from(timeout=WITHIN_S))
            assert heard["type"] != "error", heard
            if heard["type"] == answer:
                return heard


async def test_a_customer_comes_writes_and_comes_back(plans, nothing_else, committed_cast):
    page = {"url": "https://shop.example/checkout", "title": "Checkout"}
    hello = {"type": "hello", "v": 1, "epoch": None, "token": committed_cast.token, "page": page}
    for _ in range(2):
        widget = Widget(committed_cast.acme.site_key)
        await widget.socket.connect(timeout=WITHIN_S)
        await widget.asks("welcome", **hello)
        for body in ("Where is it?", "Please?"):
            await widget.asks("ack", type="send", id=str(uuid.uuid4()), body=body)
        await widget.asks("entries", type="sync", after=0)
        await runtime.runtime().beat()
        await widget.socket.disconnect(timeout=WITHIN_S)
    assert plans.asked > 30 and plans.whole == {}


async def test_a_colleague_opens_the_inbox_and_answers(plans, nothing_else, committed_cast):
    widget = Widget(committed_cast.acme.site_key)
    await widget.socket.connect(timeout=WITHIN_S)
    await widget.asks("welcome", type="hello", v=1, epoch=None, token=committed_cast.token)
    await widget.asks("ack", type="send", id=str(uuid.uuid4()), body="Where is it?")
    console = Console("acme", committed_cast.omar.cookie)
    await console.connect()
    chat = (await console.list())["items"][0]["id"]
    for view in ("waiting", "mine", "closed"):
        await console.list(view)
    await console.ask("entries", type="open", conversation=chat)
    for frame in ({"type": "take"}, {"type": "send", "body": "On its way."}):
        await console.ask("ack", conversation=chat, id=str(uuid.uuid4()), **frame)
    await console.search(words="parcel")
    await runtime.runtime().beat()
    await runtime.runtime().watch()
    await console.close()
    await widget.socket.disconnect(timeout=WITHIN_S)
    assert plans.asked > 30 and plans.whole == {}


def test_a_worker_looks_after_a_company(plans, committed_cast):
    tend(committed_cast.acme.pk)
    assert plans.asked > 20 and plans.whole == {}


def test_a_question_without_an_index_is_noticed(plans, committed_cast):
    assert not User.objects.filter(name="Nobody").exists()
    assert list(plans.whole.values()) == [{"tenants_user"}]
