"""Supervisors help in colleagues' chats: unseen, by a whisper, or by taking over."""

import pytest

from chat import actions
from chat.actions import Refused, oversight
from chat.models import Conversation
from chat.render import stored_entry
from helpdesk.tenancy import tenant_scope

from .conftest import log_of


def refusal(work, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        work(*args, **kwargs)
    return refused.value.code


def test_a_whisper_is_for_the_operator_alone(in_acme, answered_by, does):
    chat = answered_by(in_acme.omar)
    before = Conversation.objects.get(pk=chat.pk).last_public_seq
    does(oversight.whisper, in_acme.sam, chat, body="Offer her the express delivery")
    entry = log_of(chat)[-1]
    assert (entry.kind, entry.member, entry.public_seq) == ("whisper", in_acme.sam, None)
    assert Conversation.objects.get(pk=chat.pk).last_public_seq == before


def test_a_whisper_is_no_answer_to_the_customer(in_acme, answered_by, does, new_id):
    chat = answered_by(in_acme.omar)
    asked = actions.post_visitor_message(visitor=chat.visitor, client_id=new_id(), body="And now?")
    does(oversight.whisper, in_acme.sam, chat, body="Say sorry first")
    chat.refresh_from_db()
    assert (chat.waiting_since is not None, chat.preview) == (True, "And now?")
    assert asked.seq == chat.last_seq - 1


def test_who_takes_over_has_it_and_the_customer_is_told(in_acme, answered_by, does):
    chat = answered_by(in_acme.omar)
    does(oversight.take_over, in_acme.sam, chat, why="I can decide that.")
    chat.refresh_from_db()
    assert chat.operator == in_acme.sam
    told = stored_entry(log_of(chat)[-1], "visitor")["data"]
    assert told == {"name": "Sam", "photo": None, "over": "Omar", "why": "I can decide that."}


def test_the_former_operator_reads_on_but_answers_no_more(in_acme, answered_by, does, new_id):
    chat = answered_by(in_acme.omar)
    does(oversight.take_over, in_acme.sam, chat)
    does(actions.add_note, in_acme.omar, chat, body="She is a regular")
    assert refusal(does, actions.post_operator_message, in_acme.omar, chat, body="x") == "not_yours"


def test_only_who_looks_after_all_chats_may(in_acme, cast, answered_by, somebody_asks, does):
    chat, waiting = answered_by(in_acme.omar), somebody_asks()
    assert refusal(does, oversight.whisper, in_acme.tess, chat, body="x") == "forbidden"
    assert refusal(does, oversight.take_over, in_acme.tess, chat) == "forbidden"
    assert refusal(does, oversight.whisper, in_acme.sam, waiting, body="x") == "not_open"
    assert refusal(does, oversight.take_over, in_acme.sam, waiting) == "not_open"
    own = answered_by(in_acme.sam)
    assert refusal(does, oversight.take_over, in_acme.sam, own) == "already_taken"
    with tenant_scope(cast.globex):
        assert refusal(does, oversight.take_over, cast.eve, chat) == "not_found"
        assert refusal(does, oversight.whisper, cast.eve, chat, body="x") == "not_found"
