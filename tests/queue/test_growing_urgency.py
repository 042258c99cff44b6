"""Who waits and goes on to sound upset, or says what a rule listens for, is served sooner."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from chat import actions
from chat.actions.triage import set_priority
from chat.models import Conversation, Entry, Priority, RoutingRule, Visitor
from chat.posts import Post
from chat.queue.dispatch import dispatch
from chat.queue.hearing import MOST_SAID, hear_again
from chat.tending import look_after_chats
from chat.writer import write


@pytest.fixture
def rule(in_acme):
    def make(priority=Priority.URGENT, **when):
        return RoutingRule.objects.create(
            tenant=in_acme.acme,
            when=when or {"upset": True},
            priority=priority,
            position=RoutingRule.objects.count(),
        )

    return make


@pytest.fixture
def goes_on(in_acme, new_id):
    """Says more, over the fast path."""

    def say(chat, *words):
        visitor = Visitor.objects.get(pk=chat.visitor_id)
        write([Post(in_acme.acme.pk, chat.pk, new_id(), each, visitor) for each in words])

    return say


def priority_of(chat):
    return Conversation.objects.get(pk=chat.pk).priority


def raised(chat):
    rows = Entry.objects.filter(conversation=chat, kind="changed").order_by("seq")
    return [(row.data["what"], row.data["value"], row.public_seq) for row in rows]


def test_who_begins_to_shout_is_served_before_those_who_came_earlier(
    in_acme, rule, somebody_asks, goes_on, comes_online
):
    rule()
    early, upset = somebody_asks(), somebody_asks()
    goes_on(upset, "Hello?", "WHY DOES NOBODY ANSWER")
    comes_online(in_acme.omar, capacity=1)
    look_after_chats(in_acme.acme)
    assert Conversation.objects.get(pk=upset.pk).operator == in_acme.omar
    assert (priority_of(early), priority_of(upset)) == (Priority.NORMAL, Priority.URGENT)


def test_it_is_an_entry_of_the_log_once_and_for_operators_alone(rule, somebody_asks, goes_on):
    rule()
    chat = somebody_asks()
    for _ in range(3):
        goes_on(chat, "ANSWER ME!!!")
        hear_again()
    assert raised(chat) == [("raised", "urgent", None)]


def test_everybodys_place_is_told_anew(in_acme, rule, somebody_asks, goes_on):
    rule()
    early, upset = somebody_asks(), somebody_asks()
    look_after_chats(in_acme.acme)
    goes_on(upset, "ANSWER ME!!!")
    look_after_chats(in_acme.acme)
    shown = {row.pk: row.shown for row in Conversation.objects.all()}
    assert (shown[upset.pk]["place"], shown[early.pk]["place"]) == (1, 2)
    assert shown[early.pk]["why"] == "overtaken"


def test_words_a_rule_listens_for_count_in_every_message(rule, somebody_asks, goes_on):
    rule(Priority.HIGH, words="stolen", upset=True)
    chat = somebody_asks("My card was stolen")
    hear_again()
    assert priority_of(chat) == Priority.NORMAL
    goes_on(chat, "PLEASE HURRY UP NOW")
    hear_again()
    assert priority_of(chat) == Priority.HIGH


def test_a_calm_word_makes_nothing_less_urgent(rule, somebody_asks, goes_on):
    rule()
    rule(Priority.LOW, words="thanks")
    chat = somebody_asks("ANSWER ME!!!")
    Conversation.objects.update(queued_at=timezone.now() - timedelta(minutes=1))
    goes_on(chat, "Oh, thanks")
    assert hear_again() == 0
    assert (priority_of(chat), raised(chat)) == (Priority.URGENT, [])


def test_what_an_operator_decided_stays(in_acme, rule, somebody_asks, goes_on, new_id):
    rule()
    chat = somebody_asks()
    set_priority(
        member=in_acme.omar, conversation_id=chat.pk, client_id=new_id(), priority=Priority.LOW
    )
    goes_on(chat, "ANSWER ME!!!")
    assert hear_again() == 0
    assert priority_of(chat) == Priority.LOW


def test_without_a_rule_nothing_changes(somebody_asks, goes_on):
    chat = somebody_asks()
    goes_on(chat, "ANSWER ME!!!")
    assert hear_again() == 0
    assert priority_of(chat) == Priority.NORMAL


def test_what_was_said_in_an_earlier_wait_does_not_count(in_acme, rule, somebody_asks, goes_on):
    rule()
    chat = somebody_asks()
    goes_on(chat, "ANSWER ME!!!")
    Entry.objects.filter(conversation=chat).update(at=F("at") - timedelta(days=1))
    goes_on(chat, "Hello again")
    assert hear_again() == 0
    assert priority_of(chat) == Priority.NORMAL


def test_somebody_who_has_it_decides_for_themselves(in_acme, rule, somebody_asks, goes_on, new_id):
    rule()
    chat = somebody_asks()
    actions.take(member=in_acme.omar, conversation_id=chat.pk, client_id=new_id())
    goes_on(chat, "ANSWER ME!!!")
    assert hear_again() == 0
    actions.release(member=in_acme.omar, conversation_id=chat.pk, client_id=new_id())
    assert hear_again() == 1


def test_it_costs_the_same_however_much_was_said(
    rule, somebody_asks, goes_on, django_assert_num_queries, in_acme
):
    rule()
    chat = somebody_asks()
    with django_assert_num_queries(1):
        hear_again()
    goes_on(chat, *["Hello?"] * (2 * MOST_SAID))
    with django_assert_num_queries(8):  # with two for the savepoint
        hear_again()
    with django_assert_num_queries(1):
        hear_again()
    assert dispatch(in_acme.acme) == 0
