"""Once a chat is really over, each time it is, and never somebody who was sent away."""

from datetime import timedelta

import pytest
from django.utils import timezone

from chat import actions
from chat.actions import transfer
from chat.actions.blocking import block
from chat.actions.merging import merge
from chat.actions.steps import take_due_step
from chat.actions.transfer_targets import Target
from chat.models import Conversation, Visitor
from feedback.models import Ask, SurveyVersion
from feedback.surveys import asking, versions
from tenants.models import Membership


def asked(chat):
    visitor = Visitor.objects.select_related("tenant").get(pk=chat.visitor.pk)
    return asking.open_survey(visitor, visitor.current_id)


def test_a_closed_chat_is_asked_about(chat):
    assert asked(chat) is None
    ask = chat.closes()
    assert (ask.operator, ask.closing) == (chat.operator, chat.now.last_seq)
    assert asked(chat)["id"] == ask.pk


def test_the_first_closing_makes_the_usual_survey(chat):
    chat.closes()
    version = SurveyVersion.objects.get()
    kinds = [(question.kind, question.about) for question in version.questions.all()]
    assert (version.number, version.scale, version.low) == (1, "faces", 2)
    assert kinds == [
        ("csat", "operator"),
        ("choice", "resolution"),
        ("ces", "effort"),
        ("text", "other"),
    ]


def test_an_automatic_closing_is_asked_about_too(chat):
    Conversation.objects.filter(pk=chat.pk).update(
        due_at=timezone.now(), step=1, situation_at=timezone.now() - timedelta(hours=2)
    )
    assert take_due_step(conversation_id=chat.pk) == "goodbye"
    assert len(chat.asks) == 1


def test_a_hand_over_is_not(chat, in_acme, new_id):
    """Whoever has it when it closes is who is rated."""
    now = timezone.now()
    Membership.objects.filter(pk=in_acme.sam.pk).update(online_until=now + timedelta(minutes=5))
    to = Target(member_id=in_acme.sam.pk)
    ids = {"conversation_id": chat.pk}
    transfer.ask(member=chat.operator, client_id=new_id(), to=to, summary="Spades.", why="", **ids)
    transfer.accept(member=in_acme.sam, client_id=new_id(), **ids)
    assert chat.asks == []
    actions.close(member=in_acme.sam, client_id=new_id(), **ids)
    assert [ask.operator for ask in chat.asks] == [in_acme.sam]


def test_putting_it_back_into_the_queue_is_not(chat, new_id):
    actions.release(member=chat.operator, conversation_id=chat.pk, client_id=new_id())
    assert chat.asks == []


def test_whoever_was_blocked_is_not(chat, new_id):
    block(
        member=chat.operator,
        conversation_id=chat.pk,
        client_id=new_id(),
        period="hour",
        reason="Threats",
    )
    assert chat.now.status == "closed" and chat.asks == []


def test_who_is_blocked_later_is_shown_nothing_any_more(survey, new_id):
    block(
        member=survey.chat.operator,
        conversation_id=survey.chat.pk,
        client_id=new_id(),
        period="hour",
        reason="Threats",
    )
    assert asked(survey.chat) is None
    with pytest.raises(actions.Refused, match="blocked"):
        survey.chat.rates(survey.ask, 1)


def test_a_chat_that_goes_on_in_another_one_is_not(in_acme, new_chat, new_id):
    first = new_chat()
    first.closes()
    Conversation.objects.filter(pk=first.pk).update(closed_at=timezone.now() - timedelta(days=9))
    second = new_chat(visitor=first.visitor)
    actions.reopen(member=first.operator, conversation_id=first.pk, client_id=new_id())
    before = len(first.asks)
    merge(member=in_acme.sam, conversation_id=second.pk, client_id=new_id(), other_id=first.pk)
    assert first.now.status == "closed"
    assert len(first.asks) == before and second.asks == []


def test_a_new_word_ends_the_question_and_the_next_closing_asks_anew(survey):
    chat = survey.chat
    chat.asks_something("One more thing")
    assert asked(chat) is None
    with pytest.raises(actions.Refused, match="not_now"):
        chat.rates(survey.ask, 5)
    again = chat.closes()
    assert again.pk != survey.ask.pk and asked(chat)["id"] == again.pk
    first, second = chat.asks
    assert first.ended_at is not None and second.ended_at is None


def test_a_rating_stays_when_the_chat_is_reopened_and_the_next_is_another(survey):
    chat = survey.chat
    chat.rates(survey.ask, 4)
    chat.asks_something("One more thing")
    assert asked(chat) is None
    chat.rates(chat.closes(), 2)
    assert [ask.ratings.get().score for ask in chat.asks] == [4, 2]


def test_reopening_and_closing_are_told_to_every_window(chat, told):
    ask = chat.closes()
    chat.asks_something("One more thing")
    surveys = [frame["survey"] for group, frame in told if group.endswith(f"v{chat.visitor.pk}")]
    assert [survey and survey["id"] for survey in surveys] == [ask.pk, None]


def test_a_company_that_asks_nothing(chat, in_acme):
    versions.change(versions.newest(in_acme.acme), is_on=False)
    assert chat.closes() is None


def test_a_retry_of_closing_asks_once(chat, new_id):
    same = new_id()
    for _ in range(2):
        actions.close(member=chat.operator, conversation_id=chat.pk, client_id=same)
    assert len(chat.asks) == 1


def test_what_was_skipped_is_not_shown_again(survey):
    from feedback.actions import ratings

    ratings.skip(visitor=survey.chat.visitor, ask_id=survey.ask.pk)
    assert asked(survey.chat) is None


def test_late_answers_are_welcome_for_a_month(survey):
    Ask.objects.update(asked_at=timezone.now() - timedelta(days=29))
    assert asked(survey.chat) is not None
    survey.chat.rates(survey.ask, 5)
    Ask.objects.update(asked_at=timezone.now() - timedelta(days=31))
    other = Ask.objects.get(pk=survey.ask.pk)
    other.ratings.all().delete()
    assert asked(survey.chat) is None
    with pytest.raises(actions.Refused, match="not_now"):
        survey.chat.rates(survey.ask, 5)


def test_nobody_is_asked_about_an_operator_where_nobody_answered(in_acme, new_id):
    posted = actions.post_visitor_message(
        visitor=in_acme.visitor, client_id=new_id(), body="Hello?"
    )
    chat_id = posted.entry.conversation_id
    actions.close(member=in_acme.omar, conversation_id=chat_id, client_id=new_id())
    visitor = Visitor.objects.get(pk=in_acme.visitor.pk)
    kinds = [question["kind"] for question in asking.open_survey(visitor, chat_id)["questions"]]
    assert kinds == ["choice", "ces", "text"]
