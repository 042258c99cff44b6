"""What one end may leave unread or unsaid. In this process, where a clock can be set forward."""

import asyncio
import json

from chat import limits, outflow, runtime, sockets, units

TEXT = json.dumps({"type": "push", "pad": "x" * 100_000})


async def greeted(here, **fields):
    wire, socket = await here.connect()
    await wire.send_json_to({"type": "hello", "v": 1, "token": here.cast.token} | fields)
    assert (await wire.receive_json_from(timeout=10))["type"] == "welcome"
    return wire, socket


async def everything_said(wire):
    """(texts, close code or None), as far as it was said by now."""
    texts = []
    while not await wire.receive_nothing(timeout=0.1):
        said = await wire.receive_output(timeout=5)
        if said["type"] == "websocket.close":
            return texts, said.get("code", 1000)
        texts.append(said["text"])
    return texts, None


def beats(texts):
    return [frame for text in texts if (frame := json.loads(text))["type"] == "beat"]


# --- hello --------------------------------------------------------------------------------------


async def test_whoever_says_nothing_is_hung_up_on(here, monkeypatch):
    monkeypatch.setattr(sockets, "HELLO_WITHIN", 0.1)
    wire, _ = await here.connect()
    assert (await wire.receive_output(timeout=5)) == {"type": "websocket.close", "code": 4409}


async def test_a_wrong_word_is_not_hello(here, monkeypatch):
    monkeypatch.setattr(sockets, "HELLO_WITHIN", 0.1)
    wire, _ = await here.connect()
    await wire.send_json_to({"type": "sync", "after": 0})
    texts, code = await everything_said(wire)
    assert ([json.loads(text)["code"] for text in texts], code) == (["hello_first"], 4409)


async def test_whoever_said_hello_may_be_silent_for_longer(here, monkeypatch):
    monkeypatch.setattr(sockets, "HELLO_WITHIN", 0.1)
    wire, _ = await greeted(here)
    assert await wire.receive_nothing(timeout=0.4)


async def test_a_server_without_close_code_1009_closes_all_the_same(here, monkeypatch):
    wire, socket = await greeted(here)
    close = socket.close

    async def particular(code=None):
        if code == 1009:
            raise ValueError("invalid close code")
        await close(code)

    monkeypatch.setattr(socket, "close", particular)
    await wire.send_to(text_data="x" * 70_000)
    assert (await everything_said(wire))[1] == 1000


# --- reading ------------------------------------------------------------------------------------


async def test_a_reader_that_never_answers_is_closed_before_memory_fills(here):
    wire, socket = await greeted(here)
    for _ in range(50):
        socket.deliver(TEXT)
    texts, code = await everything_said(wire)
    assert code == 4408
    assert sum(map(len, texts)) < outflow.MOST_UNANSWERED + 2 * len(TEXT)
    assert len(beats(texts)) == 3  # every 256 KiB


async def test_a_reader_that_answers_gets_all_of_it(here):
    wire, socket = await greeted(here)
    pushed = 0
    for _ in range(5):
        for _ in range(5):
            socket.deliver(TEXT)
        texts, code = await everything_said(wire)
        assert code is None
        pushed += len(texts) - len(beats(texts))
        for beat in beats(texts):
            await wire.send_json_to({"type": "beat", "n": beat["n"]})
        assert await wire.receive_nothing(timeout=0.05)
    assert pushed == 25


async def test_guessed_and_repeated_answers_count_for_nothing(here):
    wire, socket = await greeted(here)
    for _ in range(3):
        socket.deliver(TEXT)
    ((beat,), _) = (beats(texts) for texts, _ in [await everything_said(wire)] * 2)
    for n in [beat["n"]] * 3 + [beat["n"] + 1, 1, 2, 3, "1", [1], None, True, -1]:
        await wire.send_json_to({"type": "beat", "n": n})
    for _ in range(50):
        socket.deliver(TEXT)
    assert (await everything_said(wire))[1] == 4408


async def test_two_heartbeats_without_an_answer_are_the_end(here):
    wire, _ = await greeted(here)
    for _ in range(3):
        await runtime.runtime().beat()
    texts, code = await everything_said(wire)
    assert (len(beats(texts)), code) == (2, 4408)


async def test_an_answered_heartbeat_is_followed_by_others(here):
    wire, _ = await greeted(here)
    for _ in range(5):
        await runtime.runtime().beat()
        ((beat,), code) = (beats((said := await everything_said(wire))[0]), said[1])
        assert code is None
        await wire.send_json_to({"type": "beat", "n": beat["n"]})


async def test_pushes_kept_back_while_the_log_is_read_are_bounded_too(here):
    wire, socket = await greeted(here)
    socket.hold()
    for _ in range(1_001):
        socket.deliver("{}")
    assert (await everything_said(wire)) == ([], 4408)


async def test_pages_of_the_log_wait_for_a_slow_reader(here):
    """Nobody is closed for having long conversations."""
    wire, socket = await greeted(here)
    for _ in range(6):
        socket.reply({"type": "entries", "pad": "x" * 100_000})
    waiting = [asyncio.create_task(socket.room()) for _ in range(3)]
    texts, code = await everything_said(wire)
    assert (code, [task.done() for task in waiting]) == (None, [False] * 3)
    for beat in beats(texts):
        await wire.send_json_to({"type": "beat", "n": beat["n"]})
    await asyncio.wait_for(asyncio.gather(*waiting), 5)


async def test_room_that_one_page_used_up_is_not_there_for_the_next(here):
    wire, socket = await greeted(here)
    socket.reply({"type": "entries", "pad": "x" * 600_000})

    async def page():
        await socket.room()
        socket.reply({"type": "entries", "pad": "x" * 600_000})

    pages = [asyncio.create_task(page()) for _ in range(3)]
    for sent in range(3):
        texts, code = await everything_said(wire)
        assert (code, sum(task.done() for task in pages)) == (None, sent)
        await wire.send_json_to({"type": "beat", "n": beats(texts)[-1]["n"]})
    await asyncio.wait_for(asyncio.gather(*pages), 5)


# --- new visitors -------------------------------------------------------------------------------


async def test_new_visitors_from_one_address_are_counted(here, settings):
    settings.NEW_VISITORS_PER_HOUR = 2
    limits._limiter.storage.reset()
    answers = []
    for _ in range(3):
        wire, _ = await here.connect()
        await wire.send_json_to({"type": "hello", "v": 1})
        answers.append(await wire.receive_json_from(timeout=10))
    assert [answer["type"] for answer in answers] == ["welcome", "welcome", "error"]
    assert (answers[2]["code"], answers[2]["retry"]) == ("slow_down", True)
    await greeted(here)  # who is known already is no new visitor
    limits._limiter.storage.reset()


async def test_a_frame_that_fails_costs_no_thread(here, monkeypatch):
    """A mistake of ours in one frame is answered, and the pool works on."""

    def mistake(*args):
        raise RuntimeError

    wire, _ = await greeted(here)
    monkeypatch.setattr("chat.sides.visitor._current_conversation", mistake)
    for _ in range(20):
        await wire.send_json_to({"type": "sync", "after": 0})
        assert (await wire.receive_json_from(timeout=10))["code"] == "internal"
    assert await units.unscoped(lambda: "works") == "works"
