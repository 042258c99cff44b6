"""A question that is left is promised an answer, where the company wants that."""

from django.utils import timezone

from chat import actions
from chat.actions.steps import take_due_step
from chat.models import Conversation, Entry
from tests.chat.test_masked import close_the_doors

from .conftest import HOUR, cards_of, wants


def leave_a_question(cast, new_id):
    close_the_doors(cast.acme)
    posted = actions.post_visitor_message(
        visitor=cast.visitor, client_id=new_id(), body="Do you ship to Norway?"
    )
    return posted.entry.conversation_id


def test_a_question_that_is_left_is_promised_an_answer_where_the_company_wants_it(in_acme, new_id):
    wants(in_acme.acme, promises_by_itself=True, promise_hours=4)
    chat = leave_a_question(in_acme, new_id)
    assert cards_of(chat) == ["promise"]
    card = Entry.objects.get(conversation=chat, data__card="promise")
    assert card.author_name == "Acme" and card.body.startswith("We will get back to you by ")


def test_nothing_is_promised_by_itself_unless_the_company_wants_it(in_acme, new_id):
    assert cards_of(leave_a_question(in_acme, new_id)) == []


def test_one_question_after_the_other_is_one_promise(in_acme, new_id):
    wants(in_acme.acme, promises_by_itself=True)
    for _ in range(2):
        chat = leave_a_question(in_acme, new_id)
        actions.close(member=in_acme.omar, conversation_id=chat, client_id=new_id())
    assert cards_of(chat) == ["promise"]


def test_the_ladder_promises_when_everybody_is_busy(in_acme, new_id):
    wants(in_acme.acme, promises_by_itself=True)
    posted = actions.post_visitor_message(
        visitor=in_acme.visitor, client_id=new_id(), body="Hello?"
    )
    chat = posted.entry.conversation_id
    for _ in range(3):
        Conversation.objects.update(
            situation_at=timezone.now() - HOUR, due_at=timezone.now() - HOUR
        )
        take_due_step(conversation_id=chat)
    assert cards_of(chat) == ["promise"]
