"""Who is here: what they choose, what silence chooses for them, and what colleagues are told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from chat import actions, agenda, fanout
from chat.models import Agenda, Conversation, Entry, Status
from chat.presence import (
    GRACE,
    choose_presence,
    come_online,
    leave_soon,
    note_activity,
    pause_after_chat,
    send_away_the_silent,
    send_to_pause,
    stay_online,
    tell_who_left,
)
from chat.queue.returning import return_chats_of_the_gone
from chat.team import everybody, shown_to_colleagues
from chat.tending import tend
from tenants.models import Membership, Presence, Tenant


@pytest.fixture
def told(monkeypatch, django_capture_on_commit_callbacks):
    """Calls something and returns the presence of Omar that was pushed meanwhile."""

    def listen(work, *args, **kwargs):
        frames = []
        monkeypatch.setattr(
            fanout, "send", lambda pushes: frames.extend(push.frame for push in pushes)
        )
        with django_capture_on_commit_callbacks(execute=True):
            work(*args, **kwargs)
        return [frame["presence"] for frame in frames if frame["type"] == "presence"]

    return listen


@pytest.fixture
def omar(in_acme):
    return in_acme.omar


def now_of(member):
    return Membership.objects.get(pk=member.pk)


def as_seen(member):
    return shown_to_colleagues(next(each for each in everybody() if each.pk == member.pk))


def test_a_console_that_opens_is_told_at_once(omar, told):
    assert as_seen(omar)["presence"] == "offline"
    assert told(come_online, member=omar) == ["online"]
    assert as_seen(omar)["presence"] == "online"
    assert Agenda.objects.get(company=omar.tenant).due_at <= timezone.now()


def test_a_line_that_only_broke_is_not_told(omar, told):
    come_online(member=omar)
    assert told(come_online, member=omar) == []
    assert told(stay_online, [omar.pk]) == []


def test_a_closed_console_is_gone_after_a_grace(omar, told):
    come_online(member=omar)
    assert told(leave_soon, member=omar) == []
    assert now_of(omar).online_until <= timezone.now() + GRACE
    assert told(tell_who_left) == []
    Membership.objects.filter(pk=omar.pk).update(online_until=timezone.now())
    assert told(tell_who_left) == ["offline"]
    assert told(tell_who_left) == []


def test_a_reload_within_the_grace_is_nobodys_business(omar, told):
    come_online(member=omar)
    leave_soon(member=omar)
    assert told(come_online, member=omar) == []
    assert now_of(omar).online_until > timezone.now() + GRACE


def test_when_the_last_one_left_is_kept(omar):
    come_online(member=omar)
    Membership.objects.filter(pk=omar.pk).update(online_until=timezone.now())
    tell_who_left()
    assert Tenant.objects.get(pk=omar.tenant_id).last_left_at is not None


def test_who_comes_back_after_an_outage_is_told_again(omar, told):
    come_online(member=omar)
    Membership.objects.filter(pk=omar.pk).update(online_until=None)
    assert told(stay_online, [omar.pk]) == ["online"]


@pytest.mark.parametrize("presence", Presence)
def test_everybody_hears_what_somebody_chooses(omar, told, presence):
    come_online(member=omar)
    assert told(choose_presence, member=omar, presence=presence) == [presence]


def test_after_silence_they_are_away_and_back_with_the_first_thing_they_do(omar, told):
    come_online(member=omar)
    Membership.objects.filter(pk=omar.pk).update(active_at=timezone.now() - timedelta(minutes=11))
    assert told(send_away_the_silent, omar.tenant) == ["away"]
    assert as_seen(omar)["by_itself"] is True
    assert told(note_activity, member=omar) == ["online"]
    assert as_seen(omar)["by_itself"] is False


def test_who_chose_to_be_away_stays_away(omar, told):
    come_online(member=omar)
    choose_presence(member=omar, presence=Presence.AWAY)
    assert told(note_activity, member=omar) == []
    assert as_seen(omar)["presence"] == "away"


def test_activity_is_written_down_now_and_then(omar):
    come_online(member=omar)
    before = now_of(omar).active_at
    note_activity(member=omar)
    assert now_of(omar).active_at == before


# --- Pause after this chat -----------------------------------------------------------------------


def test_pausing_without_a_chat_is_away_at_once(omar, told):
    come_online(member=omar)
    assert told(pause_after_chat, member=omar, is_on=True)[-1] == "away"
    assert now_of(omar).pauses_after_chat is False


def test_pausing_ends_with_the_last_chat(omar, somebody_asks, new_id, told):
    come_online(member=omar)
    chats = [somebody_asks().pk for _ in range(2)]
    for chat in chats:
        actions.take(member=omar, conversation_id=chat, client_id=new_id())
    pause_after_chat(member=omar, is_on=True)

    def close(chat):
        return told(actions.close, member=omar, conversation_id=chat, client_id=new_id())

    assert [close(chat) for chat in chats] == [[], ["away"]]


def test_a_colleague_who_closes_the_chat_sends_them_to_their_pause_too(
    in_acme, omar, somebody_asks, new_id, told
):
    come_online(member=omar)
    chat = somebody_asks().pk
    actions.take(member=omar, conversation_id=chat, client_id=new_id())
    pause_after_chat(member=omar, is_on=True)
    closing = {"member": in_acme.sam, "conversation_id": chat, "client_id": new_id()}
    assert told(actions.close, **closing) == ["away"]


def test_a_chat_that_ends_by_itself_counts_as_well(omar, somebody_asks, new_id, told):
    come_online(member=omar)
    chat = somebody_asks().pk
    actions.take(member=omar, conversation_id=chat, client_id=new_id())
    pause_after_chat(member=omar, is_on=True)
    Conversation.objects.update(status=Status.CLOSED)
    assert told(send_to_pause) == ["away"]


def test_choosing_anything_ends_the_wish_for_a_pause(omar):
    come_online(member=omar)
    Membership.objects.filter(pk=omar.pk).update(pauses_after_chat=True)
    choose_presence(member=omar, presence=Presence.ONLINE)
    assert now_of(omar).pauses_after_chat is False


# --- Somebody has gone ---------------------------------------------------------------------------


def test_their_chats_go_back_with_a_note_and_the_visitor_is_told(
    in_acme, omar, somebody_asks, new_id
):
    chat = somebody_asks()
    actions.take(member=omar, conversation_id=chat.pk, client_id=new_id())
    assert return_chats_of_the_gone(in_acme.acme) == 1
    chat.refresh_from_db()
    assert (chat.status, chat.operator, chat.passed_by) == (Status.WAITING, None, [omar.pk])
    added = list(Entry.objects.filter(conversation=chat).order_by("seq"))[-3:]
    assert [(row.kind, row.author) for row in added] == [
        ("assigned", "system"),
        ("note", "system"),
        ("message", "automatic"),
    ]
    assert added[1].body == "Omar's console is closed. Back at the head of the queue."
    assert added[2].public_seq is not None


def test_a_returned_chat_is_before_those_that_came_later(in_acme, omar, somebody_asks, new_id):
    first = somebody_asks()
    actions.take(member=omar, conversation_id=first.pk, client_id=new_id())
    somebody_asks()
    return_chats_of_the_gone(in_acme.acme)
    line = Conversation.objects.waiting().order_by("priority", "queued_at")
    assert line.first() == first


def test_a_chat_nobody_waits_in_stays(in_acme, omar, somebody_asks, new_id):
    chat = somebody_asks()
    actions.post_operator_message(
        member=omar, conversation_id=chat.pk, client_id=new_id(), body="Here you are."
    )
    assert return_chats_of_the_gone(in_acme.acme) == 0


def test_of_somebody_who_works_here_no_more_everything_goes_back(
    in_acme, omar, somebody_asks, new_id
):
    come_online(member=omar)
    chat = somebody_asks()
    actions.post_operator_message(
        member=omar, conversation_id=chat.pk, client_id=new_id(), body="Here you are."
    )
    Membership.objects.filter(pk=omar.pk).update(ended_at=timezone.now())
    assert return_chats_of_the_gone(in_acme.acme) == 1


# --- The agenda ----------------------------------------------------------------------------------


def test_a_company_with_an_open_console_is_looked_at_when_that_may_be_gone(omar):
    come_online(member=omar)
    tend(omar.tenant_id)
    assert Agenda.objects.get(company=omar.tenant).due_at == now_of(omar).online_until


def test_a_company_where_nothing_happens_leaves_the_agenda(in_acme):
    agenda.look_soon(in_acme.acme.pk)
    tend(in_acme.acme.pk)
    assert not Agenda.objects.exists()


def test_what_comes_up_while_a_company_is_looked_at_stays_on_the_agenda(in_acme):
    tenant = in_acme.acme.pk
    claimed = agenda.claim(tenant, only_if_due=False)
    agenda.look_soon(tenant)
    agenda.set_next(tenant, claimed, [], is_live=False)
    assert Agenda.objects.get().due_at <= timezone.now()


def test_a_look_that_somebody_else_has_taken_is_not_taken_again(in_acme):
    tenant = in_acme.acme.pk
    agenda.look_soon(tenant)
    assert agenda.claim(tenant, only_if_due=True) is not None
    assert agenda.claim(tenant, only_if_due=True) is None
    agenda.look_soon(tenant)
    assert agenda.claim(tenant, only_if_due=True) is not None
