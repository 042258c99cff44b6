"""Promises over the wire, from the console to the widget."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from asgiref.sync import sync_to_async
from django.db import connections

from chat.models import Conversation
from chat.render import instant
from feedback.models import FollowUp
from helpdesk.tenancy import tenant_scope
from tests.wire import greeted_operator, greeted_visitor, operator_line


def an_id():
    return str(uuid.uuid4())


def in_hours(hours):
    return instant(datetime.now(UTC) + timedelta(hours=hours))


async def database(work, *args):
    def unit():
        try:
            return work(*args)
        finally:
            connections.close_all()

    return await sync_to_async(unit, thread_sensitive=False)()


@pytest.fixture
async def chat(server, committed_cast):
    """(the visitor's line, Omar's line, the number of their chat)"""
    async with (
        greeted_visitor(server, committed_cast) as visitor,
        greeted_operator(server, committed_cast.omar) as omar,
    ):
        await visitor.post("Where is my parcel?")
        await omar.say(type="list", view="all")
        number = (await omar.hear("conversations"))["items"][0]["id"]
        await omar.say(type="take", conversation=number, id=an_id())
        await omar.hear("ack")
        yield visitor, omar, number


async def promises(omar, number, **fields):
    """Says it, and returns what it became."""
    told = {"what": "when it arrives", "due_at": in_hours(3)} | fields
    await omar.say(type="promise", conversation=number, id=an_id(), **told)
    await omar.hear("ack")
    await omar.say(type="promises", conversation=number)
    return (await omar.hear("promises"))["items"][-1]


async def until(line, kind, wanted):
    while not wanted(frame := await line.hear(kind)):
        pass
    return frame


async def test_a_promise_reaches_the_widget_and_is_kept_there(chat):
    visitor, omar, number = chat
    made = await promises(omar, number)
    told = await visitor.hear("promises")
    assert [(one["what"], one["state"], one["by"]) for one in told["items"]] == [
        ("when it arrives", "open", "Omar")
    ]
    assert told["words"]["open"] == "By {when}"
    said = an_id()
    await omar.say(type="send", conversation=number, id=said, body="On Thursday.")
    about = {"conversation": number, "follow_up": made["id"]}
    await omar.say(type="keep_promise", id=an_id(), answer=said, **about)  # not waiting for the ack
    card = await until(visitor, "entries", lambda f: f["entries"][-1]["kind"] == "card")
    while card["entries"][-1]["data"]["card"] != "promise_kept":
        card = await visitor.hear("entries")
    told = await until(visitor, "promises", lambda f: f["items"][0]["state"] != "open")
    assert told["items"][0]["state"] == "kept"


async def test_who_returns_is_told_in_the_welcome_and_when_they_ask(server, committed_cast, chat):
    _, omar, number = chat
    async with greeted_visitor(server, committed_cast) as early:
        assert (await early.hello())["promises"] is None
    await promises(omar, number)
    async with greeted_visitor(server, committed_cast) as again:
        assert [one["state"] for one in (await again.hello())["promises"]["items"]] == ["open"]
        await again.say(type="promises")
        assert [one["state"] for one in (await again.hear("promises"))["items"]] == ["open"]


async def test_what_operators_are_told(server, committed_cast, chat):
    _, omar, number = chat
    await promises(omar, number)
    await promises(omar, number, member=None)
    await omar.say(type="promises", conversation=number)
    told = await omar.hear("promises")
    assert told["counts"] == {"mine": 1, "team": 1, "late": 0} and told["mail"] == "no"
    assert [one["member"] and one["member"]["name"] for one in told["items"]] == ["Omar", None]
    assert {time["key"] for time in told["times"]} <= {"hour", "today", "tomorrow", "next_day"}
    async with operator_line(server, "acme", committed_cast.sam.cookie) as sam:
        await sam.hello()
        await sam.say(type="promises")
        assert (await sam.hear("promises"))["counts"] == {"mine": 0, "team": 1, "late": 0}


async def test_passing_it_on_calls_whoever_has_it_now(server, committed_cast, chat):
    _, omar, number = chat
    made = await promises(omar, number)
    async with greeted_operator(server, committed_cast.sam) as sam:
        about = {"conversation": number, "follow_up": made["id"]}
        await omar.say(type="pass_promise", id=an_id(), member=committed_cast.sam.pk, **about)
        alert = await sam.hear("alert")
        assert (alert["step"], alert["what"]) == ("promise_given", "when it arrives")
        assert (await sam.hear("promises_changed"))["conversation"] == number


BAD = [
    ("promise", {"what": "", "due_at": 3}, "empty", "what"),
    ("promise", {"what": "\u200b", "due_at": 3}, "empty", "what"),
    ("promise", {"what": "x" * 301, "due_at": 3}, "too_long", "what"),
    ("promise", {"what": "a\x07b", "due_at": 3}, "bad_text", "what"),
    ("promise", {"what": 7, "due_at": 3}, "bad_frame", "what"),
    ("promise", {"what": "it"}, "bad_frame", "due_at"),
    ("promise", {"what": "it", "due_at": "tomorrow"}, "bad_frame", "due_at"),
    ("promise", {"what": "it", "due_at": "9999-99-99T00:00:00.000000Z"}, "bad_frame", "due_at"),
    ("promise", {"what": "it", "due_at": "9999-01-01T00:00:00.000000Z"}, "bad_due", "due_at"),
    ("promise", {"what": "it", "due_at": -1}, "bad_due", "due_at"),
    ("promise", {"what": "it", "due_at": 3, "member": "3"}, "bad_frame", "member"),
    ("promise", {"what": "it", "due_at": 3, "member": 2**40}, "not_found", "member"),
    ("keep_promise", {"follow_up": 1}, "bad_frame", "answer"),
    ("keep_promise", {"follow_up": 0, "answer": "ID"}, "bad_frame", "follow_up"),
    ("keep_promise", {"follow_up": 2**40, "answer": "ID"}, "not_found", "follow_up"),
    ("drop_promise", {"follow_up": 2**40, "why": "Sorry"}, "not_found", "follow_up"),
    ("drop_promise", {"follow_up": 1, "why": " "}, "empty", "why"),
    ("pass_promise", {"follow_up": 1}, "bad_frame", "member"),
]


def sayable(fields):
    due = fields.get("due_at")
    hours = {"due_at": in_hours(due)} if isinstance(due, int) else {}
    return {k: an_id() if v == "ID" else v for k, v in fields.items()} | hours


@pytest.mark.parametrize(("kind", "fields", "code", "field"), BAD)
async def test_nonsense_is_refused_and_the_line_goes_on(chat, kind, fields, code, field):
    _, omar, number = chat
    await omar.say(type=kind, conversation=number, id=an_id(), **sayable(fields))
    assert await omar.error() == (code, field)
    assert (await promises(omar, number))["what"] == "when it arrives"


OTHERS = [
    {"type": "promise", "what": "it", "due_at": 3},
    {"type": "keep_promise", "answer": "ID"},
    {"type": "drop_promise", "why": "x"},
    {"type": "pass_promise", "member": None},
    {"type": "promises"},
]


@pytest.mark.parametrize("frame", OTHERS, ids=[frame["type"] for frame in OTHERS])
async def test_another_companys_promise_is_not_there(server, committed_cast, chat, frame):
    _, omar, number = chat
    made = await promises(omar, number)
    async with operator_line(server, "globex", committed_cast.eve.cookie) as eve:
        await eve.hello()
        about = {"conversation": number, "id": an_id(), "follow_up": made["id"]}
        await eve.say(**about, **sayable(frame))
        assert (await eve.error())[0] == "not_found"


async def test_visitors_promise_nothing(chat):
    visitor, _, number = chat
    for kind in ("promise", "keep_promise", "drop_promise", "pass_promise"):
        await visitor.say(type=kind, conversation=number, id=an_id(), what="x", due_at=in_hours(1))
        assert (await visitor.error())[0] == "unknown_type"


async def test_the_same_id_again_promises_once(committed_cast, chat):
    _, omar, number = chat
    told = {"conversation": number, "id": an_id(), "what": "it", "due_at": in_hours(1)}
    acks = []
    for _ in range(3):
        await omar.say(type="promise", **told)
        acks.append((await omar.hear("ack"))["seq"])
    assert len(set(acks)) == 1
    assert await database(rows, committed_cast) == (1, "open")


def rows(cast):
    with tenant_scope(cast.acme):
        return FollowUp.objects.count(), Conversation.objects.get().status
