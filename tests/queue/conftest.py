from datetime import timedelta

import pytest
from django.utils import timezone

from chat import actions
from chat.models import Conversation
from helpdesk.tenancy import tenant_scope
from tenants.models import Membership
from tests.queue.racing import Race


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
def somebody_asks(in_acme, new_id):
    def ask(body="Hello?", *, locale="", **page):
        visitor, _ = actions.new_visitor(tenant=in_acme.acme, locale=locale, page=page or None)
        posted = actions.post_visitor_message(visitor=visitor, client_id=new_id(), body=body)
        return Conversation.objects.get(pk=posted.entry.conversation_id)

    return ask


# --- Races (racing.py): committed, with the scope of Acme open -----------------------------------


@pytest.fixture
def at_work(committed_cast):
    with tenant_scope(committed_cast.acme):
        yield committed_cast


@pytest.fixture
def race(at_work, monkeypatch):
    return Race(at_work.acme, monkeypatch)


@pytest.fixture
def asks(at_work, new_id):
    """A new visitor asks; the number of their chat."""

    def ask():
        visitor, _ = actions.new_visitor(tenant=at_work.acme)
        posted = actions.post_visitor_message(visitor=visitor, client_id=new_id(), body="Hello?")
        return posted.entry.conversation_id

    return ask


@pytest.fixture
def doing(new_id):
    """One action, to be done later."""

    def prepare(action, member, conversation_id, **more):
        of = {"member": member, "conversation_id": conversation_id, "client_id": new_id()}
        return lambda: action(**of, **more)

    return prepare
