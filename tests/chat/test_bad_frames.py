"""Frames no client of ours would send: refused with a code, and the socket goes on.

`tests/chat/test_frames.py` has every odd value there is; here they go over the wire.
"""

import pytest

from chat.models import Conversation, Entry
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
