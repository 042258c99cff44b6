from datetime import timedelta

import pytest
from django.utils import timezone

from chat import actions
from chat.models import Conversation
from tenants.models import Membership


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
