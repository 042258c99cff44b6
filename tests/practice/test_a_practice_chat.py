"""A practice from its start to its result, in the database."""

from dataclasses import replace

import pytest
from django.utils import timezone

from chat import actions, agenda
from chat.actions import transfer
from chat.actions.transfer_targets import Target
from chat.models import Article, Conversation, Entry
from chat.tending import tend
from feedback.actions.promises import promise
from feedback.models import OutgoingMail, PracticeChat, PracticeRun
from feedback.practice.finishing import stop
from feedback.practice.shipped import shipped
from feedback.practice.starting import CannotStart
from helpdesk.tenancy import tenant_scope
from tenants.models import Department, Membership, Presence

from .test_the_simulated_customer import CURT, KIND

pytestmark = pytest.mark.django_db


def test_the_customer_comes_once_somebody_is_there_and_the_company_sees_nothing(practise, in_acme):
    practice = practise("angry")
    assert practice.wait(10) == []
    assert len(practice.come_in()) == 2
    assert practice.chat.operator_id is None or practice.chat.operator_id == practice.me.pk
    assert not Conversation.objects.exists() and not Entry.objects.exists()
    assert not OutgoingMail.objects.exists()


def test_handled_well_they_calm_down_and_it_is_kept_in_the_company(practise, in_acme):
    practice = practise("angry")
    practice.come_in()
    for said in KIND:
        assert practice.say(said)
    run = practice.result()
    assert run.outcome == "solved" and run.ended_at
    texts = [line["text"] for line in run.transcript]
    assert KIND[0] in texts
    assert not any("48213" in text for text in texts)  # numbers of orders are masked
    sorry = next(line["seq"] for line in run.transcript if line["text"] == KIND[0])
    assert {"why": "empathy", "seq": sorry} in [
        {name: change[name] for name in ("why", "seq")} for change in run.changes
    ]
    assert {point["criterion"]: point["met"] for point in run.score}["greeting"] is True
    assert run.changes[-1]["temper"] < 25


def test_handled_badly_they_leave(practise):
    practice = practise("angry")
    practice.come_in()
    for said in [*CURT, *CURT]:
        if practice.result().ended_at is None:
            practice.say(said)
    run = practice.result()
    assert (run.outcome, run.changes[-1]["temper"] > 80) == ("left", True)
    assert {point["criterion"]: point["met"] for point in run.score}["shortcuts"] is False


def test_each_line_is_said_once_however_often_and_whoever_looks(practise):
    practice = practise("many")
    practice.come_in()
    before = practice.said()
    for _ in range(5):
        practice.look()
        tend(practice.sandbox.pk)
    assert practice.said() == before
    assert len(before) == 1


def test_it_goes_on_after_a_restart_from_what_is_stored(practise):
    """Nothing is in the memory of a process: the next look finds what the last one left."""
    practice = practise("refund")
    practice.come_in()
    practice.say("Hello Tomas, when did you buy it?", wait=3)
    with tenant_scope(practice.sandbox):
        assert PracticeChat.objects.get().pending  # typed, not yet sent
    practice.clock.ahead += 60  # nobody looked meanwhile
    assert "eight weeks" in practice.wait(9)[-1]


def test_the_worker_finds_it_in_the_agenda(practise):
    practice = practise("unclear")
    assert practice.sandbox.pk in agenda.due_companies(100)
    practice._here()
    tend(practice.sandbox.pk)
    practice.clock.ahead += 30
    tend(practice.sandbox.pk)
    assert practice.said()


def test_silence_makes_them_ask_and_in_the_end_leave(practise):
    practice = practise("unknown")
    practice.come_in()
    start_temper = practice.temper
    assert len(practice.wait(100, every=10)) == 1  # "hello?"
    assert practice.temper > start_temper
    practice.wait(900, every=20)
    assert practice.result().outcome == "left"


def test_a_practice_that_never_ends_is_ended_kindly(practise):
    practice = practise(replace(shipped()["unclear"], most_turns=3))
    practice.come_in()
    for n in range(3):
        said = practice.say(f"Thank you, I understand. I am looking at it, number {n}.")
    assert " go " in said[-1]
    assert practice.result().outcome == "limit"
    assert practice.chat.status == "closed"


def test_and_so_is_one_that_lasts_too_long(practise):
    practice = practise(replace(shipped()["unclear"], most_minutes=5))
    practice.come_in()
    practice.say("I am looking at it, and you hear from me by four.")
    practice.wait(440, every=110)
    assert practice.result().outcome == "limit"


def test_who_never_opens_the_console_does_not_practise(practise, in_acme):
    practice = practise("angry")
    practice.wait(700, every=100)
    assert practice.result().outcome == "stopped"
    assert Membership.objects.get(pk=in_acme.tess.pk).presence == Presence.ONLINE


def test_a_hand_over_and_a_promise_are_heard(practise, in_acme):
    handed = practise("transfer")
    handed.come_in()
    handed.say("Only my colleagues in billing can do that, I hand you over to them.")
    handed.do(transfer.ask, to=Target(supervisor=True), summary="Wrong tax number.")
    assert handed.result().outcome == "solved"
    promised = practise("unknown", member=in_acme.omar)
    promised.come_in()
    promised.say("Hello, I will ask.")
    promised.do(
        promise,
        what="whether it is safe",
        due_at=timezone.now() + timezone.timedelta(hours=3),
        keeper_id=promised.me.pk,
    )
    with tenant_scope(promised.sandbox):
        assert PracticeChat.objects.get().state["content"]


def test_closing_the_chat_ends_it_at_once(practise):
    practice = practise("many")
    practice.come_in()
    practice.say("Hello!", wait=1)
    known = len(practice.said())
    practice.do(actions.close)
    assert practice.result().outcome == "closed"
    assert len(practice.said()) == known and practice.chat.status == "closed"


# --- beginning and ending -------------------------------------------------------------------------


def test_meanwhile_they_are_in_practice_and_afterwards_as_before(practise, in_acme):
    Membership.objects.filter(pk=in_acme.omar.pk).update(presence=Presence.AWAY)
    practice = practise("angry", member=in_acme.omar)
    assert Membership.objects.get(pk=in_acme.omar.pk).presence == Presence.PRACTICE
    practice.come_in()
    assert stop(practice.run).outcome == "stopped"
    assert Membership.objects.get(pk=in_acme.omar.pk).presence == Presence.AWAY
    assert stop(practice.run).outcome == "stopped"  # pressing twice does it once


def test_nobody_practises_while_customers_wait_for_them_or_twice_at_once(practise, in_acme, new_id):
    posted = actions.post_visitor_message(
        visitor=in_acme.visitor, client_id=new_id(), body="Hello?"
    )
    about = {"conversation_id": posted.entry.conversation_id, "client_id": new_id()}
    actions.take(member=in_acme.omar, **about)
    with pytest.raises(CannotStart, match="busy"):
        practise("angry", member=in_acme.omar)
    actions.close(member=in_acme.omar, conversation_id=about["conversation_id"], client_id=new_id())
    practice = practise("angry", member=in_acme.omar)
    with pytest.raises(CannotStart, match="running"):
        practise("many", member=in_acme.omar)
    assert PracticeRun.objects.filter(member=in_acme.omar).count() == 1
    assert practice.run.ended_at is None


def test_the_companys_own_words_are_there_and_nothing_it_was_told(practise, in_acme):
    billing = Department.objects.create(tenant=in_acme.acme, name="Billing")
    replies = in_acme.acme.canned_replies
    replies.create(shortcut="hi", body="Hello from Acme!")
    replies.create(shortcut="bill", body="The bill.", department=billing)
    replies.create(shortcut="secret", body="Omar's own.", member=in_acme.omar)
    Article.objects.create(
        tenant=in_acme.acme, title="Timer", body="Hold it.", reviewed_on=timezone.now().date()
    )
    in_acme.acme.greeting = "Ahoy!"
    in_acme.acme.save()
    for _ in range(2):  # laid out anew each time
        practice = practise("angry")
        assert practice.sandbox.greeting == "Ahoy!"
        with tenant_scope(practice.sandbox):
            copied = practice.sandbox.canned_replies.select_related("department")
            assert {
                (each.shortcut, each.department and each.department.name) for each in copied
            } == {
                ("hi", None),
                ("bill", "Billing"),
            }
            assert Article.objects.get().title == "Timer"
            assert Membership.objects.count() == 1
        stop(practice.run)


def test_the_same_seed_and_the_same_words_are_the_same_chat(practise):
    def play():
        practice = practise("angry")
        said = practice.come_in()
        for words in (KIND[0], CURT[1]):
            said += practice.say(words)
        stop(practice.run)
        return said

    assert play() == play()
