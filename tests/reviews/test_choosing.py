"""Which finished chats come into the queue: each closing once, whatever the reasons."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from chat import actions
from chat.models import Conversation, Entry
from feedback.actions import promises
from feedback.models import ChatScore, FollowUp, ReviewRule, ReviewTask
from feedback.reviews.rules import RULES, Found
from feedback.reviews.sampling import draw, sample_weeks
from helpdesk.tenancy import tenant_scope


@pytest.fixture(autouse=True)
def _without_sample(in_acme, look):
    """But where a test is about it."""
    look()
    from feedback.reviews.rules import rules_of

    rules_of(in_acme.acme)
    ReviewRule.objects.filter(reason="sample").update(is_on=False)


def reasons():
    return [(task.closing, task.reasons) for task in ReviewTask.objects.order_by("closing")]


def test_a_low_rating_comes_into_the_queue_once_however_often_anybody_looks(new_chat, look):
    chat = new_chat()
    ask = chat.closes()
    look()
    assert ChatScore.objects.get().scored_at and reasons() == []
    for score in (2, 1):
        chat.rates(ask, score, is_open=True)
        for _ in range(2):
            look()
    assert reasons() == [(ask.closing, ["low_rating"])]
    due = ReviewTask.objects.get().due_at - timezone.now()
    assert timedelta(days=1) < due < timedelta(days=2, minutes=1)


def test_a_rating_given_anonymously_leads_nobody_to_its_chat(new_chat, look):
    chat = new_chat()
    chat.rates(chat.closes(), 1)
    look()
    assert reasons() == []


def test_a_chat_that_goes_on_is_counted_again_when_it_is_closed_again(new_chat, look):
    chat = new_chat()
    first = chat.closes()
    chat.rates(first, 1, is_open=True)
    look()
    chat.asks_something("One more thing?")
    actions.take(member=chat.operator, conversation_id=chat.pk, client_id=chat.new_id())
    chat.is_answered("Yes?")
    second = chat.closes()
    look()
    assert [row.score is not None for row in ChatScore.objects.all()] == [True, True]
    assert reasons() == [(first.closing, ["low_rating"])]
    chat.rates(second, 2, is_open=True)
    look()
    assert reasons() == [(second.closing, ["low_rating"])]  # what nobody began on moves along


def test_a_long_silence_and_a_trainee_are_reasons(in_acme, new_chat, look):
    chat = new_chat(operator=in_acme.tess)
    later = Entry.objects.filter(conversation=chat.pk, author="operator")
    chat.asks_something("And then?")
    chat.is_answered("Then it comes.")
    later.filter(body="Then it comes.").update(at=timezone.now() + timedelta(minutes=6))
    chat.closes()
    look()
    assert reasons() == [(ChatScore.objects.get().closing, ["long_gap", "trainee"])]


def test_a_promise_broken_after_the_chat_is_over_is_a_reason(in_acme, new_chat, look, new_id):
    chat = new_chat()
    due = timezone.now() + timedelta(hours=2)
    promises.promise(
        member=in_acme.omar,
        conversation_id=chat.pk,
        client_id=new_id(),
        what="the price",
        due_at=due,
        keeper_id=in_acme.omar.pk,
    )
    chat.closes()
    look()
    assert reasons() == []
    row = FollowUp.objects.get()
    promises.drop_promise(
        member=in_acme.omar,
        conversation_id=chat.pk,
        client_id=new_id(),
        follow_up_id=row.pk,
        why="It is sold out.",
    )
    look()
    assert [told for _, told in reasons()] == [["broken_promise"]]


def test_each_rule_has_its_edge_and_can_be_off(in_acme, new_chat, look):
    nothing = {"rating": None, "upset": 0, "gap_s": 0}
    nothing |= {"has_broken_promise": False, "is_by_trainee": False}
    edges = {
        "low_rating": ("rating", 2, 3),
        "frustration": ("upset", 65, 64),
        "long_gap": ("gap_s", 300, 299),
        "broken_promise": ("has_broken_promise", True, False),
        "trainee": ("is_by_trainee", True, False),
    }
    for reason, (name, hit, miss) in edges.items():
        rule = RULES[reason]
        assert rule.holds(Found(**nothing | {name: hit}), rule.threshold), reason
        assert not rule.holds(Found(**nothing | {name: miss}), rule.threshold), reason
    ReviewRule.objects.filter(reason="low_rating").update(is_on=False)
    chat = new_chat()
    chat.rates(chat.closes(), 1, is_open=True)
    look()
    assert reasons() == []


def test_in_a_sandbox_nothing_is_reviewed(in_acme, cast, new_chat, look):
    cast.globex.sandbox_of, cast.globex.sandbox_for_id = cast.acme, cast.tess.user_id
    type(cast.globex).objects.filter(pk=cast.acme.pk).update(
        sandbox_of=cast.globex, sandbox_for=cast.tess.user_id
    )
    new_chat().closes()
    look()
    assert not ChatScore.objects.exists()


def test_nobody_is_coached_where_nobody_answered(in_acme, new_id, look):
    posted = actions.post_visitor_message(
        visitor=in_acme.visitor, client_id=new_id(), body="Anybody?"
    )
    of = {"conversation_id": posted.entry.conversation_id, "client_id": new_id()}
    actions.close(member=in_acme.sam, **of)
    ChatScore.objects.update(operator=None)
    look()
    assert ChatScore.objects.get().scored_at and reasons() == []


# --- The sample -----------------------------------------------------------------------------------


def test_the_draw_follows_from_its_seed():
    week = date(2026, 3, 2)
    drawn = draw(range(100), seed="a1b2", week=week, operator=7, most=3)
    assert drawn == draw(reversed(range(100)), seed="a1b2", week=week, operator=7, most=3)
    others = [
        draw(range(100), seed="a1b3", week=week, operator=7, most=3),
        draw(range(100), seed="a1b2", week=week + timedelta(days=7), operator=7, most=3),
        draw(range(100), seed="a1b2", week=week, operator=8, most=3),
    ]
    assert len(drawn) == 3 and drawn not in others
    assert draw([5, 5], seed="", week=week, operator=1, most=3) == [5]


def test_last_weeks_chats_are_drawn_from_once(in_acme, new_chat, look):
    ReviewRule.objects.filter(reason="sample").update(is_on=True, threshold=2, sampled_until=None)
    chats = [new_chat() for _ in range(4)]
    for chat in chats:
        chat.closes()
    look()
    assert reasons() == []  # this week is not over
    ChatScore.objects.update(closed_at=timezone.now() - timedelta(days=7))
    ReviewRule.objects.filter(reason="sample").update(sampled_until=None)
    assert sample_weeks(in_acme.acme) == 2
    assert sample_weeks(in_acme.acme) == 0
    rule = ReviewRule.objects.get(reason="sample")
    week = rule.sampled_until - timedelta(days=7)
    ids = [chat.pk for chat in chats]
    drawn = draw(ids, seed=rule.seed, week=week, operator=in_acme.omar.pk, most=2)
    assert sorted(drawn) == sorted(ReviewTask.objects.values_list("conversation", flat=True))
    assert rule.seed


def test_another_company_sees_none_of_it(cast, rated):
    with tenant_scope(cast.globex):
        assert not ReviewTask.objects.exists() and not ChatScore.objects.exists()
    assert Conversation.objects.exists()
