"""Hours, people and departments decide together: what the button promises is what happens."""

import random
from datetime import time, timedelta

import pytest
from django.utils import timezone

from chat import actions, push
from chat.availability import availability, read_off
from chat.calling import call
from chat.models import Conversation, Entry, PushSubscription, Status
from chat.queue.candidates import candidates
from chat.queue.closing import rest_when_closed
from chat.queue.dispatch import dispatch
from chat.roster import Roster
from chat.tending import look_after_chats
from chat.waiting import places
from chat.welcome import people_answering
from tenants.hours import ALWAYS, keep_week
from tenants.models import Department, DepartmentMember, Membership, Presence


def another_day():
    """A week that is closed today, whatever the zone."""
    return {(timezone.now() + timedelta(days=3)).weekday(): [(time(9), time(17))]}


@pytest.fixture
def night(in_acme):
    """Acme has closed, and nobody has been there for long."""
    acme = in_acme.acme
    acme.last_left_at, acme.masked_after_s = None, 120
    acme.save()
    keep_week(acme, another_day())
    return in_acme


@pytest.fixture
def emergencies(night):
    """Sam's department, which answers around the clock."""
    return open_department(night.acme, "Emergencies", ALWAYS, night.sam)


def open_department(tenant, name, week, *members, **columns):
    made = Department.objects.create(tenant=tenant, name=name, own_hours=True, **columns)
    keep_week(tenant, week, made)
    for member in members:
        DepartmentMember.objects.create(tenant=tenant, department=made, member=member)
    return made


def owner_of(chat):
    return Conversation.objects.get(pk=chat.pk).operator


def faces(tenant):
    roster = Roster(tenant, timezone.now())
    return [person["name"] for person in people_answering(roster, read_off(roster))]


def said(chat):
    rows = Entry.objects.filter(conversation=chat, author="automatic").order_by("seq")
    return [row.data["auto"] for row in rows]


# --- Outside the hours ---------------------------------------------------------------------------


def test_at_night_a_chat_goes_to_those_who_are_there_on_purpose(night, comes_online, somebody_asks):
    comes_online(night.omar)
    comes_online(night.sam, works_after_hours=True)
    chats = [somebody_asks(), somebody_asks()]
    dispatch(night.acme)
    assert {owner_of(chat) for chat in chats} == {night.sam}
    assert faces(night.acme) == ["Sam"]


def test_at_night_who_only_finishes_work_gets_nothing(night, comes_online, somebody_asks):
    comes_online(night.omar)
    chat = somebody_asks()
    assert dispatch(night.acme) == 0
    assert (owner_of(chat), said(chat), faces(night.acme)) == (None, ["masked"], [])


def test_a_department_that_is_open_at_night_opens_the_company_with_its_people_alone(
    night, emergencies, comes_online, somebody_asks
):
    comes_online(night.omar, night.sam)
    chat = somebody_asks()
    look_after_chats(night.acme)
    assert (owner_of(chat), faces(night.acme)) == (night.sam, ["Sam"])


def test_a_department_that_has_closed_gets_none_of_its_own_in_the_day(
    night, comes_online, somebody_asks
):
    keep_week(night.acme, ALWAYS)
    closed = open_department(night.acme, "Billing", another_day(), night.omar)
    comes_online(night.omar, night.sam)
    general, billing = somebody_asks(), somebody_asks()
    Conversation.objects.filter(pk=billing.pk).update(department=closed)
    look_after_chats(night.acme)
    assert owner_of(general) is not None
    assert owner_of(billing) is None
    Membership.objects.filter(pk=night.omar.pk).update(works_after_hours=True)
    look_after_chats(night.acme)
    assert owner_of(billing) == night.omar


def test_the_wait_counts_those_who_may_take_it_and_no_others(
    night, comes_online, somebody_asks, monkeypatch
):
    comes_online(night.omar, capacity=5)
    comes_online(night.sam, works_after_hours=True, capacity=2)
    somebody_asks()
    house = places._house(Roster(night.acme, timezone.now()))
    assert house.capacity(places.EVERYBODY) == 2


def test_at_night_only_those_who_are_there_on_purpose_are_woken(night, somebody_asks, monkeypatch):
    woken = []
    monkeypatch.setattr(push, "send", lambda browser, _: woken.append(browser.member) is None)
    for member in (night.omar, night.ada):
        PushSubscription.objects.create(tenant=night.acme, member=member, endpoint=str(member.pk))
    Membership.objects.update(notices={"push": True})
    Membership.objects.filter(pk=night.ada.pk).update(works_after_hours=True)
    call(night.acme, somebody_asks().pk, "tell_everybody", None)
    assert woken == [night.ada]


def test_a_closed_chat_that_goes_on_at_night_is_not_its_operators_again(
    night, emergencies, comes_online, new_id
):
    """The company is open, with Sam's department; Omar only finishes work."""
    comes_online(night.omar, night.sam)

    def writes():
        of = {"visitor": night.visitor, "client_id": new_id(), "body": "One more thing"}
        return Conversation.objects.get(pk=actions.post_visitor_message(**of).entry.conversation_id)

    chat = writes()
    for act in (actions.take, actions.close):
        act(member=night.omar, conversation_id=chat.pk, client_id=new_id())
    assert writes().status == Status.WAITING
    Membership.objects.filter(pk=night.omar.pk).update(works_after_hours=True)
    actions.close(member=night.omar, conversation_id=chat.pk, client_id=new_id())
    Conversation.objects.update(operator=night.omar)
    assert (writes().status, owner_of(chat)) == (Status.OPEN, night.omar)


# --- Pausing after this chat ---------------------------------------------------------------------


def test_who_pauses_after_this_chat_is_no_promise(night, comes_online, somebody_asks):
    keep_week(night.acme, ALWAYS)
    comes_online(night.omar, pauses_after_chat=True)
    assert availability(night.acme).reason == "nobody"
    assert faces(night.acme) == []
    comes_online(night.sam)
    assert availability(night.acme).is_open
    assert faces(night.acme) == ["Sam"]


def test_who_pauses_after_this_chat_shortens_no_wait(night, comes_online):
    keep_week(night.acme, ALWAYS)
    comes_online(night.omar, pauses_after_chat=True)
    house = places._house(Roster(night.acme, timezone.now()))
    assert house.capacity(places.EVERYBODY) == 0


def test_a_pause_in_the_last_moment_counts(night, comes_online, somebody_asks, monkeypatch):
    """Chosen after the candidates were looked up."""
    keep_week(night.acme, ALWAYS)
    comes_online(night.omar)
    chat = somebody_asks()

    def look_up(*args):
        found = candidates(*args)
        Membership.objects.filter(pk=night.omar.pk).update(pauses_after_chat=True)
        return found

    monkeypatch.setattr("chat.queue.dispatch.candidates", look_up)
    assert dispatch(night.acme) == 0
    assert owner_of(chat) is None


# --- The hours end while somebody waits ----------------------------------------------------------


@pytest.fixture
def waits_at_closing(night, somebody_asks):
    """Asked in the hours, which have ended since."""
    keep_week(night.acme, ALWAYS)
    night.acme.last_left_at = timezone.now()
    night.acme.save()
    chat = somebody_asks()
    Conversation.objects.update(step=1)
    keep_week(night.acme, another_day())
    return chat


def test_who_still_waits_at_closing_is_told_once_and_rests(night, waits_at_closing, comes_online):
    comes_online(night.omar)
    for _ in range(3):
        look_after_chats(night.acme)
    row = Conversation.objects.get()
    assert said(waits_at_closing) == ["acknowledgement", "masked"]
    assert (row.status, row.due_at, row.shown, row.operator) == (Status.WAITING, None, None, None)


def test_in_the_morning_they_are_the_first_to_be_served(
    night, waits_at_closing, comes_online, somebody_asks
):
    look_after_chats(night.acme)
    keep_week(night.acme, ALWAYS)
    later = somebody_asks()
    comes_online(night.omar, capacity=1)
    look_after_chats(night.acme)
    assert (owner_of(waits_at_closing), owner_of(later)) == (night.omar, None)


def test_who_comes_and_goes_at_night_is_no_news(
    night, waits_at_closing, comes_online, somebody_asks, new_id
):
    look_after_chats(night.acme)
    busy = {"member": night.sam, "conversation_id": somebody_asks().pk}
    for _ in range(2):
        comes_online(night.sam, works_after_hours=True, capacity=1)
        actions.take(**busy, client_id=new_id())
        look_after_chats(night.acme)
        assert Conversation.objects.get(pk=waits_at_closing.pk).due_at is not None
        Membership.objects.filter(pk=night.sam.pk).update(online_until=None)
        look_after_chats(night.acme)
    assert said(waits_at_closing) == ["acknowledgement", "masked"]


def test_with_somebody_there_on_purpose_they_go_on_waiting(night, waits_at_closing, comes_online):
    comes_online(night.sam, works_after_hours=True, capacity=1)
    assert rest_when_closed(night.acme) == 0
    look_after_chats(night.acme)
    assert owner_of(waits_at_closing) == night.sam


def test_nobody_there_in_the_hours_is_for_the_ladder_not_for_rest(night, somebody_asks):
    keep_week(night.acme, ALWAYS)
    somebody_asks()
    Conversation.objects.update(step=1, due_at=timezone.now() + timedelta(minutes=1))
    assert rest_when_closed(night.acme) == 0


# --- Nobody is kept waiting by the line of others ------------------------------------------------


def test_a_long_line_of_one_department_does_not_keep_the_others_from_their_people(
    night, comes_online, somebody_asks
):
    keep_week(night.acme, ALWAYS)
    billing = open_department(night.acme, "Billing", ALWAYS, night.ada)
    first = somebody_asks()
    Conversation.objects.filter(pk=first.pk).update(department=billing)
    copies = [Conversation.objects.get(pk=first.pk) for _ in range(70)]
    for copy in copies:
        copy.pk = None
    Conversation.objects.bulk_create(copies)
    comes_online(night.omar)
    general = somebody_asks()
    dispatch(night.acme)
    assert owner_of(general) == night.omar


# --- The promise and what happens are the same ---------------------------------------------------


@pytest.mark.parametrize("seed", range(40))
def test_open_means_that_somebody_here_may_take_it_and_masked_that_nobody_may(
    night, comes_online, somebody_asks, seed
):
    """Whatever hours, departments and people a company has; nobody has just left."""
    chance = random.Random(seed)
    week = {True: ALWAYS, False: another_day()}
    people = [night.ada, night.sam, night.omar, night.tess]
    keep_week(night.acme, week[chance.random() < 0.4])
    for name in ("One", "Two"):
        made = open_department(
            night.acme,
            name,
            week[chance.random() < 0.5],
            *chance.sample(people, chance.randrange(4)),
            is_public=chance.random() < 0.7,
        )
        Department.objects.filter(pk=made.pk).update(own_hours=chance.random() < 0.7)
    for member in chance.sample(people, chance.randrange(5)):
        comes_online(
            member,
            presence=chance.choice([Presence.ONLINE, Presence.ONLINE, Presence.AWAY]),
            pauses_after_chat=chance.random() < 0.2,
            works_after_hours=chance.random() < 0.4,
        )
    chat = somebody_asks()
    roster = Roster(night.acme, timezone.now())
    for department in [None, *Department.objects.filter(own_hours=True)]:
        chat.department = department
        promised = availability(night.acme, roster.now, department).is_open
        assert promised == bool(candidates(chat, roster))
