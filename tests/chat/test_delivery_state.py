"""A snapshot and the pushes after it are the same as a fresh snapshot: for an operator's list, for
what a visitor is told of their conversation, and for the logs of both."""

import asyncio
import contextlib
import random
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from chat import actions
from chat.client import VisitorClient
from chat.models import Conversation
from helpdesk.tenancy import tenant_scope
from tests.delivery import PATIENT, eventually, in_database, online, operator, settled, visitor

STEPS = 60


class Scene:
    """Five visitors, three operators; each step is something one of them does."""

    def __init__(self, chance, visitors, operators):
        self.chance = chance
        self.visitors = visitors
        self.operators = operators

    async def step(self):
        if self.chance.random() < 0.45:
            who = self.chance.choice(self.visitors)
            self.chance.choice([self.ask, self.ask, self.visitor_reads])(who)
        else:
            who = self.chance.choice(self.operators)
            known = sorted(who.summaries.by_id)
            if known:
                self.act(who, self.chance.choice(known))
        await asyncio.sleep(self.chance.choice([0, 0, 0.01, 0.03]))

    def ask(self, who):
        who.send(f"{self.chance.random()}")

    def visitor_reads(self, who):
        if who.view.last:
            who.read()

    def act(self, who, number):
        """Allowed or not: a refusal changes nothing either."""
        verb = self.chance.choice("take send send note release close reopen open read".split())
        if verb in ("send", "note"):
            getattr(who, verb)(number, f"{self.chance.random()}")
        elif verb == "read" and number not in who.views:
            who.open(number)
        else:
            getattr(who, verb)(number)


@pytest.mark.parametrize("seed", range(4))
async def test_a_snapshot_and_its_pushes_are_a_fresh_snapshot(server, committed_cast, seed):
    cast = committed_cast
    async with contextlib.AsyncExitStack() as here:
        visitors = [await here.enter_async_context(visitor(server, cast)) for _ in range(5)]
        members = (cast.omar, cast.tess, cast.sam)
        operators = [await here.enter_async_context(operator(server, m)) for m in members]
        await online(*visitors, *operators)
        scene = Scene(random.Random(seed), visitors, operators)
        for _ in range(STEPS):
            await scene.step()
        await settled(cast.acme, [*visitors, *operators])
        await heard_out([*visitors, *operators])
        for client, member in zip(operators, members, strict=True):
            fresh = await here.enter_async_context(operator(server, member))
            await fresh.until(lambda fresh=fresh: fresh.summaries.inbox)
            await alike(client, fresh, lambda one, opened=client.opened: listed(one, opened))
        for client in visitors:
            token = {"token": client.token}
            fresh = await here.enter_async_context(visitor(server, cast, **token))
            await fresh.until(lambda fresh=fresh, client=client: fresh.view.ids == client.view.ids)
            assert fresh.view.entries == client.view.entries
            await alike(client, fresh, state)


async def heard_out(clients):
    """Receipts are no entries and nobody acknowledges them; but the frames of a socket are handled
    in their order, so with the answer to a question all that was said before it is stored."""
    for client in clients:
        question = "help" if isinstance(client, VisitorClient) else "desk"
        answered, receive = asyncio.Event(), client.receive

        def listening(frame, receive=receive, question=question, answered=answered):
            receive(frame)
            if frame["type"] == question:
                answered.set()

        client.receive = listening
        client.transmit({"type": question})
        async with asyncio.timeout(10):
            await answered.wait()


async def alike(client, fresh, shown):
    """What was pushed comes to the same as what is read; a push may still be on its way."""
    with contextlib.suppress(TimeoutError):
        await client.until(lambda: shown(client) == shown(fresh), timeout=5)
    assert shown(client) == shown(fresh)


def listed(client, opened):
    """`seen` comes with answers only, 0 where there was none yet; receipts go to those who have the
    conversation open."""
    live = {pk: {"seen": 0} | summary for pk, summary in client.summaries.live.items()}
    return {
        pk: summary if pk in opened else summary | {"read": None} for pk, summary in live.items()
    }


def state(client):
    """`head` also moves on with entries, which carry it themselves."""
    return client.state and client.state | {"head": max(client.state["head"], client.view.head)}


def test_a_receipt_that_overtook_a_state_still_counts():
    client = VisitorClient("http://localhost", "key")

    def hears_state(**told):
        unread = {"visitor": 0, "operator": 0}
        client.on_conversation({"conversation": {"head": 5, "read": unread} | told})

    hears_state(status="waiting")
    client.on_read({"by": "visitor", "seq": 5})
    hears_state(status="open")
    assert (client.state["status"], client.state["read"]["visitor"]) == ("open", 5)
    hears_state(status="waiting", head=1, fresh=True)
    assert client.state["read"]["visitor"] == 0


async def test_every_tab_is_told_that_a_conversation_began(server, committed_cast):
    token = {"token": committed_cast.token}
    async with (
        visitor(server, committed_cast, **token) as asks,
        visitor(server, committed_cast, **token) as watches,
    ):
        await online(asks, watches)
        assert asks.state is watches.state is None
        asks.send("Hello")
        for tab in (asks, watches):
            await tab.until(lambda tab=tab: tab.state)
            assert tab.state["status"] == "waiting"


async def test_a_list_of_many_pages_is_complete(server, committed_cast, new_id):
    """More than two pages; some change while they are read."""
    cast = committed_cast

    def prepare():
        with tenant_scope(cast.acme):
            for _ in range(120):
                guest, _ = actions.new_visitor(tenant=cast.acme)
                actions.post_visitor_message(visitor=guest, client_id=new_id(), body="Hi")
            return set(Conversation.objects.values_list("pk", flat=True))

    numbers = await in_database(prepare)
    async with operator(server, cast.omar) as omar:
        await omar.until(lambda: omar.summaries.inbox)
        assert omar.summaries.live.keys() == numbers


async def test_a_new_conversation_after_a_week_is_read_from_its_beginning(server, committed_cast):
    """By the tab that began it, by one that watched, and by one that slept meanwhile."""
    cast, token = committed_cast, {"token": committed_cast.token}
    asleep = visitor(server, cast, **token)
    async with asleep:
        await online(asleep)
        await asleep.shown(asleep.send("Hello"))
        await asleep.until(lambda: asleep.view.last == 2)
    first = list(asleep.view.ids)
    await in_database(close_a_month_ago, cast)
    async with visitor(server, cast, **token) as begins, visitor(server, cast, **token) as watches:
        await eventually(lambda: begins.view.last == watches.view.last == 3)
        for turn in range(6):
            begins.send(f"Me again, {turn}")
        await settled(cast.acme, [begins, watches])
        assert begins.view.ids == watches.view.ids
        assert begins.view.first == 1 and not set(first) & set(begins.view.ids)
        async with awoken(asleep) as woken:
            await woken.until(lambda: woken.view.ids == begins.view.ids)


def close_a_month_ago(cast):
    with tenant_scope(cast.acme):
        number = Conversation.objects.get().pk
        actions.close(member=cast.omar, conversation_id=number, client_id=uuid.uuid4())
        long_ago = timezone.now() - timedelta(days=30)
        Conversation.objects.update(closed_at=long_ago)


def awoken(client):
    """The same browser tab on a new connection: what it held, it holds."""
    key = client.line.address.path.split("/")[-2]
    tab = VisitorClient(client.line.address.url, key, token=client.token, pace=PATIENT)
    tab.views, tab.epoch = client.views, client.epoch
    return tab
