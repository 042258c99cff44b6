"""I will find out and get back to you: said once, to the customer, in their language and time."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from chat import actions
from chat.actions import Refused
from chat.models import Conversation, Entry, Visitor
from feedback.actions import promises
from feedback.models import FollowUp
from feedback.promises.sentences import in_language_of, when_for
from helpdesk.tenancy import tenant_scope
from tenants.models import Membership

from .conftest import DAY, HOUR, cards_of


def card_of(row):
    return Entry.objects.get(conversation=row.conversation_id, kind="card")


def test_it_stands_in_the_log_as_a_sentence_of_the_operator(promised, asked):
    row = promised(within=DAY)
    card = card_of(row)
    assert (card.author, card.author_name, card.public_seq is not None) == (
        "operator",
        "Omar",
        True,
    )
    assert card.body.startswith("I will get back to you by ")
    assert card.body.endswith(": whether the blue one is back")
    assert card.data["follow_up"] == row.pk and card.data["by"] == "Omar"


def told_to(visitor, **columns):
    Visitor.objects.filter(pk=visitor.pk).update(**columns)
    visitor = Visitor.objects.get(pk=visitor.pk)
    with in_language_of(visitor):
        return when_for(visitor, datetime(2030, 7, 1, 16, 30, tzinfo=UTC))


def test_the_time_is_the_customers(in_acme):
    told = told_to(in_acme.visitor, zone="America/New_York", language="de")
    assert told == "Montag, 1. Juli 2030, 12:30"


def test_where_their_zone_is_not_known_the_companys_is_named(in_acme):
    in_acme.acme.zone = "Europe/Berlin"
    in_acme.acme.save()
    assert told_to(in_acme.visitor).endswith("18:30 (Berlin time)")


@pytest.mark.parametrize(
    ("keeper", "begins"), [("sam", "Sam will get back"), (None, "We will get back")]
)
def test_a_colleague_or_the_team_may_keep_it(promised, in_acme, keeper, begins):
    member = keeper and getattr(in_acme, keeper)
    row = promised(keeper_id=member and member.pk)
    assert card_of(row).body.startswith(begins)
    assert row.member_id == (member and member.pk)


def test_a_retry_promises_once(promised, new_id):
    client_id = new_id()
    first, second = promised(id=client_id), promised(id=client_id)
    assert first.pk == second.pk
    assert FollowUp.objects.count() == len(cards_of(first.conversation_id)) == 1


def test_a_card_number_is_not_kept_in_it(promised):
    row = promised(what="the refund to 4111 1111 1111 1111")
    assert "4111 1111" not in row.what + card_of(row).body + str(card_of(row).data)


def test_it_is_an_answer_and_takes_a_chat_nobody_has(in_acme, asked, promised, new_id):
    actions.release(member=in_acme.omar, conversation_id=asked.pk, client_id=new_id())
    promised()
    chat = Conversation.objects.get(pk=asked.pk)
    assert (chat.status, chat.operator_id, chat.waiting_since) == ("open", in_acme.omar.pk, None)


def test_in_a_closed_chat_it_waits_for_their_return(in_acme, asked, promised, new_id):
    actions.close(member=in_acme.omar, conversation_id=asked.pk, client_id=new_id())
    promised()
    assert Conversation.objects.get(pk=asked.pk).status == "closed"


# --- Bad input ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "within", [timedelta(), -HOUR, timedelta(seconds=-1), 367 * DAY, 9_000 * DAY]
)
def test_a_promise_is_for_a_time_ahead_that_makes_sense(promised, within):
    with pytest.raises(Refused, match="bad_due"):
        promised(within=within)
    assert not FollowUp.objects.exists()


def test_nobody_promises_in_a_colleagues_chat(in_acme, promised):
    with pytest.raises(Refused, match="not_yours"):
        promised(in_acme.tess)
    assert promised(in_acme.sam).member_id == in_acme.sam.pk  # a supervisor may


def test_who_has_left_keeps_nothing(in_acme, promised):
    Membership.objects.filter(pk=in_acme.tess.pk).update(ended_at=timezone.now())
    with pytest.raises(Refused, match="not_found"):
        promised(keeper_id=in_acme.tess.pk)


def test_nobody_of_another_company_keeps_it(in_acme, promised):
    with pytest.raises(Refused, match="not_found"):
        promised(keeper_id=in_acme.eve.pk)


def test_another_companys_chat_is_not_there(cast, in_acme, asked, new_id):
    with tenant_scope(cast.globex), pytest.raises(Refused, match="not_found"):
        promises.promise(
            member=cast.eve,
            conversation_id=asked.pk,
            client_id=new_id(),
            what="the moon",
            due_at=timezone.now() + HOUR,
            keeper_id=cast.eve.pk,
        )


def test_there_are_as_many_as_one_can_keep(promised):
    for _ in range(10):
        promised()
    with pytest.raises(Refused, match="too_many"):
        promised()


# --- Giving it away, and taking it back ---------------------------------------------------------


def test_somebody_else_can_keep_it(in_acme, promised, new_id):
    row = promised()
    fields = {"conversation_id": row.conversation_id, "follow_up_id": row.pk}
    client_id = new_id()
    for _ in range(2):
        promises.pass_on(member=in_acme.sam, client_id=client_id, to=in_acme.tess.pk, **fields)
    row.refresh_from_db()
    assert row.member_id == in_acme.tess.pk
    (told,) = Entry.objects.filter(kind="changed", data__what="promise")
    assert (told.data["value"], told.public_seq) == ("Tess", None)


def test_dropping_it_tells_the_customer_why(in_acme, promised, new_id):
    row = promised()
    fields = {"conversation_id": row.conversation_id, "follow_up_id": row.pk}
    promises.drop_promise(
        member=in_acme.sam, client_id=new_id(), why="The maker has given it up.", **fields
    )
    row.refresh_from_db()
    assert (row.state, row.next_at) == ("dropped", None)
    card = Entry.objects.filter(kind="card").latest("seq")
    assert card.public_seq and card.body.endswith("The maker has given it up.")
    with pytest.raises(Refused, match="promise_over"):
        promises.pass_on(member=in_acme.sam, client_id=new_id(), to=None, **fields)


def test_a_promise_of_another_chat_is_not_there(in_acme, promised, new_id):
    row = promised()
    visitor, _ = actions.new_visitor(tenant=in_acme.acme)
    other = actions.post_visitor_message(visitor=visitor, client_id=new_id(), body="Hello?")
    with pytest.raises(Refused, match="not_found"):
        promises.drop_promise(
            member=in_acme.omar,
            conversation_id=other.entry.conversation_id,
            client_id=new_id(),
            follow_up_id=row.pk,
            why="x",
        )
