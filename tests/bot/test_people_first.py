"""Nobody waits longer because of the bot, and one tap fetches a person."""

from datetime import timedelta

import pytest
from django.utils import timezone

from chat import actions
from chat.bot.models import BotAnswer
from chat.bot.tending import answer_first
from chat.console import more_words  # noqa: F401  the console is wired
from chat.models import Conversation, Status
from chat.tending import look_after_chats
from tenants.hours import keep_week
from tenants.models import Membership, Routing
from tests.bot.conftest import KNOWN, UNKNOWN

QUEUE = ("status", "queued_at", "priority", "situation_at", "step", "due_at", "waiting_since")


def test_the_chat_is_in_the_queue_as_if_there_were_no_bot(bot, chat):
    chat.says(KNOWN, tended=False)
    before = {name: getattr(chat.now(), name) for name in QUEUE}
    chat.tend()
    assert len(chat.bot_said()) == 1
    assert {name: getattr(chat.now(), name) for name in QUEUE} == before
    assert chat.now().status == Status.WAITING and chat.now().shown["place"] == 1


def test_the_ladder_keeps_its_times(bot, chat, in_acme):
    chat.says(KNOWN)
    earlier = timezone.now() - timedelta(seconds=31)
    Conversation.objects.update(situation_at=earlier, due_at=timezone.now())
    chat.tend()
    assert [entry.data for entry in chat.log() if entry.kind == "step"] == [
        {"step": "tell_everybody"}
    ]


def test_whoever_is_free_gets_the_chat_at_once_with_the_answer_in_it(bot, chat, in_acme):
    now = timezone.now()
    Membership.objects.filter(pk=in_acme.omar.pk).update(
        online_until=now + timedelta(minutes=5), active_at=now
    )
    in_acme.acme.routing = Routing.ASSIGN
    chat.says(KNOWN, tended=False)
    look_after_chats(in_acme.acme)
    assert chat.now().operator == in_acme.omar
    kinds = [entry.data.get("auto", entry.kind) for entry in chat.log()]
    assert kinds == ["message", "acknowledgement", "bot", "assigned"]
    chat.taps("yes")  # is said to Omar
    assert chat.now().status == Status.OPEN and len(chat.bot_said()) == 1


def test_yes_closes_kindly(bot, chat):
    chat.says(KNOWN)
    chat.taps("yes")
    assert chat.now().status == Status.CLOSED and chat.row().state == "solved"
    assert chat.answers()[0].helped is True
    assert chat.told() == ["solved"]
    assert [entry.kind for entry in chat.log()][-2:] == ["message", "closed"]
    assert "You are welcome" in chat.log()[-2].body
    assert chat.log()[-1].data == {"by": "automatic"}


def test_no_fetches_a_person_who_sees_everything(bot, chat, in_acme):
    chat.says(KNOWN)
    queued = chat.now().queued_at
    chat.taps("person")
    assert chat.answers()[0].helped is False
    assert chat.told() == ["not_helped"]
    assert "A person answers you here. You keep your place" in chat.last().body
    assert (chat.now().status, chat.now().queued_at) == (Status.WAITING, queued)
    chat.says(KNOWN)
    assert len(chat.bot_said()) == 2  # silent from here on


def test_talk_to_a_person_before_it_has_answered(bot, chat):
    chat.says("Hello!")
    chat.taps("person")
    assert chat.told() == ["asked"] and not BotAnswer.objects.exists()
    assert "A person answers you here" in chat.last().body


def test_while_nobody_is_there_it_answers_and_promises_nobody(bot, chat, in_acme):
    keep_week(in_acme.acme, {})
    in_acme.acme.last_left_at = timezone.now() - timedelta(days=1)
    in_acme.acme.save()
    chat.says(KNOWN)
    assert len(chat.answers()) == 1 and chat.now().due_at is None  # left: nobody is called
    chat.taps("person")
    assert "Nobody is here just now. Your question is safe" in chat.last().body
    assert chat.now().due_at is None


def test_a_tap_on_what_is_not_offered_any_more_is_only_words(bot, chat, in_acme):
    chat.says(KNOWN)
    first = chat.last().data["taps"]["yes"]
    chat.says(UNKNOWN)  # handed over: the offer is gone
    chat.says(first, is_option=True)
    assert chat.now().status == Status.WAITING
    assert "option" not in chat.log()[-1].data


def test_a_retried_tap_counts_once(bot, chat, new_id, in_acme):
    from chat.enclosed import Enclosed

    chat.says(KNOWN)
    again = {"client_id": new_id(), "body": chat.last().data["taps"]["person"]}
    for _ in range(2):
        actions.post_visitor_message(
            visitor=in_acme.visitor, enclosed=Enclosed(is_option=True), **again
        )
    assert chat.told() == ["not_helped"]


@pytest.mark.parametrize("worker", ["first", "second"])
def test_a_chat_another_worker_holds_is_left_to_it(bot, chat, in_acme, worker):
    """The claim is the chat's row: what is heard is heard once."""
    chat.says(KNOWN, tended=False)
    assert answer_first(in_acme.acme) == 1
    assert answer_first(in_acme.acme) == 0
