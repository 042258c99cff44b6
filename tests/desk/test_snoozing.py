"""A chat put aside comes back by itself, or with the customer's next word."""

from datetime import timedelta

import pytest
from django.utils import timezone

from chat import actions
from chat.actions import Refused, snoozing
from chat.listing import conversation_list
from chat.models import Conversation, Status
from chat.tally import counts_and_epoch
from chat.tending import tend

from .conftest import log_of


def refusal(work, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        work(*args, **kwargs)
    return refused.value.code


def in_(**time):
    return timezone.now() + timedelta(**time)


def listed(member, view):
    return [row["id"] for row in conversation_list(member, view, None)[0]]


@pytest.fixture
def snoozed(in_acme, answered_by, does):
    chat = answered_by(in_acme.omar)
    does(snoozing.snooze, in_acme.omar, chat, until=in_(hours=2))
    return chat


def time_comes():
    Conversation.objects.exclude(snoozed_until=None).update(snoozed_until=in_(seconds=-1))


def test_it_leaves_my_list_and_lies_with_what_is_put_aside(in_acme, snoozed):
    assert listed(in_acme.omar, "mine") == []
    assert listed(in_acme.omar, "snoozed") == [snoozed.pk]
    assert listed(in_acme.omar, "all") == [snoozed.pk]
    assert counts_and_epoch(in_acme.omar)[0] == {"waiting": 0, "mine": 0, "snoozed": 1, "all": 1}


def test_it_comes_back_to_its_operator_when_its_time_has_come(in_acme, snoozed):
    time_comes()
    assert (snoozing.wake_all_due(), snoozing.wake_all_due()) == (1, 0)
    assert listed(in_acme.omar, "mine") == [snoozed.pk]
    assert log_of(snoozed)[-1].data["what"] == "woken"
    assert Conversation.objects.get().operator == in_acme.omar


def test_tending_wakes_it(in_acme, snoozed, comes_online):
    comes_online(in_acme.omar)
    time_comes()
    tend(in_acme.acme.pk)
    assert Conversation.objects.get().snoozed_until is None


def test_the_customers_next_word_brings_it_back_before(in_acme, snoozed, new_id):
    actions.post_visitor_message(visitor=snoozed.visitor, client_id=new_id(), body="Found it")
    row = Conversation.objects.get()
    assert (row.snoozed_until, row.due_at is not None) == (None, True)
    assert listed(in_acme.omar, "mine") == [snoozed.pk]


def test_a_customer_is_not_asked_whether_they_are_there_meanwhile(in_acme, snoozed, does):
    does(actions.post_operator_message, in_acme.omar, snoozed, body="I am on it")
    Conversation.objects.update(due_at=in_(seconds=-1))
    tend(in_acme.acme.pk)
    assert [entry.kind for entry in log_of(snoozed)].count("step") == 0


def test_a_customer_who_waits_is_not_put_aside(in_acme, answered_by, does, new_id):
    chat = answered_by(in_acme.omar)
    actions.post_visitor_message(visitor=chat.visitor, client_id=new_id(), body="And?")
    until = {"until": in_(hours=1)}
    assert refusal(does, snoozing.snooze, in_acme.omar, chat, **until) == "customer_waits"


@pytest.mark.parametrize("time", [{"seconds": -5}, {"days": 400}])
def test_a_time_that_makes_no_sense_is_refused(in_acme, answered_by, does, time):
    chat = answered_by(in_acme.omar)
    with pytest.raises(Refused) as refused:
        does(snoozing.snooze, in_acme.omar, chat, until=in_(**time))
    assert (refused.value.code, refused.value.field) == ("bad_frame", "until")


def test_it_is_for_whoever_has_it(in_acme, answered_by, somebody_asks, does):
    until = {"until": in_(hours=1)}
    chat = answered_by(in_acme.omar)
    assert refusal(does, snoozing.snooze, in_acme.tess, chat, **until) == "not_yours"
    assert refusal(does, snoozing.snooze, in_acme.omar, somebody_asks(), **until) == "not_yours"
    does(snoozing.snooze, in_acme.sam, chat, **until)


def test_it_can_be_taken_back_by_hand(in_acme, snoozed, does):
    does(snoozing.wake, in_acme.omar, snoozed)
    assert listed(in_acme.omar, "mine") == [snoozed.pk]
    again = does(snoozing.wake, in_acme.omar, snoozed)
    assert not again.is_new


def test_a_closed_chat_is_not_snoozed_any_more(in_acme, snoozed, does):
    does(actions.close, in_acme.omar, snoozed)
    row = Conversation.objects.get()
    assert (row.status, row.snoozed_until) == (Status.CLOSED, None)
