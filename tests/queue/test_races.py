"""Two workers, two people, a person and a worker at one chat in the same moment: one of them has
it, and the other learns so. The order is chosen (tests/queue/racing.py), nothing is left to chance.
"""

from datetime import timedelta
from unittest import mock

import pytest
from django.utils import timezone

from chat import actions
from chat.actions import Refused, offers, triage
from chat.models import Conversation, Entry, Status
from chat.queue.dispatch import dispatch
from chat.queue.returning import return_chats_of_the_gone
from tenants.departments import give_up_department
from tenants.models import Department, Membership, Routing, Tenant


def given_to(conversation_id):
    """Whom the log gives the chat to, in order."""
    rows = Entry.objects.filter(conversation=conversation_id, kind="assigned").order_by("seq")
    return [row.data["name"] for row in rows]


def now_of(conversation_id):
    return Conversation.objects.select_related("operator").get(pk=conversation_id)


def give(at_work):
    return lambda: dispatch(at_work.acme)


def back(at_work):
    return lambda: return_chats_of_the_gone(at_work.acme)


# --- Who has it ----------------------------------------------------------------------------------


def test_two_people_take_it_and_one_has_it(at_work, race, asks, doing):
    chat = asks()
    first, second = doing(actions.take, at_work.omar, chat), doing(actions.take, at_work.sam, chat)
    taken, refused = race(first, second, at="chat.actions.assignment.append")
    assert taken.is_new
    assert isinstance(refused, Refused) and refused.code == "already_taken"
    assert (given_to(chat), now_of(chat).operator) == (["Omar"], at_work.omar)


def test_two_people_answer_it_and_one_has_it(at_work, race, asks, doing):
    chat = asks()
    first = doing(actions.post_operator_message, at_work.omar, chat, body="Hello!")
    second = doing(actions.post_operator_message, at_work.sam, chat, body="Hello!")
    _, refused = race(first, second, at="chat.actions.posting.append")
    assert isinstance(refused, Refused) and refused.code == "not_yours"
    assert given_to(chat) == ["Omar"]


def test_two_workers_give_it_once(at_work, race, asks, comes_online):
    chat = asks()
    comes_online(at_work.omar, at_work.sam)
    assert race(give(at_work), give(at_work), at="chat.queue.dispatch.append") == (1, 0)
    assert len(given_to(chat)) == 1
    assert not race.second_waited, "workers pass over what another is at"


def test_two_workers_do_not_give_one_person_more_than_they_can_hold(
    at_work, race, asks, comes_online
):
    """The first has found Omar free; before it takes hold of him the second gives him a chat."""
    chats = [asks(), asks()]
    comes_online(at_work.omar, capacity=1)
    assert race(give(at_work), give(at_work), at="chat.queue.dispatch._claim") == (0, 1)
    assert sorted(now_of(chat).status for chat in chats) == [Status.OPEN, Status.WAITING]


def test_whoever_is_being_given_a_chat_is_not_given_another(at_work, race, asks, comes_online):
    chats = [asks(), asks()]
    comes_online(at_work.omar, capacity=1)
    assert race(give(at_work), give(at_work), at="chat.queue.dispatch.append") == (1, 0)
    assert [given_to(chat) for chat in chats] == [["Omar"], []]


def test_a_worker_leaves_what_somebody_is_taking(at_work, race, asks, doing, comes_online):
    chat = asks()
    comes_online(at_work.sam)
    taking = doing(actions.take, at_work.omar, chat)
    _, given = race(taking, give(at_work), at="chat.actions.assignment.append")
    assert (given, given_to(chat)) == (0, ["Omar"])


def test_nobody_takes_what_a_worker_is_giving(at_work, race, asks, doing, comes_online):
    chat = asks()
    comes_online(at_work.sam)
    taking = doing(actions.take, at_work.omar, chat)
    given, refused = race(give(at_work), taking, at="chat.queue.dispatch.append")
    assert given == 1
    assert isinstance(refused, Refused) and refused.code == "already_taken"
    assert given_to(chat) == ["Sam"]


def test_what_is_closed_in_that_moment_is_not_given(at_work, race, asks, doing, comes_online):
    chat = asks()
    comes_online(at_work.sam)
    closing = doing(actions.close, at_work.omar, chat)
    _, given = race(closing, give(at_work), at="chat.actions.assignment.append")
    assert (given, now_of(chat).status) == (0, Status.CLOSED)


# --- Offers --------------------------------------------------------------------------------------


@pytest.fixture
def offered(at_work, asks, comes_online):
    """To Omar, while Sam could have it next."""
    Tenant.objects.filter(pk=at_work.acme.pk).update(routing=Routing.OFFER)
    at_work.acme.routing = Routing.OFFER
    chat = asks()
    comes_online(at_work.omar)
    dispatch(at_work.acme)
    comes_online(at_work.sam)
    return chat


def run_out(chat):
    Conversation.objects.filter(pk=chat).update(offer_ends_at=timezone.now())


def test_an_offer_accepted_in_the_last_moment_does_not_pass_on(at_work, race, offered, doing):
    def pass_on_a_minute_later():
        with in_a_minute():
            return dispatch(at_work.acme)

    accepting = doing(offers.accept, at_work.omar, offered)
    accepted, passed = race(accepting, pass_on_a_minute_later, at="chat.actions.offers.append")
    assert accepted.is_new
    assert (passed, given_to(offered)) == (0, ["Omar"])


def in_a_minute():
    then = timezone.now() + timedelta(minutes=1)
    return mock.patch.object(timezone, "now", lambda: then)


def test_an_offer_that_passes_on_cannot_be_accepted_any_more(at_work, race, offered, doing):
    run_out(offered)
    accepting = doing(offers.accept, at_work.omar, offered)
    passed, refused = race(give(at_work), accepting, at="chat.queue.dispatch._offer")
    assert passed == 1
    assert isinstance(refused, Refused) and refused.code == "not_offered"
    assert now_of(offered).offered_to == at_work.sam


# --- Departments ---------------------------------------------------------------------------------


def test_a_chat_that_is_brought_into_a_department_that_is_given_up_stays_where_it_is(
    at_work, race, asks, doing
):
    billing = Department.objects.create(tenant=at_work.acme, name="Billing")
    chat = asks()
    giving_up = lambda: give_up_department(department=billing)  # noqa: E731
    moving = doing(triage.set_department, at_work.omar, chat, department_id=billing.pk)
    _, refused = race(giving_up, moving, at="tenants.departments.company_changed")
    assert isinstance(refused, Refused) and refused.code == "not_found"
    assert (now_of(chat).department_id, now_of(chat).status) == (None, Status.WAITING)


def test_a_department_that_is_given_up_lets_go_what_comes_into_it_in_that_moment(
    at_work, race, asks, doing
):
    billing = Department.objects.create(tenant=at_work.acme, name="Billing")
    chat = asks()
    giving_up = lambda: give_up_department(department=billing)  # noqa: E731
    moving = doing(triage.set_department, at_work.omar, chat, department_id=billing.pk)
    moved, given_up = race(moving, giving_up, at="chat.actions.triage.append")
    assert (moved.is_new, given_up) == (True, None)
    assert now_of(chat).department_id is None


# --- Their operator has gone ---------------------------------------------------------------------


@pytest.fixture
def left_behind(at_work, asks, doing):
    """Omar's, whose console is closed."""
    chat = asks()
    doing(actions.take, at_work.omar, chat)()
    return chat


def kinds(chat):
    return [row.kind for row in Entry.objects.filter(conversation=chat).order_by("seq")]


def test_two_workers_bring_it_back_once(at_work, race, left_behind):
    assert race(back(at_work), back(at_work), at="chat.queue.returning.append") == (1, 0)
    assert kinds(left_behind).count("note") == 1


def test_who_answers_in_that_moment_keeps_it(at_work, race, left_behind, doing):
    answering = doing(actions.post_operator_message, at_work.omar, left_behind, body="I am here")
    _, returned = race(answering, back(at_work), at="chat.actions.posting.append")
    assert (returned, now_of(left_behind).operator) == (0, at_work.omar)


def test_who_comes_back_in_that_moment_keeps_it(at_work, race, left_behind):
    """Found to be gone, and here again before the chat is locked."""

    def comes_back():
        until = timezone.now() + timedelta(minutes=1)
        Membership.objects.filter(pk=at_work.omar.pk).update(online_until=until)

    returned, _ = race(back(at_work), comes_back, at="chat.queue.returning._return")
    assert (returned, now_of(left_behind).operator) == (0, at_work.omar)
