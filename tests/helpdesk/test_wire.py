"""Frames take the short way through the server (helpdesk.services.wire) or Autobahn's; nobody at
the other end can tell which."""

import asyncio

import pytest
import websockets
from hypothesis import example, given
from hypothesis import strategies as st
from websockets.extensions.permessage_deflate import PerMessageDeflate
from websockets.frames import Frame, Opcode

from helpdesk.services.frugal import Inbox
from helpdesk.services.wire import packed, whole_text
from tests.wire import visitor_line

BEAT = b'{"type":"beat","n":1}'  # is no answer to a question: costs a token and says nothing


def wire_form(payload, opcode=Opcode.TEXT, *, fin=True, mask=True, extensions=()):
    return Frame(opcode, payload, fin=fin).serialize(mask=mask, extensions=extensions)


@given(text=st.text(max_size=300), before=st.binary(max_size=5), behind=st.binary(max_size=5))
@example(text="ä" * 62, before=b"", behind=b"")  # 124 bytes, and what is said in two and four more
@example(text="ä" * 63, before=b"", behind=b"")
@example(text="ä" * 40_000, before=b"", behind=b"")
def test_a_whole_frame_is_read_as_it_was_written(text, before, behind):
    data = text.encode()
    frame = wire_form(data)
    found = whole_text(before + frame + behind, len(before))
    assert found == ((text, len(before + frame)) if len(data) < 1 << 16 else None)


@given(frame=st.binary(max_size=40).map(wire_form), data=st.data())
def test_half_a_frame_is_nobodys_text(frame, data):
    assert whole_text(frame[: data.draw(st.integers(0, len(frame) - 1))], 0) is None


@pytest.mark.parametrize(
    "frame",
    [
        wire_form(b"hi", Opcode.BINARY),
        wire_form(b"hi", Opcode.PING),
        wire_form(b"hi", Opcode.CONT),
        wire_form(b"hi", fin=False),
        wire_form(b"hi", mask=False),
        wire_form(b"\xff\xfe"),
        wire_form(b"hi" * 99, extensions=[PerMessageDeflate(False, False, 15, 15)]),
        b"\x81\xfe\x00\x02" + b"\0\0\0\0" + b"hi",  # two bytes, said in two more than needed
    ],
    ids="binary ping piece beginning unmasked not-utf8 compressed long-winded".split(),
)
def test_everything_else_is_left_to_autobahn(frame):
    assert whole_text(frame, 0) is None


@given(text=st.text(max_size=200))
@example(text="ä" * 40_000)
def test_what_is_packed_is_what_a_client_reads(text):
    assert packed(text) == wire_form(text.encode(), mask=False)


async def test_frames_that_come_in_one_piece_or_in_many_are_answered_in_order(
    server, committed_cast
):
    hello = f'{{"type":"hello","v":1,"token":"{committed_cast.token}"}}'.encode()
    sync = b'{"type":"sync","after":0}'
    stream = b"".join(
        [
            wire_form(hello),
            wire_form(sync[:9], fin=False),
            wire_form(b"now?", Opcode.PING),
            wire_form(sync[9:], Opcode.CONT),
            wire_form(b"[]"),
            wire_form(BEAT),
            wire_form(sync),
            wire_form(b"[]"),
        ]
    )
    answers = ["welcome", "entries", "error", "entries", "error"]
    for size in (len(stream), 7, 150):
        async with visitor_line(server, committed_cast.acme.site_key) as line:
            transport = line.socket.transport
            for begin in range(0, len(stream), size):
                transport.write(stream[begin : begin + size])
            assert [(await line.next())["type"] for _ in answers] == answers


async def test_a_frame_that_is_no_text_at_all_closes_with_what_is_wrong_with_it(
    server, committed_cast
):
    async with visitor_line(server, committed_cast.acme.site_key) as line:
        line.socket.transport.write(wire_form(b"\xff\xfe"))
        assert await line.close_code() == websockets.CloseCode.INVALID_DATA


async def test_an_inbox_hands_over_in_order_and_loses_nothing_when_its_reader_gives_up():
    inbox = Inbox()
    reader = asyncio.ensure_future(inbox.get())
    await asyncio.sleep(0)
    reader.cancel()
    inbox.put_nowait("first")
    inbox.put_nowait("second")
    assert [await inbox.get(), await inbox.get()] == ["first", "second"]
    reader = asyncio.ensure_future(inbox.get())
    await asyncio.sleep(0)
    inbox.put_nowait("third")
    assert await reader == "third"


async def test_an_open_socket_works_on_without_what_opened_it(server, committed_cast):
    async with visitor_line(server, committed_cast.acme.site_key) as line:
        await line.hello(token=committed_cast.token)
        await (await line.socket.ping())
        await line.say_raw("[]")
        assert await line.error() == ("bad_json", None)
        await line.say_raw("x" * 65_537)
        assert await line.close_code() == websockets.CloseCode.MESSAGE_TOO_BIG
