"""A chat is handed over warmly, and is never between chairs."""

from datetime import timedelta

import pytest
from django.db.models import F

from chat import actions
from chat.actions import Refused, transfer
from chat.actions.transfer_pending import end_transfers
from chat.actions.transfer_targets import Target
from chat.models import Conversation, Kind, Priority, Status, Transfer
from chat.reading import summary
from chat.render import stored_entry
from helpdesk.tenancy import tenant_scope
from tenants.models import Department

from .conftest import log_of, steps_of

SUMMARY = "Asked: where is parcel 20391?"


@pytest.fixture
def asks(does):
    def ask(member, chat, summary=SUMMARY, why="", **to):
        return does(transfer.ask, member, chat, to=Target(**to), summary=summary, why=why)

    return ask


def the_time_passes():
    Transfer.objects.update(ends_at=F("ends_at") - timedelta(seconds=61))


def refusal(work, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        work(*args, **kwargs)
    return refused.value.code


def test_a_colleague_is_asked_and_the_sender_keeps_it_meanwhile(
    in_acme, answered_by, asks, comes_online
):
    comes_online(in_acme.sam)
    chat = answered_by(in_acme.omar)
    asks(in_acme.omar, chat, member_id=in_acme.sam.pk, why="Sam knows the carrier.")
    shown = summary(chat.pk)
    assert (shown["operator"]["name"], shown["transfer"]["to"]["name"]) == ("Omar", "Sam")
    assert shown["transfer"]["summary"] == SUMMARY
    assert log_of(chat)[-1].public_seq is None


def test_who_accepts_has_it_and_the_customer_reads_who_and_why(
    in_acme, answered_by, asks, comes_online, does
):
    comes_online(in_acme.sam)
    chat = answered_by(in_acme.omar)
    asks(in_acme.omar, chat, member_id=in_acme.sam.pk, why="Sam knows the carrier.")
    does(transfer.accept, in_acme.sam, chat)
    told = stored_entry(log_of(chat, "assigned")[-1], "visitor")
    assert told["data"] == {
        "name": "Sam",
        "photo": None,
        "by": "Omar",
        "why": "Sam knows the carrier.",
    }
    assert Conversation.objects.get(pk=chat.pk).operator == in_acme.sam
    assert steps_of(chat) == ["asked", "accepted"]
    assert summary(chat.pk)["transfer"] is None


def test_accepting_again_is_the_same_acceptance(
    in_acme, answered_by, asks, comes_online, does, new_id
):
    comes_online(in_acme.sam)
    chat, again = answered_by(in_acme.omar), new_id()
    asks(in_acme.omar, chat, member_id=in_acme.sam.pk)
    first = does(transfer.accept, in_acme.sam, chat, id=again)
    second = does(transfer.accept, in_acme.sam, chat, id=again)
    assert (first.seq, second.is_new) == (second.seq, False)


def test_who_declines_leaves_it_with_the_sender(in_acme, answered_by, asks, comes_online, does):
    comes_online(in_acme.sam)
    chat = answered_by(in_acme.omar)
    asks(in_acme.omar, chat, member_id=in_acme.sam.pk)
    does(transfer.decline, in_acme.sam, chat, why="In a meeting")
    assert Conversation.objects.get(pk=chat.pk).operator == in_acme.omar
    assert Transfer.objects.get().state == Transfer.State.DECLINED
    assert log_of(chat)[-1].data == {"step": "declined", "why": "In a meeting"}


def test_nobody_answering_in_time_brings_it_back_with_a_note(
    in_acme, answered_by, asks, comes_online, does
):
    comes_online(in_acme.sam)
    chat = answered_by(in_acme.omar)
    asks(in_acme.omar, chat, member_id=in_acme.sam.pk)
    assert end_transfers() == 0
    the_time_passes()
    assert (end_transfers(), end_transfers()) == (1, 0)
    assert steps_of(chat) == ["asked", "timed_out"]
    assert Conversation.objects.get(pk=chat.pk).operator == in_acme.omar
    assert refusal(does, transfer.accept, in_acme.sam, chat) == "not_offered"


def test_the_sender_can_take_it_back(in_acme, answered_by, asks, comes_online, does):
    comes_online(in_acme.sam)
    chat = answered_by(in_acme.omar)
    asks(in_acme.omar, chat, member_id=in_acme.sam.pk)
    assert refusal(does, transfer.cancel, in_acme.tess, chat) == "not_offered"
    does(transfer.cancel, in_acme.omar, chat)
    assert refusal(does, transfer.accept, in_acme.sam, chat) == "not_offered"
    asks(in_acme.omar, chat, member_id=in_acme.sam.pk)
    assert steps_of(chat) == ["asked", "cancelled", "asked"]


def test_one_is_asked_at_a_time(in_acme, answered_by, asks, comes_online):
    comes_online(in_acme.sam, in_acme.ada)
    chat = answered_by(in_acme.omar)
    asks(in_acme.omar, chat, member_id=in_acme.sam.pk)
    assert refusal(asks, in_acme.omar, chat, member_id=in_acme.ada.pk) == "transfer_pending"


def test_a_department_is_asked_until_the_last_has_declined(
    in_acme, answered_by, asks, comes_online, does, billing
):
    comes_online(in_acme.omar, in_acme.tess)
    chat = answered_by(in_acme.sam)
    asks(in_acme.sam, chat, department_id=billing.pk)
    assert refusal(does, transfer.accept, in_acme.ada, chat) == "not_offered"
    does(transfer.decline, in_acme.omar, chat)
    assert refusal(does, transfer.accept, in_acme.omar, chat) == "not_offered"
    assert Transfer.objects.get().state == Transfer.State.PENDING
    does(transfer.decline, in_acme.tess, chat)
    assert Transfer.objects.get().state == Transfer.State.DECLINED


def test_the_department_of_whoever_accepts_for_it_becomes_the_chats(
    in_acme, answered_by, asks, comes_online, does, billing
):
    comes_online(in_acme.tess)
    chat = answered_by(in_acme.sam)
    asks(in_acme.sam, chat, department_id=billing.pk)
    does(transfer.accept, in_acme.tess, chat)
    chat.refresh_from_db()
    assert (chat.operator, chat.department) == (in_acme.tess, billing)


def test_any_supervisor_may_take_what_is_for_supervisors(
    in_acme, answered_by, asks, comes_online, does
):
    comes_online(in_acme.ada, in_acme.tess)
    chat = answered_by(in_acme.omar)
    asks(in_acme.omar, chat, supervisor=True)
    assert refusal(does, transfer.accept, in_acme.tess, chat) == "not_offered"
    does(transfer.accept, in_acme.ada, chat)
    assert Conversation.objects.get(pk=chat.pk).operator == in_acme.ada


@pytest.mark.parametrize("who", ["who just left", "who is away", "an empty department", "nobody"])
def test_where_nobody_is_there_it_goes_to_the_head_of_the_queue(
    in_acme, answered_by, asks, comes_online, who
):
    comes_online(in_acme.tess, presence="away")
    empty = Department.objects.create(tenant=in_acme.acme, name="Returns")
    to = {
        "who just left": {"member_id": in_acme.sam.pk},
        "who is away": {"member_id": in_acme.tess.pk},
        "an empty department": {"department_id": empty.pk},
        "nobody": {"supervisor": True},
    }[who]
    chat = answered_by(in_acme.omar)
    asks(in_acme.omar, chat, why="She knows better", **to)
    chat.refresh_from_db()
    assert (chat.status, chat.operator, chat.priority) == (Status.WAITING, None, Priority.HIGH)
    assert log_of(chat, Kind.NOTE)[-1].body == SUMMARY
    told = stored_entry(log_of(chat)[-1], "visitor")["data"]
    assert (told["name"], told["by"], told["why"]) == (None, "Omar", "She knows better")
    assert not Transfer.objects.exists()


def test_the_queue_offers_it_to_others_first(in_acme, answered_by, asks):
    chat = answered_by(in_acme.omar)
    asks(in_acme.omar, chat, supervisor=True)
    assert Conversation.objects.get(pk=chat.pk).passed_by == [in_acme.omar.pk]


def test_an_urgent_chat_does_not_become_less_urgent(in_acme, answered_by, asks):
    chat = answered_by(in_acme.omar)
    Conversation.objects.update(priority=Priority.URGENT)
    asks(in_acme.omar, chat, supervisor=True)
    assert Conversation.objects.get(pk=chat.pk).priority == Priority.URGENT


def test_what_the_sender_lost_meanwhile_cannot_be_accepted(
    in_acme, answered_by, asks, comes_online, does
):
    comes_online(in_acme.sam, in_acme.ada)
    chat = answered_by(in_acme.omar)
    asks(in_acme.omar, chat, member_id=in_acme.sam.pk)
    does(actions.release, in_acme.omar, chat)
    does(actions.take, in_acme.tess, chat)
    assert refusal(does, transfer.accept, in_acme.sam, chat) == "not_offered"
    assert Transfer.objects.get().state == Transfer.State.CANCELLED
    asks(in_acme.tess, chat, member_id=in_acme.ada.pk)


def test_what_may_not_be_asked(in_acme, cast, answered_by, somebody_asks, asks, does):
    mine, waiting = answered_by(in_acme.omar), somebody_asks()
    assert refusal(asks, in_acme.omar, mine, member_id=in_acme.omar.pk) == "bad_frame"
    assert refusal(asks, in_acme.sam, mine, member_id=in_acme.ada.pk) == "not_yours"
    assert refusal(asks, in_acme.omar, waiting, supervisor=True) == "not_open"
    assert refusal(asks, in_acme.omar, mine, member_id=cast.eve.pk) == "not_found"
    with tenant_scope(cast.globex):
        theirs = Department.objects.create(tenant=cast.globex, name="Theirs")
    assert refusal(asks, in_acme.omar, mine, department_id=theirs.pk) == "not_found"
    with tenant_scope(cast.globex):
        assert refusal(asks, cast.eve, mine, supervisor=True) == "not_found"
