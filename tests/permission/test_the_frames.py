"""Permission over the wire: what is asked, answered, refused, and told to operators."""

import asyncio
import logging
import uuid

import pytest
from django.db import connections

from chat.models import Conversation
from feedback.models import ConsentEvent, PrivacyNotice
from helpdesk.tenancy import tenant_scope
from tests.door import Door
from tests.wire import greeted_operator, greeted_visitor

EMAIL = "mia@customer.example"


def in_acme(cast, work):
    def unit():
        try:
            with tenant_scope(cast.acme):
                return work()
        finally:
            connections.close_all()

    return asyncio.to_thread(unit)


def giving(offer, /, email=EMAIL, **fields):
    texts = [one["id"] for text in offer["texts"] for one in (text, text.get("also")) if one]
    frame = {"type": "give_permission", "id": str(uuid.uuid4()), "offer": offer["offer"]}
    return frame | {"email": email, "texts": texts} | fields


async def taken(line, omar, cast):
    """The visitor asks, Omar answers; the number of the chat."""
    await line.post("Do you ship to Norway?")
    chat = await in_acme(cast, lambda: Conversation.objects.get(visitor=cast.visitor).pk)
    await omar.say(type="open", conversation=chat)
    await omar.post("We do.", conversation=chat)
    return chat


async def test_offered_given_and_told_without_the_address(committed_cast, server):
    cast = committed_cast
    async with (
        greeted_visitor(server, cast) as line,
        greeted_operator(server, cast.omar) as omar,
    ):
        chat = await taken(line, omar, cast)
        await omar.say(type="offer_permission", conversation=chat, id=str(uuid.uuid4()))
        while (entry := (await line.hear("entries"))["entries"][-1])["kind"] != "card":
            pass
        assert entry["author"]["name"] == "Omar"
        frame = giving(entry["data"])
        await line.say(**frame)
        answer = await line.hear("permission")
        assert answer["id"] == frame["id"] and answer["texts"] == []
        assert {one["purpose"] for one in answer["held"]} >= {"follow_up", "transcript"}
        assert EMAIL not in str(answer) and answer["address"] == "m…@customer.example"
        told = await omar.hear("permission")
        assert told == {
            "type": "permission",
            "visitor": cast.visitor.pk,
            "purposes": ["follow_up", "transcript", "survey", "satisfied_check"],
            "confirming": False,
        }


async def test_the_visitor_asks_by_themselves_before_any_chat(committed_cast, server):
    cast = committed_cast
    async with greeted_visitor(server, cast) as line:
        await line.say(type="permission")
        asked = await line.hear("permission")
        assert (asked["held"], asked["confirming"], asked["locale"]) == ([], False, "en")
        assert asked["words"]["give"] == "Allow this"
        assert f"/privacy/{cast.acme.site_key}/" in asked["page"]
        await line.say(**giving(asked))
        assert len((await line.hear("permission"))["held"]) == 4


async def test_news_wait_for_the_mail(committed_cast, server):
    cast = committed_cast
    await in_acme(cast, lambda: PrivacyNotice(tenant=cast.acme, asks_marketing=True).save())
    async with greeted_visitor(server, cast) as line:
        await line.say(type="permission")
        asked = await line.hear("permission")
        await line.say(**giving(asked))
        answer = await line.hear("permission")
        assert answer["confirming"] is True
        assert "marketing" not in {one["purpose"] for one in answer["held"]}


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"email": "mia"}, ("bad_address", "email")),
        ({"email": "m" * 301 + "@customer.example"}, ("bad_address", "email")),
        ({"email": "m" * 60_000}, ("bad_address", "email")),
        ({"email": "mia@customer.example\nBcc: a@b.example"}, ("bad_address", "email")),
        ({"email": None}, ("bad_frame", "email")),
        ({"email": ["mia@customer.example"]}, ("bad_frame", "email")),
        ({"texts": []}, ("nothing_agreed", "texts")),
        ({"texts": [10**9]}, ("unknown_text", "texts")),
        ({"texts": ["marketing"]}, ("bad_frame", "texts")),
        ({"texts": "all"}, ("bad_frame", "texts")),
        ({"texts": [True]}, ("bad_frame", "texts")),
        ({"texts": [1] * 13}, ("bad_frame", "texts")),
        ({"offer": "forged"}, ("unknown_text", "offer")),
        ({"offer": {"a": 1}}, ("bad_frame", "offer")),
        ({"offer": "x" * 5000}, ("bad_frame", "offer")),
        ({"id": "1"}, ("bad_frame", "id")),
    ],
)
async def test_what_is_wrong_is_told(committed_cast, server, fields, error):
    async with greeted_visitor(server, committed_cast) as line:
        await line.say(type="permission")
        asked = await line.hear("permission")
        await line.say(**giving(asked, **fields))
        assert await line.error() == error
        assert await in_acme(committed_cast, ConsentEvent.objects.count) == 0


@pytest.mark.parametrize(
    ("frame", "error"),
    [
        ({"type": "permission", "conversation": 10**9}, ("not_found", None)),
        ({"type": "permission"}, ("bad_frame", "conversation")),
        ({"type": "offer_permission", "conversation": 10**9}, ("not_found", None)),
        ({"type": "offer_permission", "purposes": ["love"]}, ("bad_frame", "purposes")),
        ({"type": "offer_permission", "purposes": []}, ("bad_frame", "purposes")),
        ({"type": "offer_permission", "purposes": ["confirmation"]}, ("bad_frame", "purposes")),
        ({"type": "give_permission"}, ("unknown_type", None)),
    ],
)
async def test_what_an_operator_cannot_ask(committed_cast, server, frame, error):
    async with greeted_operator(server, committed_cast.omar) as omar:
        await omar.say(**({"id": str(uuid.uuid4())} | frame))
        assert await omar.error() == error


async def test_without_sockets_it_works_as_well(committed_cast, server):
    door = Door(
        f"{server.origin}/widget/{committed_cast.acme.site_key}/frames/",
        {"Authorization": f"Bearer {committed_cast.token}"},
    )
    (asked,) = await asyncio.to_thread(door.say, {"type": "permission"})
    (answer,) = await asyncio.to_thread(door.say, giving(asked))
    assert len(answer["held"]) == 4


async def test_no_log_has_the_address(committed_cast, server, caplog):
    caplog.set_level(logging.DEBUG)
    async with greeted_visitor(server, committed_cast) as line:
        await line.say(type="permission")
        asked = await line.hear("permission")
        for email in (EMAIL, f"{EMAIL}\n", "mia@@customer.example"):
            await line.say(**giving(asked, email=email))
            await line.next()
    assert "customer.example" not in caplog.text + server.log.read_text()
