"""Who gets a chat, and that none is given twice or lost."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from chat import actions
from chat.actions import offers
from chat.models import Conversation, Entry, Priority, RoutingRule, Status
from chat.queue.dispatch import dispatch
from helpdesk.tenancy import tenant_scope
from tenants.models import Department, DepartmentMember, Membership, Presence, Routing


def owner_of(conversation):
    return Conversation.objects.get(pk=conversation.pk).operator


def test_a_chat_goes_to_whoever_has_the_fewest(in_acme, comes_online, somebody_asks):
    comes_online(in_acme.omar, in_acme.sam)
    for _ in range(4):
        somebody_asks()
    assert dispatch(in_acme.acme) == 4
    assert Conversation.objects.of(in_acme.omar).count() == 2
    assert Conversation.objects.of(in_acme.sam).count() == 2


def test_among_equals_it_goes_to_whoever_has_waited_longest(in_acme, comes_online, somebody_asks):
    comes_online(in_acme.omar, in_acme.sam)
    Membership.objects.filter(pk=in_acme.sam.pk).update(
        idle_since=timezone.now() - timedelta(hours=1)
    )
    asked = somebody_asks()
    dispatch(in_acme.acme)
    assert owner_of(asked) == in_acme.sam


def test_nobody_gets_more_than_they_can_hold(in_acme, comes_online, somebody_asks):
    comes_online(in_acme.omar, capacity=2)
    for _ in range(5):
        somebody_asks()
    assert dispatch(in_acme.acme) == 2
    assert Conversation.objects.waiting().count() == 3


@pytest.mark.parametrize("presence", [Presence.AWAY, Presence.PRACTICE])
def test_who_is_away_gets_nothing(in_acme, comes_online, somebody_asks, presence):
    comes_online(in_acme.omar, presence=presence)
    somebody_asks()
    assert dispatch(in_acme.acme) == 0


def test_who_is_gone_gets_nothing(in_acme, comes_online, somebody_asks):
    somebody_asks()
    assert dispatch(in_acme.acme) == 0


def test_the_urgent_come_first(in_acme, comes_online, somebody_asks):
    RoutingRule.objects.create(
        tenant=in_acme.acme, when={"words": "stolen, lost card"}, priority=Priority.URGENT
    )
    comes_online(in_acme.omar, capacity=1)
    early = somebody_asks()
    urgent = somebody_asks("My card was STOLEN!")
    dispatch(in_acme.acme)
    assert owner_of(urgent) == in_acme.omar
    assert owner_of(early) is None


def test_a_page_decides_on_the_department(in_acme, comes_online, somebody_asks):
    billing = Department.objects.create(tenant=in_acme.acme, name="Billing")
    DepartmentMember.objects.create(tenant=in_acme.acme, department=billing, member=in_acme.sam)
    RoutingRule.objects.create(tenant=in_acme.acme, when={"page": "/bills"}, department=billing)
    comes_online(in_acme.omar, in_acme.sam)
    asked = [somebody_asks(url="https://shop.example/bills/7", title="Bill") for _ in range(2)]
    dispatch(in_acme.acme)
    assert {owner_of(chat) for chat in asked} == {in_acme.sam}


def test_a_department_without_members_is_everybodys(in_acme, comes_online, somebody_asks):
    empty = Department.objects.create(tenant=in_acme.acme, name="Empty")
    asked = somebody_asks()
    Conversation.objects.update(department=empty)
    comes_online(in_acme.omar)
    dispatch(in_acme.acme)
    assert owner_of(asked) == in_acme.omar


def test_a_skill_is_preferred_and_never_a_wall(in_acme, comes_online, somebody_asks):
    comes_online(in_acme.omar)
    comes_online(in_acme.sam, skills=["refunds"])
    first, second = somebody_asks(), somebody_asks()
    Conversation.objects.update(skill="refunds")
    Membership.objects.filter(pk=in_acme.sam.pk).update(capacity=1)
    dispatch(in_acme.acme)
    assert (owner_of(first), owner_of(second)) == (in_acme.sam, in_acme.omar)


def offered(chat, tenant):
    """Whom it is offered to after one more round; that offer is over at once."""
    dispatch(tenant)
    who = Conversation.objects.get(pk=chat.pk).offered_to
    Conversation.objects.filter(offered_to__isnull=False).update(offer_ends_at=timezone.now())
    return who


@pytest.fixture
def by_offer(in_acme):
    in_acme.acme.routing = Routing.OFFER
    in_acme.acme.save()
    return in_acme.acme


def test_an_offer_that_is_not_taken_passes_on(in_acme, by_offer, comes_online, somebody_asks):
    comes_online(in_acme.omar, in_acme.sam)
    chat = somebody_asks()
    assert {offered(chat, by_offer), offered(chat, by_offer)} == {in_acme.omar, in_acme.sam}
    assert Conversation.objects.get().status == Status.WAITING


def test_who_passed_is_asked_again_but_not_at_once(in_acme, by_offer, comes_online, somebody_asks):
    comes_online(in_acme.omar)
    chat = somebody_asks()
    assert [offered(chat, by_offer) for _ in range(3)] == [in_acme.omar, None, None]
    Conversation.objects.update(offer_ends_at=timezone.now())
    assert offered(chat, by_offer) == in_acme.omar


def test_somebody_new_is_asked_at_once_while_the_others_rest(
    in_acme, by_offer, comes_online, somebody_asks
):
    comes_online(in_acme.omar)
    chat = somebody_asks()
    assert [offered(chat, by_offer) for _ in range(2)] == [in_acme.omar, None]
    comes_online(in_acme.sam)
    assert offered(chat, by_offer) == in_acme.sam


def test_an_offer_is_accepted_once_and_in_time(
    in_acme, by_offer, comes_online, somebody_asks, new_id
):
    comes_online(in_acme.omar)
    chat = somebody_asks()
    dispatch(by_offer)
    accepting = new_id()
    first = offers.accept(member=in_acme.omar, conversation_id=chat.pk, client_id=accepting)
    again = offers.accept(member=in_acme.omar, conversation_id=chat.pk, client_id=accepting)
    assert (first.seq, owner_of(chat)) == (again.seq, in_acme.omar)
    other = somebody_asks()
    assert offered(other, by_offer) == in_acme.omar
    with pytest.raises(actions.Refused, match="not_offered"):
        offers.accept(member=in_acme.omar, conversation_id=other.pk, client_id=new_id())


def test_nobody_accepts_what_is_offered_to_another(
    in_acme, by_offer, comes_online, somebody_asks, new_id
):
    comes_online(in_acme.omar)
    chat = somebody_asks()
    dispatch(by_offer)
    with pytest.raises(actions.Refused, match="not_offered"):
        offers.accept(member=in_acme.sam, conversation_id=chat.pk, client_id=new_id())


def test_what_is_declined_goes_to_the_next(in_acme, by_offer, comes_online, somebody_asks):
    comes_online(in_acme.omar, in_acme.sam)
    chat = somebody_asks()
    dispatch(by_offer)
    first = Conversation.objects.get(pk=chat.pk).offered_to
    offers.decline(member=first, conversation_id=chat.pk)
    assert offered(chat, by_offer) not in (first, None)


def test_a_declined_offer_that_has_gone_already_harms_nobody(
    in_acme, by_offer, comes_online, somebody_asks
):
    comes_online(in_acme.omar)
    chat = somebody_asks()
    dispatch(by_offer)
    offers.decline(member=in_acme.sam, conversation_id=chat.pk)
    assert Conversation.objects.get(pk=chat.pk).offered_to == in_acme.omar


def test_who_pauses_after_their_chat_gets_no_other(in_acme, comes_online, somebody_asks):
    comes_online(in_acme.omar, pauses_after_chat=True)
    somebody_asks()
    assert dispatch(in_acme.acme) == 0


def test_taken_by_hand_nothing_is_given(in_acme, comes_online, somebody_asks):
    in_acme.acme.routing = Routing.MANUAL
    comes_online(in_acme.omar)
    somebody_asks()
    assert dispatch(in_acme.acme) == 0


def test_many_workers_give_each_chat_once(committed_cast, comes_online, new_id):
    cast = committed_cast
    with tenant_scope(cast.acme):
        comes_online(cast.ada, cast.sam, cast.omar, capacity=7)
        for _ in range(30):
            visitor, _ = actions.new_visitor(tenant=cast.acme)
            actions.post_visitor_message(visitor=visitor, client_id=new_id(), body="Hello?")

    def work(_):
        try:
            with tenant_scope(cast.acme):
                return dispatch(cast.acme)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as workers:
        for _ in range(3):
            list(workers.map(work, range(8)))
    with tenant_scope(cast.acme):
        loads = [Conversation.objects.of(m).count() for m in (cast.ada, cast.sam, cast.omar)]
        given = Entry.objects.filter(kind="assigned").count()
        waiting = Conversation.objects.waiting().count()
    assert (loads, given, waiting) == ([7, 7, 7], 21, 9)
