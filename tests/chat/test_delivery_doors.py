"""The HTTP doors and the sockets are two ways into one log."""

import asyncio
import uuid

from chat.client import View
from tests.delivery import (
    conversation_of,
    online,
    operator,
    operators_door,
    settled,
    visitor,
    visitors_door,
)


def send(body, id=None, **fields):
    return {"type": "send", "id": id or str(uuid.uuid4()), "body": body} | fields


def of_kind(frames, kind):
    return [frame for frame in frames if frame["type"] == kind]


async def test_by_door_and_by_socket_at_once(server, committed_cast):
    """Both people on a socket and at the door, each frame sometimes by both with one id."""
    cast = committed_cast
    async with (
        visitor(server, cast, token=cast.token) as asks,
        operator(server, cast.omar) as answers,
    ):
        await online(asks, answers)
        await asks.shown(asks.send("Hello"))
        number = await conversation_of(asks, answers)
        theirs, ours = visitors_door(server, cast, cast.token), operators_door(server, cast.omar)
        acks = []
        for turn in range(8):
            again, answer = asks.send(f"socket {turn}"), answers.send(number, f"socket {turn}")
            told = await asyncio.gather(
                theirs.post(send(f"socket {turn}", again), send(f"door {turn}")),
                ours.post(
                    send(f"socket {turn}", answer, conversation=number),
                    {"type": "note", "id": str(uuid.uuid4()), "body": "n", "conversation": number},
                ),
            )
            acks += [ack["id"] for frames in told for ack in of_kind(frames, "ack")]
        logs = await settled(cast.acme, [asks, answers])
    stored = [row.id for row in logs[number]]
    assert len(acks) == 4 * 8 and set(acks) <= set(stored)
    assert len(stored) == 3 + 4 * 8  # the first word, its acknowledgement, taken


async def test_who_polls_sees_what_a_socket_sees(server, committed_cast):
    cast = committed_cast
    async with (
        visitor(server, cast, token=cast.token) as asks,
        operator(server, cast.omar) as answers,
    ):
        await online(asks, answers)
        await asks.shown(asks.send("Hello"))
        number = await conversation_of(asks, answers)
        for turn in range(130):  # more than a page
            answers.send(number, f"Answer {turn}")
        polled, at_desk = View(), View()
        theirs, ours = visitors_door(server, cast, cast.token), operators_door(server, cast.omar)
        async with asyncio.timeout(60):
            while polled.last < 133 or at_desk.last < 133:
                for view, door, fields in (
                    (polled, theirs, {}),
                    (at_desk, ours, {"conversation": number}),
                ):
                    sync = {"type": "sync", "after": view.last} | fields
                    for frame in of_kind(await door.post(sync), "entries"):
                        view.apply(frame)
                await asyncio.sleep(0.4)
        await settled(cast.acme, [asks, answers])
        assert polled.entries == asks.view.entries
        assert at_desk.entries == answers.views[number].entries


async def test_a_frame_that_is_refused_at_the_door_leaves_the_others_alone(server, committed_cast):
    door = visitors_door(server, committed_cast, committed_cast.token)
    told = await door.post(send("one"), send("  "), {"type": "nonsense"}, send("two"))
    assert [frame.get("code", frame["type"]) for frame in told] == [
        "ack",
        "empty",
        "unknown_type",
        "ack",
    ]
    assert [frame["seq"] for frame in of_kind(told, "ack")] == [1, 3]
