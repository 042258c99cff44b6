"""Presence, offers and wishes as sockets and the HTTP door tell them."""

import asyncio
import uuid
from datetime import timedelta

import httpx
from django.db import connections
from django.utils import timezone

from chat import actions
from chat.models import Conversation
from chat.queue.dispatch import dispatch
from chat.tending import tend
from helpdesk.tenancy import tenant_scope
from tenants.models import Membership, Routing, Tenant
from tests.wire import greeted_operator, greeted_visitor, operator_line

NOTICES = {"sound": False, "desktop": True, "push": False, "muted": False, "quiet": None}


def in_acme(cast, work, *args, **kwargs):
    """In a thread of its own, as a worker would."""

    def unit():
        try:
            with tenant_scope(cast.acme):
                return work(*args, **kwargs)
        finally:
            connections.close_all()

    return asyncio.to_thread(unit)


def now_of(member):
    return Membership.objects.get(pk=member.pk)


async def hear_about(line, member):
    while (frame := await line.hear("presence"))["member"] != member.pk:
        pass
    return frame


async def test_colleagues_hear_who_comes_and_goes(committed_cast, server):
    cast = committed_cast
    async with greeted_operator(server, cast.sam) as sam:
        async with greeted_operator(server, cast.omar):
            assert (await hear_about(sam, cast.omar))["presence"] == "online"
        await in_acme(
            cast,
            Membership.objects.filter(pk=cast.omar.pk).update,
            online_until=timezone.now() - timedelta(seconds=1),
        )
        await asyncio.to_thread(tend_alone, cast)
        assert (await hear_about(sam, cast.omar))["presence"] == "offline"


def tend_alone(cast):
    try:
        tend(cast.acme.pk)
    finally:
        connections.close_all()


async def test_welcome_tells_who_one_is_and_who_is_there(committed_cast, server):
    cast = committed_cast
    async with (
        greeted_operator(server, cast.sam),
        operator_line(server, "acme", cast.omar.cookie) as line,
    ):
        welcome = await line.hello()
    me = welcome["me"]
    assert (me["presence"], me["capacity"], me["pauses_after_chat"]) == ("online", 3, False)
    assert me["notices"]["sound"] is True
    people = {person["name"]: person["presence"] for person in welcome["people"]}
    assert people == {"Ada": "offline", "Omar": "online", "Sam": "online", "Tess": "offline"}


async def test_choosing_and_pausing_are_told_to_oneself_too(committed_cast, server):
    async with greeted_operator(server, committed_cast.omar) as omar:
        await omar.say(type="presence", presence="away")
        assert (await omar.hear("presence"))["presence"] == "away"
        await omar.say(type="presence", presence="online")
        assert (await omar.hear("presence"))["presence"] == "online"
        await omar.say(type="pause", on=True)
        assert (await omar.hear("presence"))["presence"] == "away"
        for wrong in ("asleep", None, ["away"]):
            await omar.say(type="presence", presence=wrong)
            assert await omar.error() == ("bad_frame", "presence")


async def test_what_a_console_says_by_itself_is_no_activity(committed_cast, server):
    cast = committed_cast
    async with greeted_operator(server, cast.omar) as omar:
        long_ago = timezone.now() - timedelta(hours=1)
        rows = Membership.objects.filter(pk=cast.omar.pk)
        await in_acme(cast, rows.update, active_at=long_ago)
        await omar.say(type="list", view="all")
        await omar.hear("conversations")
        assert (await in_acme(cast, now_of, cast.omar)).active_at == long_ago
        await omar.say(type="active")
        await omar.say(type="list", view="all")
        await omar.hear("conversations")
        assert (await in_acme(cast, now_of, cast.omar)).active_at > long_ago


async def test_an_offer_is_told_accepted_and_gone(committed_cast, server):
    cast = committed_cast
    await asyncio.to_thread(Tenant.objects.filter(pk=cast.acme.pk).update, routing=Routing.OFFER)
    async with greeted_operator(server, cast.omar) as omar:
        asked = await in_acme(
            cast,
            actions.post_visitor_message,
            visitor=cast.visitor,
            client_id=uuid.uuid4(),
            body="Hello?",
        )
        number = asked.entry.conversation_id
        await in_acme(cast, lambda: dispatch(Tenant.objects.get(pk=cast.acme.pk)))
        offer = await omar.hear("offer")
        assert (offer["conversation"], offer["seconds"]) == (number, 20)
        await omar.say(type="accept", conversation=number, id=str(uuid.uuid4()))
        assert (await omar.hear("ack"))["conversation"] == number
        await omar.say(type="accept", conversation=number, id=str(uuid.uuid4()))
        assert (await omar.error())[0] == "not_offered"
    owner = await in_acme(cast, lambda: Conversation.objects.get(pk=number).operator_id)
    assert owner == cast.omar.pk


async def test_who_waits_hears_their_place(committed_cast, server):
    cast = committed_cast
    async with greeted_visitor(server, cast) as visitor:
        await visitor.post("Hello?")
        await asyncio.to_thread(tend_alone, cast)
        queue = await visitor.hear("queue")
        assert (queue["place"], queue["wait"], queue["why"]) == (1, None, None)
    async with greeted_visitor(server, cast) as visitor:
        await visitor.say(type="hello", v=1)
        state = (await visitor.hear("welcome"))["conversation"]
        assert state["queue"] == {"place": 1, "wait": None, "why": None}


async def test_wishes_are_kept_and_come_back(committed_cast, server):
    async with greeted_operator(server, committed_cast.omar) as omar:
        await omar.say(type="notices", **NOTICES)
        assert (await omar.hear("notices"))["desktop"] is True
    async with operator_line(server, "acme", committed_cast.omar.cookie) as line:
        assert (await line.hello())["me"]["notices"] == NOTICES


async def test_who_is_subscribed_is_checked(committed_cast, server):
    async with greeted_operator(server, committed_cast.omar) as omar:
        for endpoint in ("https://127.0.0.1/x", 5):
            await omar.say(type="subscribe", endpoint=endpoint, keys={})
            assert await omar.error() == ("bad_frame", "endpoint")
        for kind in ("unsubscribe", "test_push"):
            await omar.say(type=kind, endpoint=None)
            assert await omar.error() == ("bad_frame", "endpoint")
        await omar.say(type="test_push", endpoint="https://push.example.com/nobodys")
        assert (await omar.error())[0] == "not_found"
        await omar.say(type="test_push", endpoint="https://push.example.com/nobodys")
        assert (await omar.error())[0] == "slow_down"


async def test_who_polls_is_here_as_well(committed_cast, server):
    cast = committed_cast
    csrf = "c" * 32
    headers = {"Cookie": f"{cast.omar.cookie}; helpdesk_csrf={csrf}", "X-CSRFToken": csrf}
    async with httpx.AsyncClient(base_url=server.origin, headers=headers, trust_env=False) as door:
        frames = {
            "frames": [{"type": "hello", "v": 1}, {"type": "presence", "presence": "practice"}]
        }
        answer = await door.post("/t/acme/frames/", json=frames)
    welcome, presence = answer.json()["frames"]
    assert (welcome["me"]["presence"], presence["presence"]) == ("online", "practice")
    member = await in_acme(cast, now_of, cast.omar)
    assert member.online_until > timezone.now()
