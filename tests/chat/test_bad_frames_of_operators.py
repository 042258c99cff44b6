"""Frames no console of ours would send."""

from tests.wire import greeted_operator

ID = "0190aa6e-5c3b-7a2e-9d41-0123456789ab"


def about(frame):
    return frame["code"], frame.get("field")


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
    ({"type": "unsubscribe"}, "bad_frame", "endpoint"),
    ({"type": "unsubscribe", "endpoint": ["https://push.example"]}, "bad_frame", "endpoint"),
    ({"type": "unsubscribe", "endpoint": "x" * 1_001}, "bad_frame", "endpoint"),
    ({"type": "test_push", "endpoint": "no half \ud800 and no \x00"}, "not_found", None),
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
