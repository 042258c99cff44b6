"""A step is due in the very moment its situation ends: it is taken before that, or never. Nothing
sleeps: the moments are moved, and the order is chosen (tests/queue/racing.py)."""

from collections.abc import Callable
from datetime import timedelta
from typing import NamedTuple

import pytest
from django.db.models import F
from django.utils import timezone

from chat import actions, agenda
from chat.actions import offers, transfer
from chat.actions.blocking import block
from chat.actions.signals import give_signal
from chat.actions.snoozing import snooze
from chat.actions.steps import take_due_step
from chat.actions.transfer_targets import Target
from chat.models import Agenda, Conversation, Entry, Status, Visitor
from chat.posts import Post
from chat.queue.dispatch import dispatch
from chat.queue.returning import return_chats_of_the_gone
from chat.tending import look_after_chats, tend
from chat.writer import write
from tenants.models import Membership, Routing, Tenant


class Ending(NamedTuple):
    """`prepare(world)` gets ready and returns what ends the situation; `at`: where it has done so,
    and has not committed yet."""

    prepare: Callable[["World"], Callable[[], object]]
    at: str


class World:
    """One chat of Acme, Omar and Sam there."""

    def __init__(self, cast, chat, doing, comes_online, new_id):
        self.cast, self.chat, self.new_id = cast, chat, new_id
        self.doing, self.comes_online = doing, comes_online
        self.visitor = Visitor.objects.get(current=chat)

    def by(self, action, member=None, **more):
        return self.doing(action, member or self.cast.omar, self.chat, **more)

    def posts(self, author, body="Here"):
        post = Post(self.cast.acme.pk, self.chat, self.new_id(), body, author)
        return lambda: write([post])

    def hands_over(self):
        self.comes_online(self.cast.sam)
        to = Target(member_id=self.cast.sam.pk)
        self.by(transfer.ask, to=to, summary="A summary")()
        return self.by(transfer.accept, self.cast.sam)

    def is_offered(self):
        Tenant.objects.update(routing=Routing.OFFER)
        self.cast.acme.routing = Routing.OFFER
        self.comes_online(self.cast.omar)
        dispatch(self.cast.acme)
        return self.by(offers.accept)

    def is_given(self):
        self.comes_online(self.cast.omar)
        return lambda: dispatch(self.cast.acme)

    def asks_for_simpler_words(self):
        last = Conversation.objects.get(pk=self.chat).last_public_seq
        of = {"visitor": self.visitor, "client_id": self.new_id(), "seq": last}
        return lambda: give_signal(**of, signal="explain")

    def says(self, body):
        of = {"visitor": self.visitor, "client_id": self.new_id(), "body": body}
        return lambda: actions.post_visitor_message(**of)


ANSWER = Ending(
    lambda w: w.by(actions.post_operator_message, body="Here"), "chat.actions.posting.append"
)
FAST_ANSWER = Ending(lambda w: w.posts(w.cast.omar), "chat.writer.announce_entries")
CLOSE = Ending(lambda w: w.by(actions.close), "chat.actions.assignment.append")
BLOCK = Ending(
    lambda w: w.by(block, w.cast.sam, period="day", reason="Rude"), "chat.actions.blocking.append"
)
RELEASE = Ending(lambda w: w.by(actions.release), "chat.actions.assignment.append")
HAND_OVER = Ending(World.hands_over, "chat.actions.transfer.append")
OPERATOR_GONE = Ending(
    lambda w: lambda: return_chats_of_the_gone(w.cast.acme), "chat.queue.returning.append"
)
TAKE = Ending(lambda w: w.by(actions.take), "chat.actions.assignment.append")
ACCEPT = Ending(World.is_offered, "chat.actions.offers.append")
GIVE = Ending(World.is_given, "chat.queue.dispatch.append")
WORD = Ending(lambda w: w.says("I am here"), "chat.actions.posting.append")
FAST_WORD = Ending(lambda w: w.posts(w.visitor), "chat.writer.announce_entries")
SIGNAL = Ending(World.asks_for_simpler_words, "chat.actions.signals.append")
SNOOZE = Ending(
    lambda w: w.by(snooze, until=timezone.now() + timedelta(hours=1)),
    "chat.actions.snoozing.append",
)

# (what is silent, what ends it)
ENDINGS = [
    *(("nobody_has_it", each) for each in (TAKE, ANSWER, ACCEPT, GIVE, CLOSE, BLOCK)),
    *(
        ("operator_silent", each)
        for each in (ANSWER, FAST_ANSWER, CLOSE, BLOCK, RELEASE, HAND_OVER, OPERATOR_GONE)
    ),
    *(("customer_silent", each) for each in (WORD, FAST_WORD, SIGNAL, SNOOZE, CLOSE, FAST_ANSWER)),
]
NAMES = {id(value): name.lower() for name, value in globals().items() if isinstance(value, Ending)}


def everybody_waited(minutes):
    """As if everything had happened so much earlier."""
    shift = timedelta(minutes=minutes)
    Conversation.objects.update(situation_at=F("situation_at") - shift, due_at=F("due_at") - shift)


def log(chat):
    rows = Entry.objects.filter(conversation=chat).order_by("seq")
    return [row.data.get("step", row.kind) for row in rows]


def steps(chat):
    rows = Entry.objects.filter(conversation=chat, kind="step").order_by("seq")
    return [row.data["step"] for row in rows]


@pytest.fixture
def world(at_work, asks, doing, comes_online, new_id):
    return World(at_work, asks(), doing, comes_online, new_id)


@pytest.fixture
def silence(world):
    """Lets somebody be silent until the first step of their ladder is due."""

    def begin(whose):
        if whose == "operator_silent":
            world.by(actions.take)()
        elif whose == "customer_silent":
            world.by(actions.post_operator_message, body="Hello!")()

    return begin


@pytest.mark.parametrize(
    ("whose", "ending"), ENDINGS, ids=[f"{whose}-{NAMES[id(each)]}" for whose, each in ENDINGS]
)
def test_no_step_once_what_ends_its_silence_has_the_chat(world, race, silence, whose, ending):
    """The relay looks while the other is not committed yet: it passes over the chat, and finds
    nothing due when it looks again."""
    silence(whose)
    ends = ending.prepare(world)
    before = steps(world.chat)
    everybody_waited(5.1 if whose == "customer_silent" else 1.1)
    step = lambda: take_due_step(conversation_id=world.chat)  # noqa: E731
    done, taken = race(ends, step, at=ending.at)
    assert not isinstance(done, Exception), done
    assert (taken, race.second_waited) == (None, False)
    assert step() is None
    assert steps(world.chat) == before


@pytest.mark.parametrize(
    ("whose", "ending"), ENDINGS, ids=[f"{whose}-{NAMES[id(each)]}" for whose, each in ENDINGS]
)
def test_a_step_that_was_first_stands_before_what_ends_its_silence(
    world, race, silence, whose, ending
):
    """Whatever ends it waits for the step, is not lost, and no other step follows."""
    silence(whose)
    ends = ending.prepare(world)
    everybody_waited(5.1 if whose == "customer_silent" else 1.1)
    step = lambda: take_due_step(conversation_id=world.chat)  # noqa: E731
    taken, done = race(step, ends, at="chat.actions.steps.append")
    assert taken in ("tell_everybody", "nudge", "check")
    assert not isinstance(done, Exception), done
    entries = log(world.chat)
    assert entries.count(taken) == 1
    if ending not in (GIVE, OPERATOR_GONE):  # workers: they pass over it and come again
        assert entries.index(taken) < len(entries) - 1
        assert [
            step for step in entries[entries.index(taken) + 1 :] if step in ("nudge", "check")
        ] == []


# --- The last steps change whose chat it is ------------------------------------------------------


def test_a_word_in_the_moment_of_the_kind_closing_opens_it_again(world, race, silence):
    world.comes_online(world.cast.omar)
    silence("customer_silent")
    Conversation.objects.update(step=1)
    everybody_waited(15.1)
    Conversation.objects.update(due_at=timezone.now())
    step = lambda: take_due_step(conversation_id=world.chat)  # noqa: E731
    taken, _ = race(step, world.posts(world.visitor, "Wait!"), at="chat.actions.steps.append")
    assert taken == "goodbye"
    assert log(world.chat)[-3:] == ["closed", "reopened", "message"]
    row = Conversation.objects.get()
    assert (row.status, row.operator) == (Status.OPEN, world.cast.omar)


def test_an_answer_in_the_moment_of_the_reassignment_takes_it_back(world, race, silence):
    silence("operator_silent")
    Conversation.objects.update(step=3)
    everybody_waited(6.1)
    Conversation.objects.update(due_at=timezone.now())
    step = lambda: take_due_step(conversation_id=world.chat)  # noqa: E731
    taken, _ = race(step, world.posts(world.cast.omar), at="chat.actions.steps.append")
    assert taken == "reassign"
    assert log(world.chat)[-3:] == ["assigned", "assigned", "message"]
    row = Conversation.objects.get()
    assert (row.status, row.operator, row.waiting_since) == (Status.OPEN, world.cast.omar, None)


# --- Several relays, and those that die ----------------------------------------------------------


def test_two_relays_take_a_step_once_and_the_second_does_not_wait(world, race, silence):
    silence("operator_silent")
    everybody_waited(1.1)
    step = lambda: take_due_step(conversation_id=world.chat)  # noqa: E731
    assert race(step, step, at="chat.actions.steps.append") == ("nudge", None)
    assert not race.second_waited
    assert steps(world.chat) == ["nudge"]


def test_what_a_worker_could_not_finish_is_done_once_by_the_next(world, silence, monkeypatch):
    world.comes_online(world.cast.omar)
    silence("operator_silent")
    everybody_waited(1.1)

    def dies(*_):
        raise RuntimeError("the worker is gone")

    with monkeypatch.context() as patch:
        patch.setattr("chat.actions.steps.alert", dies)  # the last thing in its transaction
        with pytest.raises(RuntimeError):
            take_due_step(conversation_id=world.chat)
    assert steps(world.chat) == []
    look_after_chats(world.cast.acme)
    assert steps(world.chat) == ["nudge"]


def test_a_company_whose_worker_died_is_looked_at_by_another(world, silence):
    world.comes_online(world.cast.omar)
    silence("operator_silent")
    everybody_waited(1.1)
    company = world.cast.acme.pk
    assert agenda.claim(company, only_if_due=False)  # and nothing more is heard of it
    tend(company, only_if_due=True)
    assert steps(world.chat) == []
    Agenda.objects.update(due_at=F("due_at") - agenda.CLAIM_FOR)
    assert agenda.due_companies(10) == [company]
    tend(company, only_if_due=True)
    assert steps(world.chat) == ["nudge"]


def test_who_left_the_widget_is_let_go_in_the_end_and_the_chat_with_them(world, silence):
    """A closed browser says nothing; the ladder of the silent customer ends what it began."""
    silence("customer_silent")
    Membership.objects.update(online_until=None)
    for minutes in (5.1, 9.9):
        everybody_waited(minutes)
        look_after_chats(world.cast.acme)
    assert steps(world.chat) == ["check", "goodbye"]
    row = Conversation.objects.get()
    assert (row.status, row.due_at) == (Status.CLOSED, None)
