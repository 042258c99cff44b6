"""Few visitors are welcomed at a time; the others hear that their turn comes."""

import asyncio

import pytest

from chat.runtime import VitalSigns, runtime

HELLO = {"type": "hello", "v": 1}


@pytest.fixture
async def door(here, monkeypatch):
    """With one place, taken."""
    door = asyncio.Semaphore(1)
    monkeypatch.setattr(runtime().arrivals, "door", door)
    await door.acquire()
    return door


async def said(wire):
    return await wire.receive_json_from(timeout=10)


async def test_who_waits_is_told_so_at_every_beat_and_comes_in_turn(here, door):
    wire, socket = await here.connect()
    await wire.send_json_to(HELLO)
    assert await said(wire) == {"type": "soon"}
    socket.beat(VitalSigns())
    assert await said(wire) == {"type": "soon"}
    door.release()
    assert (await said(wire))["type"] == "welcome"


async def test_nobody_is_told_to_wait_where_there_is_room(here, door):
    door.release()
    wire, _ = await here.connect()
    await wire.send_json_to(HELLO)
    assert (await said(wire))["type"] == "welcome"


async def test_a_hello_that_was_wrong_leaves_its_place(here, door):
    door.release()
    for token in ("0" * 32, None):
        wire, _ = await here.connect()
        await wire.send_json_to(HELLO | ({"token": token} if token else {}))
        assert (await said(wire)).get("code") == (token and "bad_token")


async def test_who_has_left_meanwhile_is_passed_over(here, door):
    early, gone = await here.connect()
    gone.is_gone = lambda: True
    await early.send_json_to(HELLO)
    assert await said(early) == {"type": "soon"}
    late, _ = await here.connect()
    await late.send_json_to(HELLO)
    assert await said(late) == {"type": "soon"}
    door.release()
    assert (await said(late))["type"] == "welcome"
    assert gone.side.visitor is None
