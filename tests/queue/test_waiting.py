"""What somebody who waits is told: their place, how long, and why it takes longer."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from chat import actions
from chat.models import Conversation, Priority
from chat.reading import summary
from chat.render import state_for_visitor
from chat.waiting import places
from chat.waiting.estimate import Queue, estimate, estimates
from chat.waiting.places import recent_handling_s, tell_places
from tenants.models import Department, DepartmentMember, Membership


@pytest.fixture
def told(monkeypatch, in_acme):
    """Works the places out anew and returns what was pushed, by visitor group."""

    def tell():
        pushes = []
        monkeypatch.setattr(places, "announce", pushes.extend)
        tell_places(in_acme.acme)
        return {push.group: push.frame for push in pushes}

    return tell


def group(chat):
    return f"t{chat.tenant_id}.v{chat.visitor_id}"


def busy(member, chats, new_id):
    for chat in chats:
        actions.take(member=member, conversation_id=chat.pk, client_id=new_id())


@pytest.fixture
def full_house(in_acme, comes_online, somebody_asks, new_id):
    """Omar is there and has as many chats as he can hold."""
    comes_online(in_acme.omar, capacity=2)
    busy(in_acme.omar, [somebody_asks(), somebody_asks()], new_id)
    return in_acme


def test_everybody_learns_their_place_and_a_range(full_house, somebody_asks, told):
    first, second = somebody_asks(), somebody_asks()
    frames = told()
    assert [frames[group(chat)]["place"] for chat in (first, second)] == [1, 2]
    for chat in (first, second):
        low, high = frames[group(chat)]["wait"]
        assert 0 <= low < high
    assert frames[group(first)]["wait"][1] <= frames[group(second)]["wait"][1]


def test_what_has_not_changed_is_not_told_again(full_house, somebody_asks, told):
    somebody_asks()
    assert len(told()) == 1
    assert told() == {}


def test_whoever_moves_up_is_told(full_house, somebody_asks, told, new_id):
    first, second = somebody_asks(), somebody_asks()
    told()
    actions.take(member=full_house.sam, conversation_id=first.pk, client_id=new_id())
    assert told()[group(second)]["place"] == 1


def test_who_is_overtaken_learns_why(full_house, somebody_asks, told):
    first = somebody_asks()
    told()
    urgent = somebody_asks()
    Conversation.objects.filter(pk=urgent.pk).update(priority=Priority.URGENT)
    frames = told()
    assert (frames[group(first)]["place"], frames[group(first)]["why"]) == (2, "overtaken")
    assert (frames[group(urgent)]["place"], frames[group(urgent)]["why"]) == (1, None)


def test_with_nobody_there_no_number_is_made_up(full_house, somebody_asks, told):
    chat = somebody_asks()
    told()
    Membership.objects.update(online_until=None)
    frame = told()[group(chat)]
    assert (frame["place"], frame["wait"], frame["why"]) == (1, None, "fewer_people")


def test_a_free_colleague_who_takes_nothing_is_no_promise(
    in_acme, comes_online, somebody_asks, told
):
    comes_online(in_acme.omar)
    chat = somebody_asks()
    assert told()[group(chat)]["wait"] == [0, 30]
    Conversation.objects.update(queued_at=timezone.now() - timedelta(minutes=2))
    assert told()[group(chat)]["wait"] is None


def test_a_reconnect_finds_it_in_the_state(full_house, somebody_asks, told):
    chat = somebody_asks()
    frame = told()[group(chat)]
    state = state_for_visitor(summary(chat.pk))
    assert state["queue"] == {name: frame[name] for name in ("place", "wait", "why")}


def test_once_somebody_has_it_there_is_no_place(full_house, somebody_asks, told, new_id):
    chat = somebody_asks()
    told()
    actions.take(member=full_house.sam, conversation_id=chat.pk, client_id=new_id())
    assert state_for_visitor(summary(chat.pk))["queue"] is None


def test_what_rests_until_later_has_no_place(full_house, somebody_asks, told):
    resting, chat = somebody_asks(), somebody_asks()
    Conversation.objects.filter(pk=resting.pk).update(
        snoozed_until=timezone.now() + timedelta(hours=1)
    )
    frames = told()
    assert list(frames) == [group(chat)]
    assert frames[group(chat)]["place"] == 1


def test_a_department_is_a_line_of_its_own(full_house, comes_online, somebody_asks, told):
    billing = Department.objects.create(tenant=full_house.acme, name="Billing")
    DepartmentMember.objects.create(
        tenant=full_house.acme, department=billing, member=full_house.sam
    )
    others = [somebody_asks() for _ in range(3)]
    wanted = somebody_asks()
    Conversation.objects.filter(pk=wanted.pk).update(department=billing)
    frames = told()
    assert [frames[group(chat)]["place"] for chat in others] == [1, 2, 3]
    assert (frames[group(wanted)]["place"], frames[group(wanted)]["wait"]) == (1, None)
    comes_online(full_house.sam, capacity=2)
    assert told()[group(wanted)]["place"] == 3  # half of those who can answer are Billing's


def test_the_estimate_learns_from_what_chats_took(full_house, somebody_asks, new_id):
    chats = [somebody_asks() for _ in range(3)]
    busy(full_house.sam, chats, new_id)
    for minutes, chat in enumerate(chats, start=1):
        actions.close(member=full_house.sam, conversation_id=chat.pk, client_id=new_id())
        Conversation.objects.filter(pk=chat.pk).update(
            assigned_at=F("closed_at") - timedelta(minutes=minutes)
        )
    assert recent_handling_s() == [60.0, 120.0, 180.0]


def test_a_chat_that_opens_again_days_later_did_not_take_days(in_acme, new_id):
    asked = actions.post_visitor_message(visitor=in_acme.visitor, client_id=new_id(), body="?")
    of = {"member": in_acme.omar, "conversation_id": asked.entry.conversation_id}
    actions.take(**of, client_id=new_id())
    actions.close(**of, client_id=new_id())
    Conversation.objects.update(
        assigned_at=timezone.now() - timedelta(days=2), closed_at=timezone.now()
    )
    actions.reopen(**of, client_id=new_id())
    actions.close(**of, client_id=new_id())
    assert recent_handling_s()[0] < 60


# --- The estimate itself -------------------------------------------------------------------------

HANDLING = [60.0, 120.0, 180.0, 240.0, 300.0] * 5


def test_all_places_at_once_are_what_each_alone_is():
    line = Queue(ahead=0, busy_s=[10.0, 50.0], free=0, handling_s=HANDLING)
    together = estimates(line, [0, 1, 4], runs=2000)
    for ahead in (0, 1, 4):
        alone = estimate(Queue(ahead, [10.0, 50.0], 0, HANDLING), runs=2000)
        assert together[ahead].likely_s == pytest.approx(alone.likely_s, rel=0.15)


def test_further_back_is_later():
    line = Queue(ahead=0, busy_s=[0.0, 0.0], free=0, handling_s=HANDLING)
    waits = list(estimates(line, range(6)).values())
    assert [w.likely_s for w in waits] == sorted(w.likely_s for w in waits)
    assert all(w.low_s <= w.likely_s <= w.high_s for w in waits)


def test_more_urgent_arrivals_make_it_longer():
    calm = Queue(ahead=2, busy_s=[0.0], free=0, handling_s=HANDLING)
    stormy = Queue(ahead=2, busy_s=[0.0], free=0, handling_s=HANDLING, overtaking_per_s=1 / 300)
    assert estimate(stormy).likely_s > estimate(calm).likely_s


def test_a_free_slot_is_no_wait_and_no_slot_is_no_answer():
    assert estimate(Queue(0, [], 1, HANDLING)).high_s == 0.0
    assert estimate(Queue(0, [], 0, HANDLING)) is None


def test_a_line_that_never_moves_ends_somewhere():
    flood = Queue(ahead=1, busy_s=[0.0], free=0, handling_s=HANDLING, overtaking_per_s=1.0)
    assert estimate(flood).high_s == 4 * 3600
