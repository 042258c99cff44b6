"""A question left while nobody answers: told so, kept, and nobody called in the night."""

import json
from datetime import timedelta

import pytest
from asgiref.sync import sync_to_async
from django.utils import timezone

from chat import actions, fanout
from chat.articles.stemming import save_article
from chat.left_questions import wake
from chat.masked import offers
from chat.models import Article, Conversation, Entry, Status
from chat.queue.dispatch import dispatch
from chat.runtime import Runtime
from chat.tending import look_after_chats
from helpdesk.tenancy import tenant_scope
from tenants.hours import keep_week
from tenants.models import ContactWay, Holiday, Membership, Tenant
from tests.wire import greeted_visitor, operator_line

TODAY = timezone.now().date


def close_the_doors(tenant):
    """Whatever the time is: nobody is there, and long has been."""
    Tenant.objects.filter(pk=tenant.pk).update(last_left_at=None)
    tenant.last_left_at = None


def comes_online(member, **columns):
    until = timezone.now() + timedelta(minutes=5)
    Membership.objects.filter(pk=member.pk).update(
        online_until=until, active_at=timezone.now(), **columns
    )


@pytest.fixture
def left(in_acme, new_id):
    """A question left while nobody was there."""
    close_the_doors(in_acme.acme)
    posted = actions.post_visitor_message(
        visitor=in_acme.visitor, client_id=new_id(), body="Do you ship to Norway?"
    )
    return posted.entry.conversation_id


def said(conversation_id):
    rows = Entry.objects.filter(conversation=conversation_id, author="automatic").order_by("seq")
    return [row.data["auto"] for row in rows]


def test_it_is_acknowledged_honestly_and_rests(in_acme, left):
    row = Conversation.objects.get(pk=left)
    assert said(left) == ["masked"]
    assert (row.status, row.due_at) == (Status.WAITING, None)


def test_while_it_rests_nobody_is_called_and_it_is_not_given_away(in_acme, left):
    look_after_chats(in_acme.acme)
    comes_online(in_acme.omar)
    Holiday.objects.create(tenant=in_acme.acme, date=TODAY(), name="Closed")
    Holiday.objects.create(tenant=in_acme.acme, date=TODAY() - timedelta(days=1), name="Closed")
    look_after_chats(in_acme.acme)
    row = Conversation.objects.get(pk=left)
    assert (row.status, row.due_at, said(left)) == (Status.WAITING, None, ["masked"])


def test_once_somebody_is_there_it_is_given_to_them(in_acme, left):
    comes_online(in_acme.omar)
    look_after_chats(in_acme.acme)
    assert Conversation.objects.get(pk=left).operator == in_acme.omar


def test_once_it_is_open_the_ladder_begins_then(in_acme, left):
    comes_online(in_acme.omar, capacity=1)
    before = timezone.now()
    assert wake(in_acme.acme) == set()
    row = Conversation.objects.get(pk=left)
    assert row.situation_at >= before
    assert row.due_at == row.situation_at + timedelta(seconds=30)


def test_taken_by_hand_it_can_be_answered_in_the_night(in_acme, left, new_id):
    actions.post_operator_message(
        member=in_acme.omar, conversation_id=left, client_id=new_id(), body="We do."
    )
    assert wake(in_acme.acme) == set()
    assert Conversation.objects.get(pk=left).status == Status.OPEN


def test_what_waits_since_the_day_is_still_served(in_acme, new_id):
    posted = actions.post_visitor_message(
        visitor=in_acme.visitor, client_id=new_id(), body="Just before closing"
    )
    close_the_doors(in_acme.acme)
    comes_online(in_acme.omar)
    assert dispatch(in_acme.acme, resting=wake(in_acme.acme)) == 1
    assert Conversation.objects.get(pk=posted.entry.conversation_id).operator == in_acme.omar


def test_a_closed_chat_that_goes_on_at_night_is_told_so_too(in_acme, new_id):
    def writes(body):
        posted = actions.post_visitor_message(
            visitor=in_acme.visitor, client_id=new_id(), body=body
        )
        return posted.entry.conversation_id

    chat = writes("Hello?")
    actions.take(member=in_acme.omar, conversation_id=chat, client_id=new_id())
    actions.close(member=in_acme.omar, conversation_id=chat, client_id=new_id())
    close_the_doors(in_acme.acme)
    assert writes("One more thing") == chat
    row = Conversation.objects.get(pk=chat)
    assert (row.status, row.operator, row.due_at) == (Status.WAITING, None, None)
    assert said(chat) == ["acknowledgement", "masked"]


# --- what there is to look at -------------------------------------------------------------------


def article(tenant, title, body="", **columns):
    return save_article(
        Article(tenant=tenant, title=title, body=body, reviewed_on=TODAY(), **columns)
    )


def test_it_offers_times_ways_and_public_articles(in_acme):
    acme = in_acme.acme
    ContactWay.objects.create(tenant=acme, kind="phone", label="Call us", value="+49 30 12345")
    ContactWay.objects.create(tenant=acme, kind="link", label="Bad", value="javascript:alert(1)")
    public = article(acme, "Sending lamps back")
    article(acme, "Whom to call in the night", is_public=False)
    offered = offers(acme, "en")
    assert [way["href"] for way in offered["ways"]] == ["tel:+493012345"]
    assert offered["articles"] == [{"id": public.pk, "title": "Sending lamps back"}]
    assert len(offered["openings"]) == 1  # around the clock
    keep_week(acme, {})
    assert offers(acme, "en")["openings"] == []


def test_the_readers_language_comes_first(in_acme):
    for language in ("en", "de"):
        article(in_acme.acme, f"Lamps {language}", language=language)
    titles = [found["title"] for found in offers(in_acme.acme, "de-AT")["articles"]]
    assert titles == ["Lamps de", "Lamps en"]


async def test_the_protocol_offers_searches_and_opens_them(server, committed_cast):
    def write():
        with tenant_scope(committed_cast.acme):
            found = article(committed_cast.acme, "Returns", "Send it back within 30 days.")
            article(committed_cast.acme, "Norway", "Six days.")
            hidden = article(committed_cast.acme, "Secret", is_public=False)
        return found.pk, hidden.pk

    found, hidden = await sync_to_async(write)()
    async with greeted_visitor(server, committed_cast) as line:
        await line.say(type="help")
        assert len((await line.hear("help"))["articles"]) == 2
        await line.say(type="articles", search="BACK 30")
        assert (await line.hear("articles"))["articles"] == [{"id": found, "title": "Returns"}]
        await line.say(type="article", article=found)
        assert (await line.hear("article"))["article"]["body"] == "Send it back within 30 days."
        await line.say(type="article", article=hidden)
        assert (await line.error())[0] == "not_found"
        await line.say(type="articles", search="x" * 101)
        assert await line.error() == ("bad_frame", "search")


# --- told live ----------------------------------------------------------------------------------


async def test_open_widgets_hear_when_it_opens_and_closes(committed_cast, monkeypatch):
    heard = []
    monkeypatch.setattr(fanout, "send", heard.extend)
    runtime = Runtime()
    runtime.sockets.add(Looking(committed_cast.acme.pk))
    try:
        await runtime.beat()
        await runtime.beat()
        await sync_to_async(close_the_doors)(committed_cast.acme)
        await runtime.beat()
    finally:
        await runtime.close()
    frames = [frame for group, frame in heard if group == f"t{committed_cast.acme.pk}.visitors"]
    assert [(frame["state"], frame["reason"]) for frame in frames] == [
        ("open", None),
        ("masked", "nobody"),
    ]
    assert json.dumps(frames)


class Looking:
    """A visitor's socket, as far as the heartbeat sees it."""

    def __init__(self, tenant_id):
        self.tenant_id = tenant_id

    def conversations(self):
        return []

    def visitors(self):
        return []

    def beat(self, signs): ...


async def test_a_visitor_hears_when_somebody_comes(server, committed_cast):
    await sync_to_async(close_the_doors)(committed_cast.acme)
    async with (
        greeted_visitor(server, committed_cast) as visitor,
        operator_line(server, "acme", committed_cast.omar.cookie),
    ):
        told = await visitor.hear("availability")
    assert told["state"] == "open"
    assert [person["name"] for person in told["people"]] == ["Omar"]
