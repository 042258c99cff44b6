"""The desk's frames, over real sockets."""

import asyncio
from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from chat.actions import blocking
from chat.models import Block, Conversation
from chat.render import instant
from helpdesk.tenancy import tenant_scope
from tenants.models import Membership
from tests.wire import greeted_operator, greeted_visitor, operator_line

from .conftest import SILENCE_S, an_id, database, silent, takes

# --- handing over -------------------------------------------------------------------------------


async def test_a_chat_is_handed_over_before_everybodys_eyes(server, committed_cast, chat):
    visitor, number = chat
    async with (
        greeted_operator(server, committed_cast.omar) as omar,
        greeted_operator(server, committed_cast.sam) as sam,
    ):
        await takes(omar, number)
        await omar.say(type="draft", conversation=number)
        draft = (await omar.hear("draft"))["summary"]
        assert draft.startswith("Asked: Where is my parcel?")
        to = {"member": committed_cast.sam.pk}
        asked = {"to": to, "summary": draft, "why": "Sam knows the carrier."}
        await omar.say(type="transfer", conversation=number, id=an_id(), **asked)
        offered = None
        while not offered:
            offered = (await sam.hear("conversation"))["conversation"]["transfer"]
        assert (offered["by"]["name"], offered["summary"]) == ("Omar", draft)
        await sam.say(type="transfer_accept", conversation=number, id=an_id())
        await sam.hear("ack")
        while (told := (await visitor.hear("entries"))["entries"][-1])["data"].get("by") != "Omar":
            pass
        assert (told["data"]["name"], told["data"]["why"]) == ("Sam", "Sam knows the carrier.")


async def test_who_declines_is_told_to_the_sender(server, committed_cast, chat):
    _, number = chat
    async with (
        greeted_operator(server, committed_cast.omar) as omar,
        greeted_operator(server, committed_cast.sam) as sam,
    ):
        await takes(omar, number)
        asked = {"to": {"member": committed_cast.sam.pk}, "summary": "Please"}
        await omar.say(type="transfer", conversation=number, id=an_id(), **asked)
        await omar.hear("ack")
        await sam.say(type="transfer_decline", conversation=number, id=an_id(), why="Lunch")
        alert = await omar.hear("alert")
        assert (alert["step"], alert["name"]) == ("transfer_declined", "Sam")


@pytest.mark.parametrize(
    ("frame", "code", "field"),
    [
        ({"to": {}}, "bad_frame", "to"),
        ({"to": {"member": 1, "department": 1}}, "bad_frame", "to"),
        ({"to": {"member": "1"}}, "bad_frame", "to"),
        ({"to": {"supervisor": False}}, "bad_frame", "to"),
        ({"to": "Sam"}, "bad_frame", "to"),
        ({"to": {"supervisor": True}, "summary": " "}, "empty", "summary"),
        ({"to": {"supervisor": True}, "summary": "x" * 2001}, "too_long", "summary"),
        ({"to": {"supervisor": True}, "summary": "x", "why": "y" * 201}, "bad_frame", "why"),
        ({"to": {"member": 2**40}, "summary": "x"}, "not_found", None),
    ],
)
async def test_a_malformed_hand_over_is_refused(server, committed_cast, chat, frame, code, field):
    _, number = chat
    async with greeted_operator(server, committed_cast.omar) as omar:
        await omar.say(type="transfer", conversation=number, id=an_id(), **frame)
        assert await omar.error() == (code, field)


# --- overseeing ---------------------------------------------------------------------------------


async def test_an_unseen_supervisor_leaves_no_trace(server, committed_cast, chat):
    _visitor, number = chat
    async with (
        greeted_operator(server, committed_cast.omar) as omar,
        greeted_operator(server, committed_cast.sam) as sam,
    ):
        await omar.say(type="open", conversation=number)
        await omar.hear("entries")
        await sam.say(type="open", conversation=number, unseen=True)
        await sam.hear("entries")
        await sam.say(type="look", conversation=number, on=True)
        await sam.say(type="typing", conversation=number, on=True)
        await sam.say(type="read", conversation=number, seq=1)
        await silent(omar, "viewing")
        await sam.say(type="open", conversation=number)
        await sam.say(type="look", conversation=number, on=True)
        seen = await omar.hear("viewing")
        assert (seen["who"]["name"], seen["on"]) == ("Sam", True)


async def test_only_who_oversees_may_look_unseen(server, committed_cast, chat):
    _, number = chat
    async with greeted_operator(server, committed_cast.omar) as omar:
        await omar.say(type="open", conversation=number, unseen=True)
        assert await omar.error() == ("forbidden", None)


async def test_a_whisper_reaches_the_operator_and_not_the_visitor(server, committed_cast, chat):
    visitor, number = chat
    async with (
        greeted_operator(server, committed_cast.omar) as omar,
        greeted_operator(server, committed_cast.sam) as sam,
    ):
        await takes(omar, number)
        await visitor.hear("entries")
        await sam.say(type="whisper", conversation=number, id=an_id(), body="Offer express")
        alert = await omar.hear("alert")
        assert (alert["step"], alert["name"]) == ("whisper", "Sam")
        while True:
            try:
                heard = await visitor.hear("entries", within=SILENCE_S)
            except TimeoutError:
                break
            assert "Offer express" not in str(heard)


async def test_a_takeover_is_told_to_who_had_it(server, committed_cast, chat):
    visitor, number = chat
    async with (
        greeted_operator(server, committed_cast.omar) as omar,
        greeted_operator(server, committed_cast.sam) as sam,
    ):
        await takes(omar, number)
        await sam.say(type="take_over", conversation=number, id=an_id(), why="I can decide that")
        assert (await omar.hear("alert"))["step"] == "taken_over"
        while not (told := (await visitor.hear("entries"))["entries"][-1])["data"].get("over"):
            pass
        assert (told["data"]["over"], told["data"]["name"]) == ("Omar", "Sam")


# --- triage -------------------------------------------------------------------------------------


async def test_tags_priority_and_snooze_show_in_the_summary(server, committed_cast, chat):
    _, number = chat
    until = instant(timezone.now() + timedelta(hours=1))
    async with greeted_operator(server, committed_cast.omar) as omar:
        await omar.say(type="send", conversation=number, id=an_id(), body="Good morning")
        for frame in (
            {"type": "tag", "tag": "Refund"},
            {"type": "priority", "priority": "high"},
            {"type": "snooze", "until": until},
        ):
            await omar.say(**frame, conversation=number, id=an_id())
        shown = {}
        while not shown.get("snoozed_until"):
            shown = (await omar.hear("conversation"))["conversation"]
        assert (shown["tags"], shown["priority"]) == (["refund"], "high")
        assert shown["snoozed_until"] == until


async def test_a_new_tag_is_told_to_every_console(server, committed_cast, chat):
    _, number = chat
    async with (
        greeted_operator(server, committed_cast.omar) as omar,
        greeted_operator(server, committed_cast.tess) as tess,
    ):
        await omar.say(type="tag", conversation=number, id=an_id(), tag="refund")
        assert (await tess.hear("tags"))["tags"] == ["refund"]


async def test_whoever_is_called_hears_it_and_finds_it_later(server, committed_cast, chat):
    _, number = chat
    async with (
        greeted_operator(server, committed_cast.omar) as omar,
        greeted_operator(server, committed_cast.sam) as sam,
    ):
        await omar.say(type="note", conversation=number, id=an_id(), body="@Sam look at this")
        call = await sam.hear("mention")
        assert (call["by"]["name"], call["conversation"]) == ("Omar", number)
        await sam.say(type="desk")
        assert [c["conversation"] for c in (await sam.hear("desk"))["mentions"]] == [number]
        await sam.say(type="mentions_seen", conversation=number)
        assert (await sam.hear("mentions_seen"))["conversation"] == number


@pytest.mark.parametrize(
    ("frame", "field"),
    [
        ({"type": "priority", "priority": "very"}, "priority"),
        ({"type": "priority", "priority": 1}, "priority"),
        ({"type": "tag", "tag": ""}, "tag"),
        ({"type": "tag"}, "tag"),
        ({"type": "snooze", "until": "tomorrow"}, "until"),
        ({"type": "snooze", "until": None}, "until"),
        ({"type": "block", "for": "a while", "reason": "x"}, "for"),
        ({"type": "block", "for": "hour"}, "reason"),
        ({"type": "merge"}, "with"),
        ({"type": "department", "department": "x"}, "department"),
        ({"type": "look"}, "on"),
        ({"type": "search", "filters": {"x": 1}}, "filters"),
        ({"type": "search", "before": "x"}, "before"),
        ({"type": "save_view", "name": "x", "shared": "no"}, "shared"),
        ({"type": "drop_view"}, "view"),
    ],
)
async def test_malformed_frames_name_their_field(server, committed_cast, chat, frame, field):
    _, number = chat
    async with greeted_operator(server, committed_cast.omar) as omar:
        await omar.say(**({"conversation": number, "id": an_id()} | frame))
        assert await omar.error() == ("bad_frame", field)


OTHERS = [
    {"type": "draft"},
    {"type": "context"},
    {"type": "look", "on": True},
    {"type": "transfer", "to": {"supervisor": True}, "summary": "x"},
    {"type": "transfer_accept"},
    {"type": "transfer_decline"},
    {"type": "transfer_cancel"},
    {"type": "whisper", "body": "x"},
    {"type": "take_over"},
    {"type": "tag", "tag": "x"},
    {"type": "untag", "tag": "x"},
    {"type": "priority", "priority": "high"},
    {"type": "department", "department": None},
    {"type": "snooze", "until": "2100-01-01T00:00:00.000000Z"},
    {"type": "wake"},
    {"type": "merge", "with": 1},
    {"type": "warn"},
    {"type": "block", "for": "hour", "reason": "x"},
    {"type": "unblock"},
    {"type": "note", "body": "@Sam"},
]


@pytest.mark.parametrize("frame", OTHERS, ids=[frame["type"] for frame in OTHERS])
async def test_another_companys_chat_is_not_there(server, committed_cast, chat, frame):
    _, number = chat
    async with operator_line(server, "globex", committed_cast.eve.cookie) as eve:
        await eve.hello()
        await eve.say(conversation=number, id=an_id(), **frame)
        assert (await eve.error())[0] == "not_found"


# --- abuse --------------------------------------------------------------------------------------


async def test_a_blocked_visitor_is_told_and_refused(server, committed_cast, chat):
    visitor, number = chat
    async with greeted_operator(server, committed_cast.omar) as omar:
        await omar.say(type="block", conversation=number, id=an_id(), reason="Insults", **HOUR)
        await omar.hear("ack")
    told = (await visitor.hear("blocked"))["blocked"]
    assert "ended" in told["words"]
    await visitor.say(type="send", id=an_id(), body="You again!")
    assert (await visitor.error())[0] == "blocked"
    async with greeted_visitor(server, committed_cast) as again:
        await again.say(type="hello", v=1)
        assert (await again.hear("welcome"))["blocked"]["until"] == told["until"]


HOUR = {"for": "hour"}


async def test_a_warned_visitor_is_slowed_down_at_once(server, committed_cast, chat):
    visitor, number = chat
    async with greeted_operator(server, committed_cast.omar) as omar:
        await omar.say(type="warn", conversation=number, id=an_id())
        await omar.hear("ack")
    await visitor.hear("slow")
    codes = []
    for _ in range(5):
        await visitor.say(type="send", id=an_id(), body="Hey")
    while len(codes) < 5:
        frame = await visitor.next()
        if frame["type"] in ("ack", "error"):
            codes.append(frame.get("code", "ack"))
    assert sorted(codes) == ["ack", "ack", "ack", "slow_down", "slow_down"]


async def test_a_canned_reply_with_a_hole_is_not_sent(server, committed_cast, chat):
    _, number = chat
    async with greeted_operator(server, committed_cast.omar) as omar:
        body = "Dear {visitor_name}, thank you"
        await omar.say(type="send", conversation=number, id=an_id(), body=body, canned="thanks")
        assert await omar.error() == ("unpersonalised", "body")
        await omar.say(type="send", conversation=number, id=an_id(), body="Dear Maria, thank you")
        await omar.hear("ack")


# --- search -------------------------------------------------------------------------------------


async def test_searching_and_saving_the_search(server, committed_cast, chat):
    _, number = chat
    await database(index, committed_cast)
    async with greeted_operator(server, committed_cast.sam) as sam:
        await sam.say(type="search", words="parcels", filters={"status": "waiting"})
        found = await sam.hear("found")
        assert [hit["conversation"]["id"] for hit in found["hits"]] == [number]
        assert [found["hits"][0]["entry"]["seq"] == 1, bool(found["next"])] == [True, False]
        await sam.say(type="save_view", name="Parcels", shared=True, words="parcels", filters={})
        (view,) = (await sam.hear("views"))["views"]
        await sam.say(type="drop_view", view=view["id"])
        assert (await sam.hear("views"))["views"] == []


def index(cast):
    from chat.search.indexing import index_some

    with tenant_scope(cast.acme):
        index_some()


async def test_nothing_is_left_of_a_chat_that_was_only_looked_at(server, committed_cast, chat):
    """Looking, drafting and searching write nothing."""
    _, number = chat
    before = await database(heads, committed_cast)
    async with greeted_operator(server, committed_cast.omar) as omar:
        for frame in ({"type": "draft"}, {"type": "context"}, {"type": "look", "on": True}):
            await omar.say(conversation=number, **frame)
        await omar.say(type="search", words="parcel")
        await omar.hear("found")
        await asyncio.sleep(0.1)
    assert await database(heads, committed_cast) == before


def heads(cast):
    with tenant_scope(cast.acme):
        return (
            list(Conversation.objects.values_list("pk", "last_seq")),
            Block.objects.count(),
            list(blocking.PERIODS),
        )


# --- being at work ------------------------------------------------------------------------------


LONG_AGO = timezone.now() - timedelta(minutes=20)


def active_at(cast, *, forget=False):
    with tenant_scope(cast.acme):
        row = Membership.objects.filter(pk=cast.omar.pk)
        if forget:
            row.update(active_at=LONG_AGO)
        return row.values_list("active_at", flat=True).get()


async def test_what_a_console_says_by_itself_is_no_activity(server, committed_cast, chat):
    """Or an open chat would keep whoever has gone home from ever being away."""
    _, number = chat
    async with greeted_operator(server, committed_cast.omar) as omar:
        await database(partial(active_at, forget=True), committed_cast)
        for frame in ({"type": "look", "on": True}, {"type": "context"}, {"type": "articles"}):
            await omar.say(conversation=number, **frame)
        await omar.say(type="desk")
        await omar.hear("desk")
        assert await database(active_at, committed_cast) == LONG_AGO
        await omar.say(type="active")
        await omar.say(type="desk")
        await omar.hear("desk")
        assert await database(active_at, committed_cast) > LONG_AGO
