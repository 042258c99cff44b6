"""A worker keeps the mood of each chat, and does once what follows from it."""

import time
from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from chat import actions, calling, events
from chat.actions.forgetting import empty_chats
from chat.actions.triage import set_priority
from chat.models import Author, Conversation, Entry, Priority
from chat.mood import choices, upset
from chat.mood.feeling import feel, forget_moods
from chat.posts import Post
from chat.reading import summary
from chat.tending import look_after_chats
from chat.writer import write

ANGRY = "THIS IS RIDICULOUS!! Let me speak to a manager, your service is useless"


@pytest.fixture
def told(monkeypatch):
    """Pushes by type, and what people are called for."""
    frames, calls = [], []
    monkeypatch.setattr("chat.mood.calling.announce", frames.extend)
    monkeypatch.setattr("chat.mood.feeling.announce", frames.extend)
    monkeypatch.setattr(
        "chat.mood.calling.push_later", lambda chat, step, whom: calls.append((step, whom))
    )
    return {"frames": frames, "calls": calls}


@pytest.fixture
def chat(in_acme, new_id, told):
    class Chat:
        def asks(self, *words):
            """Over the fast path, once there is a chat."""
            for body in words:
                if not hasattr(self, "pk"):
                    posted = actions.post_visitor_message(
                        visitor=in_acme.visitor, client_id=new_id(), body=body
                    )
                    self.pk = posted.entry.conversation_id
                    continue
                post = Post(in_acme.acme.pk, self.pk, new_id(), body, in_acme.visitor)
                (done,) = write([post])
                assert not isinstance(done, Exception)

        def answers(self, body="One moment, please."):
            actions.post_operator_message(
                member=in_acme.omar, conversation_id=self.pk, client_id=new_id(), body=body
            )

        def waits(self, **delta):
            by = timedelta(**delta)
            Entry.objects.filter(conversation=self.pk).update(at=F("at") - by)
            rows = Conversation.objects.filter(pk=self.pk)
            rows.update(waiting_since=F("waiting_since") - by, mood_due_at=F("mood_due_at") - by)

        def now(self):
            return Conversation.objects.get(pk=self.pk)

        def changes(self):
            rows = Entry.objects.filter(conversation=self.pk, kind="changed").order_by("seq")
            return [(row.data["what"], row.public_seq) for row in rows]

    chat = Chat()
    chat.asks("Hello, where is my order 4711?")
    return chat


def test_an_outburst_marks_the_chat_once_and_makes_it_urgent(in_acme, chat, told):
    assert feel(in_acme.acme) == 0
    chat.answers()
    chat.asks(ANGRY)
    assert not upset(chat.now())
    assert (feel(in_acme.acme), feel(in_acme.acme)) == (1, 0)
    now = chat.now()
    assert upset(now)
    assert now.priority == Priority.HIGH
    assert now.mood == now.mood_peak >= 60
    assert now.mood_signals[0]["signal"] == "complaint"
    assert chat.changes() == [("upset", None), ("raised", None)]  # for operators' eyes alone
    assert now.mood_seq == now.last_seq


def test_supervisors_are_told_once_for_each_rise(in_acme, chat, told):
    chat.asks(ANGRY)
    feel(in_acme.acme)
    chat.asks("AND I AM FURIOUS!!")
    feel(in_acme.acme)
    alerts = [push.frame for push in told["frames"] if push.frame["type"] == "alert"]
    frame = {"type": "alert", "step": "upset", "conversation": chat.pk, "whom": "overseers"}
    assert (alerts, told["calls"]) == ([frame], [("upset", None)])
    assert calling.others["upset"].is_true_still(chat.now())
    for _ in range(3):
        chat.answers("I am sorry. It comes at 4 pm.")
        chat.asks("Perfect, thank you, that works")
    feel(in_acme.acme)
    assert not upset(chat.now())
    assert not calling.others["upset"].is_true_still(chat.now())
    chat.asks(ANGRY, ANGRY + " again?!")
    feel(in_acme.acme)
    assert len(told["calls"]) == 2


def test_what_was_set_by_hand_stays(in_acme, chat, new_id):
    for priority in (Priority.HIGH, Priority.LOW):
        set_priority(
            member=in_acme.omar, conversation_id=chat.pk, client_id=new_id(), priority=priority
        )
    chat.asks(ANGRY)
    feel(in_acme.acme)
    assert (chat.now().priority, upset(chat.now())) == (Priority.LOW, True)


def test_waiting_alone_raises_it_as_time_goes_by_and_upsets_nobody(in_acme, chat, told):
    feel(in_acme.acme)
    assert chat.now().mood_due_at is not None
    chat.waits(minutes=3, seconds=10)
    assert feel(in_acme.acme) == 1
    slow = {"signal": "slow", "points": 12, "seq": 1}
    (part,) = chat.now().mood_signals
    assert part.items() >= slow.items()
    chat.waits(hours=9)
    feel(in_acme.acme)
    assert not upset(chat.now())
    assert chat.now().mood_due_at is None
    shown = [push.frame["conversation"]["mood"]["score"] for push in told["frames"]]
    assert shown == [12, 24]  # pushed to the lists of all consoles
    assert {push.group for push in told["frames"]} == {events.inbox_group(in_acme.acme.pk)}


def test_an_answer_ends_the_wait(in_acme, chat):
    chat.waits(minutes=1, seconds=30)
    feel(in_acme.acme)
    assert chat.now().mood == 4
    chat.answers()
    feel(in_acme.acme)
    assert (chat.now().mood, chat.now().mood_due_at) == (0, None)


def test_whoever_rests_until_the_morning_is_not_kept_waiting_by_anybody(in_acme, chat):
    chat.waits(hours=9)
    feel(in_acme.acme, resting={chat.pk})
    assert chat.now().mood == 0


def test_it_is_part_of_looking_after_a_company(in_acme, chat):
    chat.asks(ANGRY)
    look_after_chats(in_acme.acme)
    assert upset(chat.now())


def test_a_closed_chat_keeps_what_it_came_to_and_calls_nobody(in_acme, chat, told, new_id):
    chat.answers()
    chat.asks(ANGRY)
    actions.close(member=in_acme.omar, conversation_id=chat.pk, client_id=new_id())
    feel(in_acme.acme)
    assert chat.now().mood_peak >= 60
    assert (told["calls"], chat.changes(), upset(chat.now())) == ([], [], False)


def test_it_goes_with_the_words(in_acme, chat, new_id):
    chat.answers()
    chat.asks(ANGRY)
    actions.close(member=in_acme.omar, conversation_id=chat.pk, client_id=new_id())
    feel(in_acme.acme)
    empty_chats(closed_before=timezone.now(), most=10)
    feel(in_acme.acme)
    now = chat.now()
    assert (now.mood, now.mood_peak, now.mood_signals) == (0, 0, [])


def test_a_company_sets_its_own_thresholds_or_wants_none_of_it(in_acme, chat, told):
    choices.keep(in_acme.acme, choices.Choices(upset=90, raises=False, tells=False, calls=95))
    chat.asks(ANGRY)
    feel(in_acme.acme)
    assert (upset(chat.now()), told["calls"]) == (False, [])
    choices.keep(in_acme.acme, choices.Choices(upset=30, raises=False, tells=False))
    chat.asks("Well?")
    feel(in_acme.acme)
    assert (upset(chat.now()), chat.now().priority) == (True, Priority.NORMAL)
    choices.keep(in_acme.acme, choices.Choices(is_on=False))
    forget_moods()
    chat.asks(ANGRY)
    assert feel(in_acme.acme) == 0
    assert (chat.now().mood, upset(chat.now())) == (0, False)


def test_the_summary_of_operators_has_it(in_acme, chat):
    chat.asks(ANGRY)
    feel(in_acme.acme)
    mood = summary(chat.pk)["mood"]
    assert mood["trend"] == "rising"
    assert mood["upset_since"] is not None
    assert set(mood["signals"][0]) == {"signal", "points", "seq", "detail"}


def test_what_is_said_by_itself_is_not_felt_as_the_customers(in_acme, chat):
    Entry.objects.filter(conversation=chat.pk).update(author=Author.AUTOMATIC, body=ANGRY)
    feel(in_acme.acme)
    assert chat.now().mood == 0


def test_it_costs_a_worker_little(in_acme, chat):
    chat.asks(*[f"{ANGRY} {number}" for number in range(40)])
    began = time.process_time()
    feel(in_acme.acme)
    assert time.process_time() - began < 0.5
