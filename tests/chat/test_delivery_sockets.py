"""Acknowledged is stored, once, in order, and everybody sees the same: over real sockets, with
clients that repeat themselves, race, and lose half of what they are told."""

import asyncio
import random
import uuid

from chat.client import OperatorClient, VisitorClient
from chat.models import Conversation, Visitor
from helpdesk.tenancy import tenant_scope
from tests.delivery import (
    conversation_of,
    eventually,
    in_database,
    online,
    operator,
    settled,
    visitor,
)
from tests.wire import greeted_operator, greeted_visitor


class SendsTwice:
    """Says every frame twice, hello among them."""

    def transmit(self, frame):
        super().transmit(frame)
        super().transmit(frame)


class RepeatsWhatIsStored:
    """Says everything again that was acknowledged, as if the acknowledgement had been lost."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.said = {}
        self.answers = {}

    def transmit(self, frame):
        self.said.setdefault(frame.get("id"), frame)
        super().transmit(frame)

    def on_ack(self, frame):
        super().on_ack(frame)
        answers = self.answers.setdefault(frame["id"], [])
        answers.append((frame["seq"], frame["at"]))
        if len(answers) < 3:
            self.transmit(self.said[frame["id"]])


class HardOfHearing:
    """Loses two of three pushes; what it asked for it hears."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.chance = random.Random(7)
        self.lost = 0

    def receive(self, frame):
        is_push = frame["type"] == "entries" and len(frame["entries"]) == 1
        if is_push and self.chance.random() < 2 / 3:
            self.lost += 1
        else:
            super().receive(frame)


def two_of(habit):
    return type("V", (habit, VisitorClient), {}), type("O", (habit, OperatorClient), {})


async def chat(visitor, operator, turns=6):
    """Both talk at once, with a note and a reopening in between; the conversation's number."""
    for turn in range(turns):
        visitor.send(f"Question {turn}")
    number = await conversation_of(visitor, operator)
    operator.take(number)
    for turn in range(turns):
        operator.send(number, f"Answer {turn}")
        operator.note(number, f"Note {turn}")
        visitor.send(f"And {turn}?")
    operator.close(number)
    await operator.until(lambda: not operator.outbox.pending)
    visitor.send("One more thing")
    return number


async def test_a_retry_of_every_frame_adds_nothing(server, committed_cast):
    repeating_visitor, repeating_operator = two_of(RepeatsWhatIsStored)
    async with (
        visitor(server, committed_cast, repeating_visitor) as asks,
        operator(server, committed_cast.omar, repeating_operator) as answers,
    ):
        await online(asks, answers)
        await chat(asks, answers)
        for client in (asks, answers):
            await client.until(
                lambda client=client: all(len(told) == 3 for told in client.answers.values())
            )
        logs = await settled(committed_cast.acme, [asks, answers])
    stored = {row.id for rows in logs.values() for row in rows}
    for client in (asks, answers):
        assert client.answers.keys() <= stored
        assert all(len(set(told)) == 1 for told in client.answers.values())


async def test_every_frame_doubled_is_stored_once(server, committed_cast):
    doubling_visitor, doubling_operator = two_of(SendsTwice)
    async with (
        visitor(server, committed_cast, doubling_visitor) as asks,
        operator(server, committed_cast.omar, doubling_operator) as answers,
    ):
        await online(asks, answers)
        number = await chat(asks, answers, turns=3)
        logs = await settled(committed_cast.acme, [asks, answers])
    assert list(logs) == [number]
    assert len(logs[number]) == 17  # 3 + 3x3 + 1, acknowledgement, taken, closed, reopened


async def test_what_is_not_heard_is_asked_for(server, committed_cast):
    deaf_visitor, deaf_operator = two_of(HardOfHearing)
    async with (
        visitor(server, committed_cast, deaf_visitor) as asks,
        operator(server, committed_cast.omar, deaf_operator) as answers,
    ):
        await online(asks, answers)
        number = await chat(asks, answers, turns=10)
        await eventually(lambda: not (asks.outbox.pending or answers.outbox.pending))
        assert asks.lost > 3 and answers.lost > 3
        for client in (asks, answers):
            client.chance = random.Random()
            client.chance.random = lambda: 1.0  # from here on it hears everything
        await asyncio.sleep(0.1)
        answers.send(number, "Anything else?")  # shows where there is a gap
        await settled(committed_cast.acme, [asks, answers])


async def test_two_tabs_racing_with_their_first_words_are_one_conversation(server, committed_cast):
    token = {"token": committed_cast.token}
    async with (
        visitor(server, committed_cast, **token) as left,
        visitor(server, committed_cast, **token) as right,
    ):
        await online(left, right)
        for turn in range(10):
            left.send(f"left {turn}")
            right.send(f"right {turn}")
        logs = await settled(committed_cast.acme, [left, right])
        assert left.view.ids == right.view.ids

    def counted():
        with tenant_scope(committed_cast.acme):
            return Visitor.objects.count(), Conversation.objects.count()

    assert await in_database(counted) == (1, 1)
    assert [len(rows) for rows in logs.values()] == [21]


async def test_eight_write_at_once(server, committed_cast):
    """Four tabs of the visitor, two of the operator's, and two colleagues who take notes."""
    token = {"token": committed_cast.token}
    tabs = [visitor(server, committed_cast, **token) for _ in range(4)]
    omar = [operator(server, committed_cast.omar) for _ in range(2)]
    colleagues = [operator(server, member) for member in (committed_cast.sam, committed_cast.tess)]
    everybody = [*tabs, *omar, *colleagues]
    async with asyncio.TaskGroup() as connecting:
        for client in everybody:
            connecting.create_task(client.__aenter__())
    try:
        await online(*everybody)
        tabs[0].send("Hello")
        number = await conversation_of(tabs[0], omar[0])
        for client in [*omar, *colleagues]:
            client.open(number)
        await omar[0].shown(omar[0].take(number))
        for turn in range(15):
            for tab in tabs:
                tab.send(f"{turn}")
            for client in omar:
                client.send(number, f"{turn}")
            for client in colleagues:
                client.note(number, f"{turn}")
        logs = await settled(committed_cast.acme, everybody, within=40)
        assert len(logs[number]) == 3 + 8 * 15
    finally:
        for client in everybody:
            await client.__aexit__()


async def test_a_connection_that_comes_and_goes_loses_nothing(server, committed_cast):
    async with (
        visitor(server, committed_cast) as asks,
        operator(server, committed_cast.omar) as answers,
    ):
        await online(asks, answers)
        asks.send("Hello")
        number = await conversation_of(asks, answers)
        turn = 0
        while turn < 24 or min(asks.welcomes, answers.welcomes) <= 3:
            asks.send(f"Question {turn}")
            answers.send(number, f"Answer {turn}")
            if turn % 4 == 0:
                asks.line.cut()
            if turn % 6 == 0:
                answers.line.cut()
            turn += 1
            await asyncio.sleep(0.03)
        await settled(committed_cast.acme, [asks, answers])


async def test_more_than_the_bucket_holds_is_stored_in_the_order_it_was_sent(
    server, committed_cast
):
    """Fast enough that some are refused for the moment and some behind them are not. Those come
    again in order, as browsers do it."""
    bodies = {str(uuid.uuid4()): f"{turn}" for turn in range(60)}
    waiting = dict(bodies)
    async with greeted_visitor(server, committed_cast) as wire, asyncio.timeout(40):
        while waiting:
            for count, (id, body) in enumerate(waiting.items()):
                await wire.say(type="send", id=id, body=body)
                await asyncio.sleep(0.06 if count > 40 else 0)
            for _ in range(len(waiting)):
                while (frame := await wire.next())["type"] not in ("ack", "error"):
                    pass
                if frame["type"] == "ack":
                    del waiting[frame["id"]]
                else:
                    assert frame["code"] in ("slow_down", "unavailable")
            await asyncio.sleep(1.5 if waiting else 0)
    logs = await settled(committed_cast.acme, [])
    (rows,) = logs.values()
    assert [row.id for row in rows if row.id in bodies] == list(bodies)


async def test_what_was_said_before_closing_is_stored_before_it(server, committed_cast):
    """Answers and the closing right behind them, without waiting for anything."""
    async with visitor(server, committed_cast) as asks:
        await online(asks)
        await asks.shown(asks.send("Hello"))
    logs = await settled(committed_cast.acme, [asks])
    (number,) = logs
    async with greeted_operator(server, committed_cast.omar) as wire:
        ids = [str(uuid.uuid4()) for _ in range(5)]
        for id in ids[:-1]:
            await wire.say(type="send", conversation=number, id=id, body="Bye")
        await wire.say(type="close", conversation=number, id=ids[-1])
        told = [(await wire.hear("ack"))["id"] for _ in ids]
    assert told == ids
    logs = await settled(committed_cast.acme, [])
    assert [row.id for row in logs[number]][-5:] == ids
