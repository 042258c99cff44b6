"""Frames no client of ours would send: refused with a code, and the socket goes on.

`tests/chat/test_frames.py` has every odd value there is; here they go over the wire.
"""

import json
import logging
import uuid

import pytest

from chat.models import Conversation, Entry
from chat.sides.base import Side
from chat.units import in_tenant
from tests.wire import greeted_operator, greeted_visitor, visitor_line

ID = "0190aa6e-5c3b-7a2e-9d41-0123456789ab"


def stored():
    return Conversation.objects.count(), Entry.objects.count()


async def assert_nothing_stored(cast):
    assert await in_tenant(cast.acme.pk, stored) == (0, 0)


async def assert_goes_on(line, cast):
    """It works, and what it sends now is the first there is: nothing came of the rest."""
    await assert_nothing_stored(cast)
    assert (await line.post("Still here?"))["seq"] == 1


def about(frame):
    return frame["code"], frame.get("field")


NO_FRAMES = [
    "",
    "hello",
    "[]",
    "[" * 30_000,
    '{"type": "send"',
    '"send"',
    "7",
    "null",
    '{"type": "sync", "after": NaN}',
    '{"type": "sync", "after": ' + "9" * 5000 + "}",
    b"",
    b"\x00\xff\xfe",
    b'{"type": "hello", "v": 1}',
]


async def test_what_is_no_frame_is_answered_and_forgotten(server, committed_cast):
    async with greeted_visitor(server, committed_cast) as line:
        for text in NO_FRAMES:
            await line.say_raw(text)
            assert about(await line.hear("error")) == ("bad_json", None), text[:40]
        await assert_goes_on(line, committed_cast)


@pytest.mark.parametrize("kind", [None, "", "SEND", " send", "handle", "__init__", 7, True])
async def test_a_type_this_side_does_not_have(server, committed_cast, kind):
    frame = {"type": kind, "id": ID, "body": "x"}
    async with greeted_visitor(server, committed_cast) as line:
        for odd in (frame, frame | {"type": [kind]}, frame | {"type": {"send": kind}}):
            await line.say(**odd)
            error = await line.hear("error")
            assert (*about(error), error["id"], error["retry"]) == (
                "unknown_type",
                None,
                ID,
                False,
            )
        await assert_goes_on(line, committed_cast)


BAD_SENDS = [
    ({"id": ID.upper()}, "bad_frame", "id"),
    ({"id": "{" + ID + "}"}, "bad_frame", "id"),
    ({"id": [ID]}, "bad_frame", "id"),
    ({"id": 7}, "bad_frame", "id"),
    ({"id": None}, "bad_frame", "id"),
    ({"body": None}, "bad_frame", "body"),
    ({"body": ["Hi"]}, "bad_frame", "body"),
    ({"body": {"toString": "Hi"}}, "bad_frame", "body"),
    ({"body": ""}, "empty", None),
    ({"body": " \n\t "}, "empty", None),
    ({"body": "\u200b\u200d\ufeff"}, "empty", None),
    ({"body": "x" * 8_001}, "too_long", None),
    ({"body": "a\u0000b"}, "bad_text", None),
    ({"body": "a\u001b[31mb"}, "bad_text", None),
    ({"body": "invoice\u202efdp.exe"}, "bad_text", None),
    ({"body": "half \ud83d a smile"}, "bad_text", None),
]


async def test_a_send_that_cannot_be_stored_is_not_stored_in_part(server, committed_cast):
    async with greeted_visitor(server, committed_cast) as line:
        for fields, code, field in BAD_SENDS:
            await line.say(**{"type": "send", "id": ID, "body": "Hello"} | fields)
            error = await line.hear("error")
            assert about(error) == (code, field), fields
            assert error.get("id") == (None if "id" in fields else ID)
        await assert_goes_on(line, committed_cast)


async def test_the_longest_body_is_stored_as_it_was_written(server, committed_cast):
    longest = "😀" + "x" * 7_998 + "ß"
    async with greeted_visitor(server, committed_cast) as line:
        await line.post(longest)
        await line.say(type="sync", after=0)
        (entry, *_) = (await line.hear("entries"))["entries"]
        assert entry["body"] == longest


BAD_FIELDS = [
    ({"type": "sync"}, "after"),
    ({"type": "sync", "after": -1}, "after"),
    ({"type": "sync", "after": 2**60}, "after"),
    ({"type": "sync", "after": "0"}, "after"),
    ({"type": "history", "before": 0}, "before"),
    ({"type": "history", "before": 1.5}, "before"),
    ({"type": "read", "seq": 0}, "seq"),
    ({"type": "read", "seq": True}, "seq"),
    ({"type": "read", "seq": 10**400}, "seq"),
    ({"type": "typing"}, "on"),
    ({"type": "typing", "on": "yes"}, "on"),
]


async def test_a_field_that_is_missing_or_malformed_is_named(server, committed_cast):
    async with greeted_visitor(server, committed_cast) as line:
        for frame, field in BAD_FIELDS:
            await line.say(**frame)
            assert about(await line.hear("error")) == ("bad_frame", field), frame
        await assert_goes_on(line, committed_cast)


async def test_a_seq_beyond_the_log_is_no_error(server, committed_cast):
    async with greeted_visitor(server, committed_cast) as line:
        await line.post("Hello?")
        await line.say(type="sync", after=2**53)
        while (await line.hear("entries"))["entries"]:
            pass
        await line.say(type="read", seq=2**53)
        assert (await line.hear("read"))["seq"] == 2


BAD_HELLOS = [
    ({"v": 2}, "unsupported_version", None),
    ({"v": "1"}, "unsupported_version", None),
    ({"v": True}, "unsupported_version", None),
    ({"v": 1.0}, "unsupported_version", None),
    ({"after": -1}, "bad_frame", "after"),
    ({"after": "0"}, "bad_frame", "after"),
    ({"epoch": 7}, "bad_frame", "epoch"),
    ({"epoch": "x" * 65}, "bad_frame", "epoch"),
    ({"locale": ["de"]}, "bad_frame", "locale"),
    ({"locale": "x" * 36}, "bad_frame", "locale"),
    ({"page": "https://shop.example"}, "bad_frame", "page"),
    ({"page": {}}, "bad_frame", "url"),
    ({"page": {"url": "javascript:alert(1)"}}, "bad_frame", "page"),
    ({"page": {"url": "data:text/html,hi"}}, "bad_frame", "page"),
    ({"page": {"url": " https://shop.example"}}, "bad_frame", "page"),
    ({"page": {"url": "https://" + "x" * 2000}}, "bad_frame", "url"),
    ({"page": {"url": "https://x", "title": "x" * 201}}, "bad_frame", "title"),
    ({"page": {"url": ["https://x"]}}, "bad_frame", "url"),
    ({"token": ["x"]}, "bad_frame", "token"),
    ({"token": 7}, "bad_frame", "token"),
    ({"token": ""}, "bad_token", None),
    ({"token": "0" * 32}, "bad_token", None),
    ({"token": "\u0000" * 32}, "bad_token", None),
    ({"token": "\ud800" * 32}, "bad_token", None),
    ({"token": "x" * 9000}, "bad_token", None),
]


async def test_a_bad_hello_makes_nobody_known_and_the_next_may_be_good(server, committed_cast):
    async with visitor_line(server, committed_cast.acme.site_key) as line:
        for fields, code, field in BAD_HELLOS:
            await line.say(**{"type": "hello", "v": 1, "token": committed_cast.token} | fields)
            assert about(await line.next()) == (code, field), fields
        await line.say(type="send", id=ID, body="Am I in?")
        assert (await line.next())["code"] == "hello_first"
        await line.hello(token=committed_cast.token)
        await assert_goes_on(line, committed_cast)


async def test_what_a_page_calls_itself_is_shown_without_tricks(server, committed_cast):
    page = {"url": "https://shop.example/\u202e\u0000x", "title": "Half \ud83d\u0007 price"}
    async with visitor_line(server, committed_cast.acme.site_key) as line:
        await line.hello(page=page, locale="de\u0000\ud800")
        await line.post("Hello?")
    async with greeted_operator(server, committed_cast.omar) as line:
        await line.say(type="list", view="all")
        (shown,) = (await line.hear("conversations"))["items"]
        assert shown["page"] == {"url": "https://shop.example/x", "title": "Half  price"}
        assert shown["visitor"]["locale"] == "de"


# --- the operator's side ------------------------------------------------------------------------

BAD_FOR_OPERATORS = [
    ({"type": "list"}, "bad_frame", "view"),
    ({"type": "list", "view": "everything"}, "bad_frame", "view"),
    ({"type": "list", "view": ["all"]}, "bad_frame", "view"),
    ({"type": "list", "view": "all", "cursor": 7}, "bad_frame", "cursor"),
    ({"type": "list", "view": "all", "cursor": "x" * 81}, "bad_frame", "cursor"),
    *(
        ({"type": "list", "view": view, "cursor": cursor}, "bad_frame", "cursor")
        for view in ("all", "closed")
        for cursor in (
            "x",
            "2026-13-45T00:00:00Z|1",
            "2026-11-22T09:30:00|1",
            "0001-01-01T00:00:00+23:59|1",
            "|x",
            "|-1",
            "|9999999999999999999",
            "|٣",
        )
    ),
    ({"type": "list", "view": "closed", "cursor": "|1"}, "bad_frame", "cursor"),
    ({"type": "open"}, "bad_frame", "conversation"),
    ({"type": "open", "conversation": 0}, "bad_frame", "conversation"),
    ({"type": "open", "conversation": "1"}, "bad_frame", "conversation"),
    ({"type": "open", "conversation": [1]}, "bad_frame", "conversation"),
    ({"type": "open", "conversation": 2**70}, "bad_frame", "conversation"),
    ({"type": "open", "conversation": 1, "after": "x"}, "bad_frame", "after"),
    ({"type": "take", "conversation": 1, "id": "x"}, "bad_frame", "id"),
    ({"type": "note", "conversation": 1, "id": ID, "body": "\u200b"}, "empty", None),
    ({"type": "send", "conversation": 1, "id": ID, "body": "\u202e"}, "bad_text", None),
    ({"type": "sync", "conversation": 1}, "bad_frame", "after"),
    ({"type": "typing", "conversation": 1, "on": 1}, "bad_frame", "on"),
    ({"type": "hello", "v": 1, "open": {"conversation": 1}}, "bad_frame", "open"),
    ({"type": "hello", "v": 1, "open": [1]}, "bad_frame", "open"),
    ({"type": "hello", "v": 1, "open": [{}]}, "bad_frame", "conversation"),
    ({"type": "hello", "v": 1, "open": [{"conversation": 1}] * 51}, "bad_frame", "open"),
]


async def test_what_operators_get_wrong_is_named_too(server, committed_cast):
    async with greeted_operator(server, committed_cast.omar) as line:
        for frame, code, field in BAD_FOR_OPERATORS:
            await line.say(**frame)
            assert about(await line.next()) == (code, field), frame
        await line.say(type="list", view="all")
        assert (await line.next())["items"] == []


CURSORS = [
    "0001-01-01T00:00:00.000000Z|1",
    "9999-12-31T23:59:59.999999Z|1",
    "2026-11-22T09:30:00.000000Z|999999999999999999",
]


async def test_a_cursor_at_the_end_of_time_is_an_empty_page(server, committed_cast):
    async with greeted_operator(server, committed_cast.omar) as line:
        for view in ("all", "closed"):
            for cursor in CURSORS:
                await line.say(type="list", view=view, cursor=cursor)
                answer = await line.next()
                assert (answer["type"], answer.get("items")) == ("conversations", []), cursor


# --- the log of the server ----------------------------------------------------------------------


async def test_nothing_of_a_message_is_in_the_servers_log(server, committed_cast):
    secret = f"kazoo-{uuid.uuid4()}"
    async with greeted_visitor(server, committed_cast) as line:
        await line.post(secret)
        for broken in (f'{{"body": "{secret}"', f'{{"type": "{secret}"}}', f"{secret}\u202e"):
            await line.say_raw(broken)
            await line.hear("error")
        await line.say(type="send", id=ID, body=f"{secret}\u202e")
        assert (await line.hear("error"))["code"] == "bad_text"
    assert secret not in server.log.read_text(errors="replace")


class Answers:
    def __init__(self):
        self.frames = []

    def reply(self, frame):
        self.frames.append(json.loads(json.dumps(frame)))


async def test_a_mistake_of_ours_is_logged_without_the_text_it_quotes(caplog):
    class Mistaken(Side):
        frame_types = {"send": "send"}

        async def send(self, frame):
            raise RuntimeError(f"cannot store {frame['body']}")

    line = Answers()
    side = Mistaken(None, line)
    side.is_greeted = True
    with caplog.at_level(logging.DEBUG):
        await side.handle({"type": "send", "id": ID, "body": "golden kazoo"})
    assert [(f["code"], f["id"], f["retry"]) for f in line.frames] == [("internal", ID, True)]
    assert "RuntimeError" in caplog.text
    assert "kazoo" not in caplog.text
