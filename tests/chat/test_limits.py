"""How much, how fast: limits of a socket, seen from the other end."""

import pytest

from chat import bucket
from chat.bucket import Bucket
from chat.models import Entry
from chat.units import in_tenant
from tests.wire import greeted_operator, greeted_visitor

FRAME = 65_536


def padded(size, **frame):
    """A frame of exactly that many bytes."""
    head = f'{{"type": "{frame["type"]}", "pad": "'
    return head + "x" * (size - len(head) - 2) + '"}'


# --- size ---------------------------------------------------------------------------------------


async def test_a_frame_may_have_65536_bytes(server, committed_cast):
    async with greeted_visitor(server, committed_cast) as line:
        await line.say_raw(padded(FRAME, type="none"))
        assert await line.error() == ("unknown_type", None)


@pytest.mark.parametrize(
    "text",
    [padded(FRAME + 1, type="none"), '"' + "é" * 32_768 + '"', b"x" * (FRAME + 1)],
    ids=["one byte more", "few characters, many bytes", "binary"],
)
async def test_a_larger_one_closes_the_socket(server, committed_cast, text):
    async with greeted_visitor(server, committed_cast) as line:
        await line.say_raw(text)
        assert await line.close_code() == 1009


async def test_a_frame_in_pieces_is_measured_as_a_whole(server, committed_cast):
    async with greeted_visitor(server, committed_cast) as line:
        await line.socket.send(["x" * 1_000] * 66)
        assert await line.close_code() == 1009


async def test_more_than_a_mebibyte_cuts_the_line(server, committed_cast):
    async with greeted_visitor(server, committed_cast) as line:
        await line.say_raw("x" * (1024 * 1024 + 1))
        assert await line.close_code() in (1006, 1009)


async def test_nothing_of_a_frame_that_is_too_large_is_stored(server, committed_cast, new_id):
    async with greeted_visitor(server, committed_cast) as line:
        frame = f'{{"type": "send", "id": "{new_id()}", "body": "Hi", "pad": "{"x" * FRAME}"}}'
        await line.say_raw(frame)
        assert await line.close_code() == 1009
    assert await in_tenant(committed_cast.acme.pk, Entry.objects.count) == 0


# --- rate ---------------------------------------------------------------------------------------


async def test_too_many_at_once_are_told_to_slow_down_and_wait_their_turn(
    server, committed_cast, new_id
):
    ids = [str(new_id()) for _ in range(85)]
    async with greeted_visitor(server, committed_cast) as line:
        for each in ids:
            await line.say(type="send", id=each, body="")
        answers = [await line.hear("error") for _ in ids]
        assert [answer["id"] for answer in answers] == ids
        assert {answer["code"] for answer in answers[:39]} == {"empty"}
        late = [answer for answer in answers if answer["code"] == "slow_down"]
        assert late
        assert all(answer["retry"] and answer["retry_after"] >= 1 for answer in late)


async def test_a_flood_closes_the_socket(server, committed_cast):
    async with greeted_visitor(server, committed_cast) as line:
        for _ in range(400):
            await line.say_raw("flood")
        heard = []
        while (frame := await line.next_or_close()) is not None:
            heard.append(frame["code"])
        assert (heard[0], heard[-1]) == ("bad_json", "slow_down")
        assert heard.count("slow_down") == 49
        assert await line.close_code() == 4429


async def test_beats_nobody_asked_for_are_frames_like_others(server, committed_cast):
    async with greeted_visitor(server, committed_cast) as line:
        for n in range(400):
            await line.say(type="beat", n=n)
        assert await line.close_code() == 4429


async def test_operators_may_be_faster(server, committed_cast):
    async with greeted_operator(server, committed_cast.omar) as line:
        for _ in range(150):
            await line.say(type="none")
        assert {(await line.error())[0] for _ in range(150)} == {"unknown_type"}


async def test_the_welcome_names_the_limits_in_force(server, committed_cast):
    async with greeted_visitor(server, committed_cast) as line:
        limits = (await line.hello())["limits"]
        files = {"attachments": 5, "file": 10 * 1024 * 1024}
        speed = {"rate": 10, "burst": 40, "page": 100}
        assert limits == {"body": 8000, "frame": FRAME, **speed, **files}


# --- the bucket ---------------------------------------------------------------------------------


@pytest.fixture
def clock(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(bucket.time, "monotonic", lambda: now[0])
    return now


def test_a_bucket_gives_its_burst_and_then_its_rate(clock):
    tokens = Bucket(rate=8, burst=40)
    assert [tokens.take() for _ in range(40)] == [0.0] * 40
    assert tokens.take() == 0.125
    clock[0] += 0.125
    assert (tokens.take(), tokens.take()) == (0.0, 0.125)


def test_asking_while_it_is_empty_costs_nothing(clock):
    tokens = Bucket(rate=8, burst=1)
    assert [tokens.take() for _ in range(5)] == [0.0, *[0.125] * 4]
    clock[0] += 0.0625
    assert tokens.take() == 0.0625


def test_a_bucket_never_holds_more_than_its_burst(clock):
    tokens = Bucket(rate=8, burst=3)
    clock[0] += 3600
    assert [tokens.take() > 0 for _ in range(4)] == [False, False, False, True]
