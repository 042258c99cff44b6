"""Nobody is left in silence: each step once, and none after it is over."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F

from chat import actions
from chat.actions.steps import take_due_step
from chat.ladder import LADDERS, STEPS, Situation
from chat.models import Conversation, Entry, Status
from chat.phrases import PHRASES
from chat.tending import tend
from helpdesk.tenancy import tenant_scope


def minutes_pass(minutes):
    """As if everything had happened so much earlier."""
    shift = timedelta(minutes=minutes)
    Conversation.objects.update(situation_at=F("situation_at") - shift, due_at=F("due_at") - shift)


def steps(conversation_id):
    rows = Entry.objects.filter(conversation=conversation_id, kind="step").order_by("seq")
    return [row.data["step"] for row in rows]


def said(conversation_id):
    rows = Entry.objects.filter(conversation=conversation_id, author="automatic").order_by("seq")
    return [row.data["auto"] for row in rows]


def climb(conversation_id):
    while take_due_step(conversation_id=conversation_id):
        pass


def test_a_chat_nobody_takes(in_acme, somebody_asks):
    chat = somebody_asks()
    minutes_pass(3)
    climb(chat.pk)
    assert steps(chat.pk) == ["tell_everybody", "tell_supervisors", "offer_follow_up"]
    assert said(chat.pk) == ["acknowledgement", "offer_follow_up"]


def test_each_step_waits_for_its_time(in_acme, somebody_asks):
    chat = somebody_asks()
    minutes_pass(0.6)
    climb(chat.pk)
    assert steps(chat.pk) == ["tell_everybody"]


def test_an_operator_who_falls_silent(in_acme, somebody_asks, new_id):
    chat = somebody_asks()
    actions.take(member=in_acme.omar, conversation_id=chat.pk, client_id=new_id())
    minutes_pass(7)
    climb(chat.pk)
    assert steps(chat.pk) == ["nudge", "hold", "escalate", "reassign"]
    chat.refresh_from_db()
    assert (chat.status, chat.operator, chat.passed_by) == (
        Status.WAITING,
        None,
        [in_acme.omar.pk],
    )


def test_an_answer_ends_the_silence(in_acme, somebody_asks, new_id):
    chat = somebody_asks()
    actions.post_operator_message(
        member=in_acme.omar, conversation_id=chat.pk, client_id=new_id(), body="Hello!"
    )
    minutes_pass(4)
    climb(chat.pk)
    assert steps(chat.pk) == []


def test_a_customer_who_falls_silent_is_asked_and_let_go(in_acme, somebody_asks, new_id):
    chat = somebody_asks()
    actions.post_operator_message(
        member=in_acme.omar, conversation_id=chat.pk, client_id=new_id(), body="Hello!"
    )
    minutes_pass(16)
    climb(chat.pk)
    assert said(chat.pk) == ["acknowledgement", "check", "goodbye"]
    assert Conversation.objects.get().status == Status.CLOSED


def test_the_next_word_opens_it_again(in_acme, new_id):
    asked = actions.post_visitor_message(visitor=in_acme.visitor, client_id=new_id(), body="Hello?")
    chat_id = asked.entry.conversation_id
    actions.post_operator_message(
        member=in_acme.omar, conversation_id=chat_id, client_id=new_id(), body="Hello!"
    )
    minutes_pass(16)
    climb(chat_id)
    actions.post_visitor_message(visitor=in_acme.visitor, client_id=new_id(), body="Back")
    chat = Conversation.objects.get()
    assert (chat.status, chat.operator) == (Status.OPEN, in_acme.omar)
    minutes_pass(1.1)
    climb(chat_id)
    assert steps(chat_id)[-1] == "nudge"


def test_the_company_has_its_own_thresholds(in_acme, somebody_asks):
    in_acme.acme.ladder = {"tell_everybody": 300}
    in_acme.acme.save()
    chat = somebody_asks()
    minutes_pass(4)
    climb(chat.pk)
    assert steps(chat.pk) == []


def test_the_fast_path_knows_the_companys_thresholds_too(in_acme, somebody_asks, new_id):
    in_acme.acme.ladder = {"nudge": 600, "check": 1200}
    in_acme.acme.save()
    visitor = in_acme.visitor
    asked = actions.post_visitor_message(visitor=visitor, client_id=new_id(), body="Hi")
    chat_id = asked.entry.conversation_id
    actions.post_operator_message(
        member=in_acme.omar, conversation_id=chat_id, client_id=new_id(), body="Hello!"
    )
    chat = Conversation.objects.get(pk=chat_id)
    assert chat.due_at - chat.situation_at == timedelta(seconds=1200)
    actions.post_visitor_message(visitor=visitor, client_id=new_id(), body="And now?")
    chat.refresh_from_db()
    assert chat.due_at - chat.situation_at == timedelta(seconds=600)


def test_what_is_said_is_in_the_visitors_language_and_the_companys_words(in_acme, somebody_asks):
    in_acme.acme.words = {"offer_follow_up": {"en": "Busy bees, all of us."}}
    in_acme.acme.save()
    chat = somebody_asks(locale="en-GB")
    minutes_pass(3)
    climb(chat.pk)
    assert Entry.objects.filter(conversation=chat, body="Busy bees, all of us.").exists()


def test_many_workers_take_each_step_once(committed_cast, new_id):
    cast = committed_cast
    with tenant_scope(cast.acme):
        asked = actions.post_visitor_message(
            visitor=cast.visitor, client_id=new_id(), body="Hello?"
        )
        minutes_pass(3)

    def work(_):
        try:
            tend(cast.acme.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as workers:
        list(workers.map(work, range(24)))
    with tenant_scope(cast.acme):
        taken = steps(asked.entry.conversation_id)
    assert taken == ["tell_everybody", "tell_supervisors", "offer_follow_up"]


def test_no_step_comes_after_the_answer_that_ended_its_silence(committed_cast, new_id):
    """Answers and steps race; whichever is first in the log decides, and the log shows it."""
    cast = committed_cast
    chats = []
    with tenant_scope(cast.acme):
        for _ in range(12):
            visitor, _ = actions.new_visitor(tenant=cast.acme)
            asked = actions.post_visitor_message(visitor=visitor, client_id=new_id(), body="?")
            chats.append(asked.entry.conversation_id)
            actions.take(member=cast.omar, conversation_id=chats[-1], client_id=new_id())
        minutes_pass(1.5)

    def work(job):
        chat, answers = job
        try:
            with tenant_scope(cast.acme):
                if not answers:
                    return take_due_step(conversation_id=chat)
                return actions.post_operator_message(
                    member=cast.omar, conversation_id=chat, client_id=new_id(), body="Here"
                )
        finally:
            connection.close()

    jobs = [(chat, answers) for chat in chats for answers in (True, False)]
    with ThreadPoolExecutor(8) as workers:
        list(workers.map(work, jobs))
    with tenant_scope(cast.acme):
        for chat in chats:
            rows = Entry.objects.filter(conversation=chat).order_by("seq")
            order = [row.data.get("step") or row.author for row in rows]
            answered = order.index("operator")
            assert "nudge" not in order[answered:]


@pytest.mark.parametrize("situation", Situation)
def test_every_ladder_goes_up(situation):
    times = [step.after_s for step in LADDERS[situation]]
    assert times == sorted(set(times))
    assert all(step.name in STEPS for step in LADDERS[situation])


def test_every_spoken_step_has_words():
    from chat.actions.steps import SPEAKING

    assert set(SPEAKING.values()) <= set(PHRASES)


def test_nothing_is_due_any_more_once_it_is_closed(in_acme, somebody_asks, new_id):
    chat = somebody_asks()
    actions.close(member=in_acme.omar, conversation_id=chat.pk, client_id=new_id())
    minutes_pass(60)
    assert take_due_step(conversation_id=chat.pk) is None
    assert Conversation.objects.get().due_at is None
