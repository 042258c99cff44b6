"""Nobody is left in silence: each step once, and none after it is over."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F

from chat import actions, alerts
from chat.actions.steps import take_due_step
from chat.ladder import LADDERS, STEPS, Situation, own_thresholds
from chat.models import Conversation, Entry, Status, Visitor
from chat.phrases import PHRASES, phrase
from chat.posts import Post
from chat.queue.dispatch import dispatch
from chat.reading import summary
from chat.tending import tend
from chat.writer import write
from helpdesk.tenancy import tenant_scope
from tenants.models import Tenant


def minutes_pass(minutes):
    """As if everything had happened so much earlier."""
    shift = timedelta(minutes=minutes)
    Conversation.objects.update(situation_at=F("situation_at") - shift, due_at=F("due_at") - shift)


def live(minutes, conversation_id):
    """Time passes, and a worker looks every ten seconds."""
    while minutes > 0:
        minutes_pass(min(minutes, 1 / 6))
        minutes -= 1 / 6
        climb(conversation_id)


def steps(conversation_id):
    rows = Entry.objects.filter(conversation=conversation_id, kind="step").order_by("seq")
    return [row.data["step"] for row in rows]


def said(conversation_id):
    rows = Entry.objects.filter(conversation=conversation_id, author="automatic").order_by("seq")
    return [row.data["auto"] for row in rows]


USUAL = {name: step.after_s for name, step in STEPS.items()}


def due_after(chat):
    chat.refresh_from_db()
    return chat.due_at - chat.situation_at


def answer_and_ask(cast, chat, new_id):
    """Over the fast path."""
    visitor = Visitor.objects.get(pk=chat.visitor_id)
    for author, body in ((cast.omar, "Yes?"), (visitor, "And now?")):
        write([Post(cast.acme.pk, chat.pk, new_id(), body, author)])


def climb(conversation_id):
    while take_due_step(conversation_id=conversation_id):
        pass


def test_a_chat_nobody_takes(in_acme, somebody_asks):
    chat = somebody_asks()
    live(3, chat.pk)
    assert steps(chat.pk) == ["tell_everybody", "tell_supervisors", "offer_follow_up"]
    assert said(chat.pk) == ["acknowledgement", "offer_follow_up"]


def test_each_step_waits_for_its_time(in_acme, somebody_asks):
    chat = somebody_asks()
    live(0.6, chat.pk)
    assert steps(chat.pk) == ["tell_everybody"]


def test_an_operator_who_falls_silent(in_acme, somebody_asks, new_id):
    chat = somebody_asks()
    actions.take(member=in_acme.omar, conversation_id=chat.pk, client_id=new_id())
    live(6.1, chat.pk)
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
    live(4, chat.pk)
    assert steps(chat.pk) == []


def test_a_customer_who_falls_silent_is_asked_and_let_go(in_acme, somebody_asks, new_id):
    chat = somebody_asks()
    actions.post_operator_message(
        member=in_acme.omar, conversation_id=chat.pk, client_id=new_id(), body="Hello!"
    )
    live(16, chat.pk)
    assert said(chat.pk) == ["acknowledgement", "check", "goodbye"]
    assert Conversation.objects.get().status == Status.CLOSED


def test_the_next_word_opens_it_again(in_acme, comes_online, new_id):
    comes_online(in_acme.omar)
    asked = actions.post_visitor_message(visitor=in_acme.visitor, client_id=new_id(), body="Hello?")
    chat_id = asked.entry.conversation_id
    actions.post_operator_message(
        member=in_acme.omar, conversation_id=chat_id, client_id=new_id(), body="Hello!"
    )
    live(16, chat_id)
    actions.post_visitor_message(visitor=in_acme.visitor, client_id=new_id(), body="Back")
    chat = Conversation.objects.get()
    assert (chat.status, chat.operator) == (Status.OPEN, in_acme.omar)
    live(1.1, chat_id)
    assert steps(chat_id)[-1] == "nudge"


def test_the_company_has_its_own_thresholds(in_acme, somebody_asks):
    in_acme.acme.ladder = {"tell_everybody": 300}
    in_acme.acme.save()
    chat = somebody_asks()
    live(4, chat.pk)
    assert steps(chat.pk) == []


def test_a_step_that_is_off_is_not_taken_and_those_after_it_are(in_acme, somebody_asks):
    wanted = USUAL | {"tell_everybody": None}
    in_acme.acme.ladder = own_thresholds(wanted)
    in_acme.acme.save()
    chat = somebody_asks()
    assert chat.due_at - chat.situation_at == timedelta(seconds=60)
    live(3, chat.pk)
    assert steps(chat.pk) == ["tell_supervisors", "offer_follow_up"]


@pytest.mark.parametrize("off, first_due", [(["nudge"], 120), (["nudge", "hold"], 240)])
def test_the_fast_path_skips_what_is_off_too(in_acme, somebody_asks, new_id, off, first_due):
    in_acme.acme.ladder = own_thresholds(USUAL | dict.fromkeys(off))
    in_acme.acme.save()
    chat = somebody_asks()
    actions.take(member=in_acme.omar, conversation_id=chat.pk, client_id=new_id())
    careful = due_after(chat)
    answer_and_ask(in_acme, chat, new_id)
    assert careful == due_after(chat) == timedelta(seconds=first_due)


def test_with_every_step_off_nothing_is_ever_due(in_acme, somebody_asks, new_id):
    in_acme.acme.ladder = own_thresholds(dict.fromkeys(USUAL))
    in_acme.acme.save()
    chat = somebody_asks()
    assert chat.due_at is None
    actions.take(member=in_acme.omar, conversation_id=chat.pk, client_id=new_id())
    answer_and_ask(in_acme, chat, new_id)
    minutes_pass(24 * 60)
    climb(chat.pk)
    assert steps(chat.pk) == []


def test_a_ladder_that_was_made_longer_meanwhile_is_waited_for(in_acme, somebody_asks):
    chat = somebody_asks()
    Tenant.objects.update(ladder=own_thresholds(USUAL | {"tell_everybody": 50}))
    live(0.6, chat.pk)
    assert steps(chat.pk) == []
    live(0.3, chat.pk)
    assert steps(chat.pk) == ["tell_everybody"]


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
    live(3, chat.pk)
    assert Entry.objects.filter(conversation=chat, body="Busy bees, all of us.").exists()


def test_many_workers_take_each_step_once(committed_cast, new_id):
    cast = committed_cast
    with tenant_scope(cast.acme):
        asked = actions.post_visitor_message(
            visitor=cast.visitor, client_id=new_id(), body="Hello?"
        )

    def work(_):
        try:
            tend(cast.acme.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as workers:
        for minutes in (0.5, 0.5, 1):
            with tenant_scope(cast.acme):
                minutes_pass(minutes)
            list(workers.map(work, range(10)))
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


def test_after_an_outage_steps_keep_the_distance_they_were_meant_to_have(
    in_acme, somebody_asks, new_id
):
    """Nobody is asked whether they are there, and let go in the same breath."""
    chat = somebody_asks()
    actions.post_operator_message(
        member=in_acme.omar, conversation_id=chat.pk, client_id=new_id(), body="Hello!"
    )
    minutes_pass(60)
    climb(chat.pk)
    assert said(chat.pk) == ["acknowledgement", "check"]
    live(9.9, chat.pk)
    assert said(chat.pk) == ["acknowledgement", "check"]
    live(0.2, chat.pk)
    assert said(chat.pk) == ["acknowledgement", "check", "goodbye"]


@pytest.mark.parametrize("situation", Situation)
def test_every_ladder_goes_up(situation):
    times = [step.after_s for step in LADDERS[situation]]
    assert times == sorted(set(times))
    assert all(step.name in STEPS for step in LADDERS[situation])


def test_every_spoken_step_has_words():
    from chat.actions.steps import SPEAKING

    assert set(PHRASES) >= SPEAKING


def test_nothing_is_due_any_more_once_it_is_closed(in_acme, somebody_asks, new_id):
    chat = somebody_asks()
    actions.close(member=in_acme.omar, conversation_id=chat.pk, client_id=new_id())
    minutes_pass(60)
    assert take_due_step(conversation_id=chat.pk) is None
    assert Conversation.objects.get().due_at is None


# --- Colleagues help -----------------------------------------------------------------------------


def test_a_colleague_may_take_what_its_operator_left_in_silence(in_acme, somebody_asks, new_id):
    chat = somebody_asks()
    actions.take(member=in_acme.omar, conversation_id=chat.pk, client_id=new_id())
    with pytest.raises(actions.Refused, match="already_taken"):
        actions.take(member=in_acme.sam, conversation_id=chat.pk, client_id=new_id())
    live(4.1, chat.pk)
    assert summary(chat.pk)["wants_help"] is True
    actions.take(member=in_acme.sam, conversation_id=chat.pk, client_id=new_id())
    told, taken = list(Entry.objects.filter(conversation=chat).order_by("seq"))[-2:]
    assert told.data == {"step": "taken_over", "name": "Sam", "from": "Omar"}
    assert (told.public_seq, taken.data["name"]) == (None, "Sam")
    assert summary(chat.pk)["wants_help"] is False


def test_the_silent_one_cannot_take_their_own_chat_over(in_acme, somebody_asks, new_id):
    chat = somebody_asks()
    actions.take(member=in_acme.omar, conversation_id=chat.pk, client_id=new_id())
    live(4.1, chat.pk)
    with pytest.raises(actions.Refused, match="already_taken"):
        actions.take(member=in_acme.omar, conversation_id=chat.pk, client_id=new_id())


def test_an_answer_in_the_last_moment_ends_the_call_for_help(in_acme, somebody_asks, new_id):
    chat = somebody_asks()
    actions.take(member=in_acme.omar, conversation_id=chat.pk, client_id=new_id())
    live(4.1, chat.pk)
    actions.post_operator_message(
        member=in_acme.omar, conversation_id=chat.pk, client_id=new_id(), body="Sorry!"
    )
    with pytest.raises(actions.Refused, match="already_taken"):
        actions.take(member=in_acme.sam, conversation_id=chat.pk, client_id=new_id())


def test_a_reassigned_chat_does_not_come_straight_back(
    in_acme, comes_online, somebody_asks, new_id
):
    comes_online(in_acme.omar)
    chat = somebody_asks()
    actions.take(member=in_acme.omar, conversation_id=chat.pk, client_id=new_id())
    live(6.1, chat.pk)
    assert dispatch(in_acme.acme) == 0
    comes_online(in_acme.sam)
    assert dispatch(in_acme.acme) == 1
    assert Conversation.objects.get(pk=chat.pk).operator == in_acme.sam


def test_everybody_is_called_and_supervisors_by_name(in_acme, somebody_asks, called):
    chat = somebody_asks()
    live(3, chat.pk)
    assert called() == [("tell_everybody", "everybody"), ("tell_supervisors", "overseers")]


def test_the_operator_alone_is_nudged(in_acme, somebody_asks, new_id, called):
    chat = somebody_asks()
    actions.take(member=in_acme.omar, conversation_id=chat.pk, client_id=new_id())
    live(2.5, chat.pk)
    assert called() == [("nudge", "operator")]


@pytest.fixture
def called(monkeypatch):
    """(step, whom) of every alert pushed."""
    pushes = []
    monkeypatch.setattr(alerts, "announce", pushes.extend)
    return lambda: [(push.frame["step"], push.frame["whom"]) for push in pushes]


# --- Words ---------------------------------------------------------------------------------------


def test_ours_are_said_where_the_company_has_none_in_that_language(in_acme):
    in_acme.acme.words = {"hold": {"xx": "Momentito."}}
    assert phrase("hold", in_acme.acme, "en") == PHRASES["hold"]


def test_the_automatic_reply_of_the_settings_is_said_in_the_companys_language(in_acme):
    in_acme.acme.acknowledgement = "Got it!"
    assert phrase("acknowledgement", in_acme.acme, "en-GB") == "Got it!"
    assert phrase("acknowledgement", in_acme.acme, "") == "Got it!"
