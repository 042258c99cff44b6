"""A promise is kept by an answer in the same chat, mailed only where that is agreed."""

import pytest
from django.utils import timezone

from chat import actions
from chat.actions import Refused
from chat.actions.merging import merge
from chat.models import Conversation, Entry, Visitor
from feedback.actions.consents import withdraw
from feedback.actions.promise_kept import keep_promise
from feedback.models import OutgoingMail, Purpose

from .conftest import HOUR, agrees, cards_of


@pytest.fixture
def keeps(in_acme, new_id, says, asked):
    def keep(row, answer=None, **fields):
        said = answer or says(in_acme.omar, asked).entry.client_id
        told = {"conversation_id": row.conversation_id, "follow_up_id": row.pk} | fields
        client_id = told.pop("id", None) or new_id()
        return keep_promise(member=in_acme.omar, client_id=client_id, answer=said, **told)

    return keep


def test_an_answer_keeps_it(promised, keeps):
    row = promised()
    keeps(row)
    row.refresh_from_db()
    said = Entry.objects.filter(kind="message", author="operator").latest("seq")
    assert (row.state, row.next_at, row.ended_seq) == ("kept", None, said.seq)
    card = Entry.objects.filter(kind="card").latest("seq")
    assert card.body == "Promise kept: whether the blue one is back"
    assert card.data["answer"] == said.public_seq


def test_late_is_said_honestly(promised, keeps, clock):
    row = promised()
    clock.move(5 * HOUR)
    keeps(row)
    assert "late. We are sorry" in Entry.objects.filter(kind="card").latest("seq").body


def test_a_retry_keeps_it_once(promised, keeps, says, in_acme, asked, new_id):
    row, client_id = promised(), new_id()
    said = says(in_acme.omar, asked).entry.client_id
    first, second = (keeps(row, said, id=client_id) for _ in range(2))
    assert first.seq == second.seq and cards_of(asked.pk) == ["promise", "promise_kept"]
    with pytest.raises(Refused, match="promise_over"):
        keeps(row, said)


def test_only_an_operators_later_message_is_an_answer(
    promised, keeps, says, in_acme, asked, new_id
):
    before = says(in_acme.omar, asked).entry.client_id
    row = promised()
    theirs = actions.post_visitor_message(visitor=in_acme.visitor, client_id=new_id(), body="So?")
    note = actions.add_note(
        member=in_acme.omar, conversation_id=asked.pk, client_id=new_id(), body="Yes"
    )
    for wrong in (before, theirs.entry.client_id, note.entry.client_id, new_id()):
        with pytest.raises(Refused, match="no_answer"):
            keeps(row, wrong)
    row.refresh_from_db()
    assert row.state == "open"


def test_a_customer_who_is_away_is_not_asked_whether_they_are_there(promised, keeps, asked):
    keeps(promised())
    chat = Conversation.objects.get(pk=asked.pk)
    assert (chat.step, (chat.due_at - chat.situation_at).seconds) == (1, 900)


def test_a_closed_chat_opens_again_for_the_answer(promised, keeps, in_acme, asked, new_id):
    row = promised()
    for move in (actions.close, actions.reopen):
        move(member=in_acme.omar, conversation_id=asked.pk, client_id=new_id())
    keeps(row)
    assert Conversation.objects.get(pk=asked.pk).status == "open"


# --- The mail -----------------------------------------------------------------------------------


def test_without_permission_there_is_no_mail(promised, keeps):
    keeps(promised())
    assert not OutgoingMail.objects.exists()


def test_permission_for_something_else_is_none_for_this(promised, keeps, in_acme):
    agrees(in_acme.visitor, Purpose.TRANSCRIPT, Purpose.SURVEY)
    keeps(promised())
    assert not OutgoingMail.objects.exists()


def test_with_permission_the_answer_goes_out_after_two_minutes(promised, keeps, in_acme, asked):
    agrees(in_acme.visitor, Purpose.FOLLOW_UP)
    row = promised()
    keeps(row)
    mail = OutgoingMail.objects.get()
    assert (mail.kind, mail.state, mail.conversation_id) == ("answer", "queued", asked.pk)
    assert 100 < (mail.due_at - timezone.now()).total_seconds() <= 120
    assert mail.data["follow_up"] == row.pk and mail.data["seq"] == row_seq(row)
    assert "blue" not in str(mail.data)


def row_seq(row):
    row.refresh_from_db()
    return row.ended_seq


def test_permission_taken_back_in_between_cancels_it(promised, keeps, in_acme):
    agrees(in_acme.visitor, Purpose.FOLLOW_UP)
    row = promised()
    withdraw(visitor_id=in_acme.visitor.pk, purposes=[Purpose.FOLLOW_UP], place="widget")
    keeps(row)
    assert not OutgoingMail.objects.exists()


def test_permission_taken_back_afterwards_cancels_it(promised, keeps, in_acme):
    agrees(in_acme.visitor, Purpose.FOLLOW_UP)
    keeps(promised())
    withdraw(visitor_id=in_acme.visitor.pk, purposes=[Purpose.FOLLOW_UP], place="widget")
    assert OutgoingMail.objects.get().state == "cancelled"


# --- It goes where the customer goes ------------------------------------------------------------


def test_a_new_conversation_takes_along_what_is_open(promised, in_acme, asked, new_id, clock):
    row = promised(within=30 * 24 * HOUR)
    actions.close(member=in_acme.omar, conversation_id=asked.pk, client_id=new_id())
    Conversation.objects.update(closed_at=timezone.now() - 8 * 24 * HOUR)
    visitor = Visitor.objects.get(pk=in_acme.visitor.pk)
    actions.post_visitor_message(visitor=visitor, client_id=new_id(), body="Hello again")
    row.refresh_from_db()
    assert row.conversation_id != asked.pk and cards_of(row.conversation_id) == ["promise"]
    card = Entry.objects.get(conversation=row.conversation_id, kind="card")
    assert card.author == "system" and card.body.startswith("Omar will get back to you by")


def test_merging_takes_along_what_is_open(promised, in_acme, asked, new_id):
    row = promised(within=30 * 24 * HOUR)
    actions.close(member=in_acme.omar, conversation_id=asked.pk, client_id=new_id())
    other = Conversation.objects.create(
        tenant=in_acme.acme, visitor=in_acme.visitor, status="waiting"
    )
    Visitor.objects.filter(pk=in_acme.visitor.pk).update(current=other)
    merge(member=in_acme.omar, conversation_id=other.pk, client_id=new_id(), other_id=asked.pk)
    row.refresh_from_db()
    assert row.conversation_id == other.pk
