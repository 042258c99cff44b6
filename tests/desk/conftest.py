"""A desk with people at it: Billing is Omar and Tess; Sam and Ada look after all chats."""

from datetime import timedelta

import pytest
from django.utils import timezone

from chat import actions
from chat.models import Conversation, Entry
from tenants.models import Department, DepartmentMember, Membership


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
