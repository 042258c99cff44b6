"""A desk with people at it: Billing is Omar and Tess; Sam and Ada look after all chats."""

import uuid
from datetime import timedelta

import pytest
from asgiref.sync import sync_to_async
from django.db import connections
from django.utils import timezone

from chat import actions
from chat.models import Conversation, Entry
from tenants.models import Department, DepartmentMember, Membership
from tests.wire import greeted_operator, greeted_visitor


@pytest.fixture
def comes_online():
    def open_console(*members, **columns):
        now = timezone.now()
        for member in members:
            Membership.objects.filter(pk=member.pk).update(
                online_until=now + timedelta(minutes=5), active_at=now, **columns
            )

    return open_console


@pytest.fixture
def billing(in_acme):
    department = Department.objects.create(tenant=in_acme.acme, name="Billing")
    for member in (in_acme.omar, in_acme.tess):
        DepartmentMember.objects.create(tenant=in_acme.acme, department=department, member=member)
    return department


@pytest.fixture
def somebody_asks(in_acme, new_id):
    def ask(*words, visitor=None, locale="", page=None):
        if visitor is None:
            visitor, _ = actions.new_visitor(tenant=in_acme.acme, locale=locale, page=page)
        for body in words or ("Hello?",):
            posted = actions.post_visitor_message(visitor=visitor, client_id=new_id(), body=body)
        return Conversation.objects.get(pk=posted.entry.conversation_id)

    return ask


@pytest.fixture
def answered_by(somebody_asks, new_id):
    """A chat that somebody has."""

    def answer(member, *words, body="Good morning!", **asked):
        chat = somebody_asks(*words, **asked)
        actions.post_operator_message(
            member=member, conversation_id=chat.pk, client_id=new_id(), body=body
        )
        return Conversation.objects.get(pk=chat.pk)

    return answer


@pytest.fixture
def does(new_id):
    """`does(action, member, chat, …)` with an id of its own."""

    def act(action, member, chat, **fields):
        return action(
            member=member, conversation_id=chat.pk, client_id=fields.pop("id", new_id()), **fields
        )

    return act


def log_of(chat, *kinds):
    rows = Entry.objects.filter(conversation=chat.pk).order_by("seq")
    return list(rows.filter(kind__in=kinds) if kinds else rows)


def steps_of(chat):
    """What became of hand-overs."""
    return [entry.data["step"] for entry in log_of(chat, "transfer")]


# --- Over real sockets ---------------------------------------------------------------------------


@pytest.fixture
async def chat(server, committed_cast):
    """(the visitor's line, the number of their chat)"""
    async with greeted_visitor(server, committed_cast) as visitor:
        await visitor.post("Where is my parcel? Order 20391")
        async with greeted_operator(server, committed_cast.ada) as ada:
            await ada.say(type="list", view="all")
            number = (await ada.hear("conversations"))["items"][0]["id"]
        yield visitor, number


SILENCE_S = 0.6


def an_id():
    return str(uuid.uuid4())


async def database(work, *args):
    def unit():
        try:
            return work(*args)
        finally:
            connections.close_all()

    return await sync_to_async(unit, thread_sensitive=False)()


async def silent(line, kind):
    """Nothing of this kind comes."""
    with pytest.raises(TimeoutError):
        await line.hear(kind, within=SILENCE_S)


async def takes(line, number):
    await line.say(type="take", conversation=number, id=an_id())
    await line.hear("ack")
