"""Finished chats with what was said in them, and a reviewed one."""

from datetime import timedelta

import pytest
from django.utils import timezone

from chat import actions
from chat.models import Conversation


@pytest.fixture
def finished(in_acme, new_id):
    """`finished("question", "answer", …, days=3)`: a chat of a new customer with Omar that was
    closed so many days ago. What begins with ">" is the operator's."""

    def make(*said, operator=None, days=0, visitor=None, locale="en"):
        operator = operator or in_acme.omar
        if visitor is None:
            visitor = actions.new_visitor(tenant=in_acme.acme, locale=locale)[0]
        visitor.tenant = in_acme.acme
        number = None
        for text in said:
            if text.startswith(">"):
                actions.post_operator_message(
                    member=operator, conversation_id=number, client_id=new_id(), body=text[1:]
                )
            else:
                posted = actions.post_visitor_message(
                    visitor=visitor, client_id=new_id(), body=text
                )
                number = posted.entry.conversation_id
        actions.close(member=operator, conversation_id=number, client_id=new_id())
        moment = timezone.now() - timedelta(days=days)
        Conversation.objects.filter(pk=number).update(closed_at=moment)
        return Conversation.objects.get(pk=number)

    return make
