"""A clock that can be moved, permission to mail, and promises."""

from datetime import timedelta

import pytest
from django.utils import timezone

from chat import actions
from chat.models import Conversation, Entry
from feedback.actions import promises
from feedback.actions.consents import give, text_for
from feedback.models import Afterwards, FollowUp, OutgoingMail, Purpose
from feedback.promises import calls
from helpdesk.tenancy import tenant_scope

from .links import EMAIL, link_for

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class Clock:
    """What Python takes for now; the database's own clock stays."""

    def __init__(self):
        self.ahead = timedelta()

    def move(self, by):
        self.ahead += by


@pytest.fixture
def clock(monkeypatch):
    moved, real = Clock(), timezone.now
    monkeypatch.setattr(timezone, "now", lambda: real() + moved.ahead)
    return moved


@pytest.fixture
def called(monkeypatch):
    """(step, whom, member) of every call."""
    heard = []

    def note(tenant_id, all_):
        heard.extend((str(each.step), each.whom, each.member_id) for each in all_)

    monkeypatch.setattr(calls, "call", note)
    return heard


@pytest.fixture
def asked(in_acme, new_id):
    """A chat that Omar has."""
    posted = actions.post_visitor_message(
        visitor=in_acme.visitor, client_id=new_id(), body="Is the blue one back this week?"
    )
    actions.take(
        member=in_acme.omar, conversation_id=posted.entry.conversation_id, client_id=new_id()
    )
    return Conversation.objects.get(pk=posted.entry.conversation_id)


@pytest.fixture
def promised(in_acme, asked, new_id):
    """`promised(…)`: Omar promises an answer within four hours, or as told."""

    def make(member=None, within=4 * HOUR, **fields):
        member = member or in_acme.omar
        told = {"what": "whether the blue one is back", "keeper_id": member.pk} | fields
        told.setdefault("due_at", timezone.now() + within)
        client_id = told.pop("id", None) or new_id()
        promises.promise(member=member, conversation_id=asked.pk, client_id=client_id, **told)
        return FollowUp.objects.latest("pk")

    return make


@pytest.fixture
def says(new_id):
    def post(member, chat, body="Yes, since this morning."):
        return actions.post_operator_message(
            member=member, conversation_id=chat.pk, client_id=new_id(), body=body
        )

    return post


@pytest.fixture
def chat(in_acme, new_id):
    posted = actions.post_visitor_message(
        visitor=in_acme.visitor, client_id=new_id(), body="Is it back?"
    )
    return posted.entry.conversation_id


@pytest.fixture
def path(in_acme, chat):
    """Of a link that was mailed to Mia."""
    return link_for(in_acme, chat)


@pytest.fixture
def closes(in_acme, asked, new_id):
    def close():
        actions.close(member=in_acme.omar, conversation_id=asked.pk, client_id=new_id())

    return close


@pytest.fixture
def mail(in_acme, closes):
    """That asks whether it is solved."""
    agrees(in_acme.visitor, Purpose.SATISFIED_CHECK)
    closes()
    return OutgoingMail.objects.get()


def agrees(visitor, *purposes):
    texts = [text_for(visitor.tenant, purpose, "en").pk for purpose in purposes]
    return give(visitor=visitor, email=EMAIL, texts=texts, place="widget")


def wants(tenant, **rules):
    with tenant_scope(tenant):
        Afterwards.objects.update_or_create(tenant=tenant, defaults=rules)


def cards_of(conversation_id):
    """Names of the cards about promises, in order."""
    rows = Entry.objects.filter(conversation=conversation_id, kind="card").order_by("seq")
    names = [row.data["card"] for row in rows]
    return [name for name in names if name.startswith("promise")]
