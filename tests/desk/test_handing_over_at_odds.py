"""Whatever happens while somebody is asked: one person has the chat, or the queue."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from chat import actions
from chat.actions import Refused, oversight, transfer
from chat.actions.transfer_pending import end_transfers
from chat.actions.transfer_targets import Target
from chat.models import Conversation, Entry, Status, Transfer
from chat.reading import summary
from helpdesk.tenancy import tenant_scope
from tenants.actions import end_membership
from tenants.models import DepartmentMember, Membership

from .conftest import log_of, steps_of

SUMMARY = "Asked: where is parcel 20391?"


@pytest.fixture
def asked(in_acme, answered_by, comes_online, does):
    """Omar has asked Sam."""
    comes_online(in_acme.sam, in_acme.ada)
    chat = answered_by(in_acme.omar)
    does(transfer.ask, in_acme.omar, chat, to=Target(member_id=in_acme.sam.pk), summary=SUMMARY)
    return chat


def refusal(work, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        work(*args, **kwargs)
    return refused.value.code


def state():
    return Transfer.objects.get().state


# --- somebody else has it meanwhile --------------------------------------------------------------


def test_who_takes_over_ends_the_asking(in_acme, asked, does):
    does(oversight.take_over, in_acme.ada, asked)
    assert (state(), summary(asked.pk)["transfer"]) == (Transfer.State.CANCELLED, None)
    assert refusal(does, transfer.accept, in_acme.sam, asked) == "not_offered"
    assert refusal(does, transfer.cancel, in_acme.omar, asked) == "not_offered"
    asked.refresh_from_db()
    assert asked.operator == in_acme.ada


def test_who_was_asked_and_takes_over_instead_has_it_once(in_acme, asked, does):
    does(oversight.take_over, in_acme.sam, asked)
    assert refusal(does, transfer.accept, in_acme.sam, asked) == "not_offered"
    assert steps_of(asked) == ["asked"]
    assert len(log_of(asked, "assigned")) == 2  # Omar's first answer, and this


def test_the_one_who_takes_over_may_ask_anew(in_acme, asked, does):
    does(oversight.take_over, in_acme.ada, asked)
    to = Target(member_id=in_acme.sam.pk)
    does(transfer.ask, in_acme.ada, asked, to=to, summary="Now really")
    does(transfer.accept, in_acme.sam, asked)
    asked.refresh_from_db()
    assert asked.operator == in_acme.sam


@pytest.mark.parametrize("away", [actions.release, actions.close])
def test_what_left_and_came_back_is_not_asked_any_more(in_acme, asked, does, away):
    does(away, in_acme.omar, asked)
    does(actions.take if away is actions.release else actions.reopen, in_acme.omar, asked)
    assert summary(asked.pk)["transfer"] is None
    assert refusal(does, transfer.accept, in_acme.sam, asked) == "not_offered"


def test_an_answer_of_the_sender_leaves_it_asked(in_acme, asked, does):
    does(actions.post_operator_message, in_acme.omar, asked, body="One moment, please.")
    does(transfer.accept, in_acme.sam, asked)
    asked.refresh_from_db()
    assert asked.operator == in_acme.sam


# --- somebody leaves meanwhile -------------------------------------------------------------------


def test_who_has_left_the_company_is_as_good_as_not_there(in_acme, answered_by, comes_online, does):
    comes_online(in_acme.tess)
    end_membership(by=in_acme.ada, member=in_acme.tess)
    chat = answered_by(in_acme.omar)
    does(transfer.ask, in_acme.omar, chat, to=Target(member_id=in_acme.tess.pk), summary=SUMMARY)
    chat.refresh_from_db()
    assert (chat.status, chat.operator) == (Status.WAITING, None)
    assert log_of(chat, "note")[-1].body == SUMMARY


def test_who_leaves_while_asked_lets_the_time_run_out(in_acme, asked, does):
    end_membership(by=in_acme.ada, member=in_acme.sam)
    Transfer.objects.update(ends_at=timezone.now() - timedelta(seconds=1))
    assert end_transfers() == 1
    asked.refresh_from_db()
    assert (asked.operator, steps_of(asked)) == (in_acme.omar, ["asked", "timed_out"])


def test_who_is_moved_out_of_a_department_cannot_accept_for_it(
    in_acme, answered_by, comes_online, does, billing
):
    comes_online(in_acme.tess)
    chat = answered_by(in_acme.sam)
    does(transfer.ask, in_acme.sam, chat, to=Target(department_id=billing.pk), summary=SUMMARY)
    DepartmentMember.objects.filter(member=in_acme.tess).delete()
    assert refusal(does, transfer.accept, in_acme.tess, chat) == "not_offered"


def test_what_was_for_a_department_that_is_given_up_is_for_whoever_looks_after_chats(
    in_acme, answered_by, comes_online, does, billing
):
    comes_online(in_acme.tess)
    chat = answered_by(in_acme.sam)
    does(transfer.ask, in_acme.sam, chat, to=Target(department_id=billing.pk), summary=SUMMARY)
    billing.delete()
    assert summary(chat.pk)["transfer"]["to"]["supervisor"]
    assert refusal(does, transfer.accept, in_acme.tess, chat) == "not_offered"
    does(transfer.accept, in_acme.ada, chat)
    assert Conversation.objects.get(pk=chat.pk).operator == in_acme.ada


# --- at the same time ----------------------------------------------------------------------------


@pytest.fixture
def at_once(committed_cast, new_id):
    """`at_once((action, member, fields), …)`: in threads, on the chat Omar has; what became of
    each: "done", or the code of its refusal."""
    cast = committed_cast
    with tenant_scope(cast.acme):
        Membership.objects.update(online_until=timezone.now() + timedelta(minutes=5))
        posted = actions.post_visitor_message(
            visitor=cast.visitor, client_id=new_id(), body="Hello?"
        )
        number = posted.entry.conversation_id
        actions.take(member=cast.omar, conversation_id=number, client_id=new_id())

    def one(step):
        action, member, fields = step
        try:
            with tenant_scope(cast.acme):
                action(member=member, conversation_id=number, client_id=new_id(), **fields)
            return "done"
        except Refused as refused:
            return refused.code
        finally:
            connection.close()

    def run(*steps):
        with ThreadPoolExecutor(len(steps)) as workers:
            return list(workers.map(one, steps))

    run.number = number
    return run


def asking(cast, **to):
    return transfer.ask, cast.omar, {"to": Target(**to), "summary": SUMMARY}


def holder(cast, number):
    with tenant_scope(cast.acme):
        row = Conversation.objects.select_related("operator").get(pk=number)
        seqs = list(Entry.objects.filter(conversation=row).order_by("seq").values_list("seq"))
    assert [seq for (seq,) in seqs] == list(range(1, row.last_seq + 1))
    return row.operator.display_name if row.operator else None


def test_two_windows_that_ask_at_once_ask_one(committed_cast, at_once):
    cast = committed_cast
    outcomes = at_once(
        asking(cast, member_id=cast.sam.pk),
        asking(cast, member_id=cast.ada.pk),
        asking(cast, supervisor=True),
    )
    assert sorted(outcomes) == ["done", "transfer_pending", "transfer_pending"]
    with tenant_scope(cast.acme):
        assert Transfer.objects.count() == 1
    assert holder(cast, at_once.number) == "Omar"


def test_two_who_accept_at_once_are_one(committed_cast, at_once):
    cast = committed_cast
    at_once(asking(cast, supervisor=True))
    outcomes = at_once((transfer.accept, cast.sam, {}), (transfer.accept, cast.ada, {}))
    assert sorted(outcomes) == ["done", "not_offered"]
    assert holder(cast, at_once.number) == ("Sam" if outcomes[0] == "done" else "Ada")


@pytest.mark.parametrize("turn", range(3))
def test_accepting_and_taking_over_at_once(committed_cast, at_once, turn):
    """Whichever comes second finds it done; or takes over from whoever accepted."""
    cast = committed_cast
    at_once(asking(cast, member_id=cast.tess.pk))
    accepted, taken = at_once((transfer.accept, cast.tess, {}), (oversight.take_over, cast.sam, {}))
    assert (accepted, taken) in [("done", "done"), ("not_offered", "done")]
    assert holder(cast, at_once.number) == "Sam"


@pytest.mark.parametrize("turn", range(3))
def test_accepting_and_taking_back_at_once(committed_cast, at_once, turn):
    cast = committed_cast
    at_once(asking(cast, member_id=cast.sam.pk))
    accepted, cancelled = at_once((transfer.accept, cast.sam, {}), (transfer.cancel, cast.omar, {}))
    assert sorted([accepted, cancelled]) == ["done", "not_offered"]
    assert holder(cast, at_once.number) == ("Sam" if accepted == "done" else "Omar")


def test_accepting_in_the_moment_when_the_time_is_up(committed_cast, at_once):
    cast = committed_cast
    at_once(asking(cast, member_id=cast.sam.pk))
    with tenant_scope(cast.acme):
        Transfer.objects.update(ends_at=timezone.now())

    def run_out(*, member, conversation_id, client_id):
        end_transfers()

    accepted, _ = at_once((transfer.accept, cast.sam, {}), (run_out, cast.omar, {}))
    assert accepted == "not_offered"
    with tenant_scope(cast.acme):
        end_transfers()  # whoever held the chat in that moment was skipped
        assert Transfer.objects.get().state == Transfer.State.TIMED_OUT
    assert holder(cast, at_once.number) == "Omar"
