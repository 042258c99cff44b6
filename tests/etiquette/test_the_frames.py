"""Checks over the wire: a draft goes in, places and fixes come out, what became of them counts."""

import time
import uuid

import pytest

from chat import actions
from chat.etiquette.models import CheckCount, DismissedWord
from helpdesk.tenancy import tenant_scope
from tests.door import HELLO
from tests.wire import greeted_operator, greeted_visitor, operator_line

WORDS = "thx \U0001f600 ur refund"


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
        yield visitor, omar, number


async def checked(omar, number, text, draft=1, **more):
    fields = {"closing": False, "canned": None} | more
    await omar.say(type="check", conversation=number, draft=draft, text=text, **fields)
    return await omar.hear("checked")


def rules(frame):
    return [hit["rule"] for hit in frame["hits"]]


async def test_a_draft_is_looked_at_in_its_chat(chat):
    _visitor, omar, number = chat
    first = await checked(omar, number, WORDS)
    assert (first["draft"], first["language"]) == (1, "en")
    assert rules(first) == ["greeting", "shortcuts", "shortcuts"]
    assert first["hits"][0]["fix"]["text"].startswith("Hello, I'm Omar.")
    # Places are counted as a browser counts: the face is two units.
    assert [(hit["start"], hit["end"]) for hit in first["hits"][1:]] == [(0, 3), (7, 9)]
    assert "kind_ending" in rules(await checked(omar, number, "It is blue.", closing=True))
    assert "customer_typing" in rules(await checked(omar, number, "It is blue.", typing=True))
    assert rules(await checked(omar, number, "لقد أرسلنا الطرد اليوم")) == []


async def test_what_cannot_be_checked_harms_nothing(chat, committed_cast):
    _visitor, omar, number = chat
    await omar.say(type="check", conversation=number, draft=1, text="a" * 50_000)
    assert await omar.error() == ("too_long", "text")
    await omar.say(type="check", conversation=number + 999, draft=1, text="thx")
    assert (await omar.error())[0] == "not_found"
    for fields in ({"draft": 1}, {"draft": "1", "text": "thx"}, {"draft": 1, "text": 5}):
        await omar.say(type="check", conversation=number, **fields)
        assert (await omar.error())[0] == "bad_frame"
    await omar.say(type="check_dismiss", conversation=number, rule="no such rule", words="")
    assert await omar.error() == ("bad_frame", "rule")
    await omar.say(type="check_heed", conversation=number, rule="negative", how="ranked")
    assert await omar.error() == ("bad_frame", "how")
    assert rules(await checked(omar, number, "hello, i am Omar")) == ["grammar"]


async def test_a_long_draft_stays_within_what_somebody_notices(chat):
    _visitor, omar, number = chat
    text = ("I have looked at it and sent a new one to your adress on Monday. " * 63)[:4000]
    await checked(omar, number, text)
    start = time.monotonic()
    assert "spelling" in rules(await checked(omar, number, text + "!", draft=2))
    assert time.monotonic() - start < 1


def test_what_became_of_a_check_is_counted(operator_door, committed_cast):
    with tenant_scope(committed_cast.acme):
        posted = actions.post_visitor_message(
            visitor=committed_cast.visitor, client_id=uuid.uuid4(), body="Where is it?"
        )
    about = {"conversation": posted.entry.conversation_id}
    draft = {"type": "check", "text": "thx recieve", **about}
    for number in (1, 2):  # the same words again are shown once
        assert operator_door.say(HELLO, draft | {"draft": number})[-1]["draft"] == number
    waved = {"type": "check_dismiss", "rule": "spelling", "words": "recieve", **about}
    heeded = {"type": "check_heed", "rule": "shortcuts", "how": "fixed", **about}
    assert operator_door.say(waved, waved, heeded) == []
    with tenant_scope(committed_cast.acme):
        counts = {row.rule: row for row in CheckCount.objects.all()}
        assert list(DismissedWord.objects.values_list("word", "times")) == [("recieve", 2)]
    assert (counts["shortcuts"].shown, counts["shortcuts"].fixed) == (1, 1)
    assert (counts["spelling"].shown, counts["spelling"].dismissed) == (1, 2)


async def test_the_console_is_told_what_is_looked_at(server, committed_cast):
    async with operator_line(server, "acme", committed_cast.omar.cookie) as omar:
        checks = (await omar.hello())["checks"]
    assert checks["house"] == []
    assert checks["rules"]["upselling"] == {"title": "Not the time to sell", "severity": "ask"}
