"""One rating for one closing, within its time, by whoever was asked, to what was asked."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

import pytest
from django.db import connections
from django.db.models import F

from chat.actions import Refused, new_visitor
from feedback.actions import ratings
from feedback.models import Answer, Ask, Question, Rating
from feedback.surveys import asking, versions
from feedback.surveys.versions import Draft
from helpdesk.tenancy import tenant_scope
from tests.surveys.conftest import Chat


def refusal(work, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        work(*args, **kwargs)
    return refused.value.code, refused.value.field


def a_day_passes():
    Rating.objects.update(at=F("at") - timedelta(hours=24, seconds=1))


def rating():
    return Rating.objects.get()


def said():
    rows = Answer.objects.order_by("question__position")
    return [row.text if row.number is None else row.number for row in rows]


# --- the first tap ----------------------------------------------------------------------------


def test_a_rating_is_anonymous_unless_the_customer_opens_it(survey):
    survey.chat.rates(survey.ask, 4)
    assert (rating().score, rating().is_open, rating().wants_contact) == (4, False, False)
    survey.chat.rates(survey.ask, 4, is_open=True)
    assert (rating().is_open, rating().edited_at) == (True, None)


def test_who_wants_to_be_contacted_shows_which_chat_it_was(survey):
    survey.chat.rates(survey.ask, 1, wants_contact=True)
    assert (rating().is_open, rating().wants_contact) == (True, True)
    survey.chat.rates(survey.ask, 1, is_open=False)
    assert (rating().is_open, rating().wants_contact) == (False, False)


def test_another_tap_within_a_day_changes_it_and_another_day_does_not(survey):
    survey.chat.rates(survey.ask, 2)
    survey.chat.rates(survey.ask, 5)
    assert rating().score == 5 and rating().edited_at is not None
    a_day_passes()
    assert refusal(survey.chat.rates, survey.ask, 1) == ("not_now", None)
    assert refusal(survey.chat.answers, survey.ask, survey.effort, number=1) == ("not_now", None)
    assert rating().score == 5


def test_a_rating_of_yesterday_is_not_shown_any_more(survey):
    survey.chat.rates(survey.ask, 5)
    visitor, chat_id = survey.chat.visitor, survey.chat.pk
    assert asking.open_survey(visitor, chat_id)["score"] == 5
    a_day_passes()
    assert asking.open_survey(visitor, chat_id) is None


@pytest.mark.parametrize("score", [0, 6, 99, -1])
def test_a_score_that_is_none(survey, score):
    assert refusal(survey.chat.rates, survey.ask, score) == ("bad_frame", "score")


def test_thumbs_have_two_scores(chat, in_acme):
    versions.change(versions.newest(in_acme.acme), scale="thumbs")
    ask = chat.closes()
    assert refusal(chat.rates, ask, 3) == ("bad_frame", "score")
    chat.rates(ask, 5)
    shown = asking.open_survey(chat.visitor, chat.pk)
    assert [value for value, _ in shown["options"]] == [1, 5] and shown["score"] == 5


def test_another_visitors_question_is_not_theirs(survey, in_acme):
    stranger, _ = new_visitor(tenant=in_acme.acme)
    for act in (
        lambda **who: ratings.rate(score=1, **who),
        lambda **who: ratings.answer(question_id=survey.effort.pk, number=1, **who),
        ratings.skip,
    ):
        assert refusal(act, visitor=stranger, ask_id=survey.ask.pk) == ("not_found", None)
    assert not Rating.objects.exists()


def test_another_companys_question_is_not_there(survey, in_acme):
    with tenant_scope(in_acme.globex):
        refused = refusal(ratings.rate, visitor=in_acme.stranger, ask_id=survey.ask.pk, score=1)
    assert refused == ("not_found", None)


def test_seeing_it_is_remembered_once_and_only_of_ones_own(survey, in_acme):
    stranger, _ = new_visitor(tenant=in_acme.acme)
    ratings.see(visitor=stranger, ask_id=survey.ask.pk)
    assert Ask.objects.get().shown_at is None
    ratings.see(visitor=survey.chat.visitor, ask_id=survey.ask.pk)
    first = Ask.objects.get().shown_at
    ratings.see(visitor=survey.chat.visitor, ask_id=survey.ask.pk)
    assert Ask.objects.get().shown_at == first is not None


# --- the questions after it -------------------------------------------------------------------


def test_questions_are_answered_changed_and_taken_back(survey):
    chat, ask = survey.chat, survey.ask
    chat.rates(ask, 4)
    chat.answers(ask, survey.operator, number=5)
    chat.answers(ask, survey.resolution, number=2)
    chat.answers(ask, survey.effort, number=7)
    chat.answers(ask, survey.other, text="Quick and kind.")
    assert said() == [5, 2, 7, "Quick and kind."]
    chat.answers(ask, survey.operator, number=4)
    chat.answers(ask, survey.resolution)
    chat.answers(ask, survey.other, text="")
    assert said() == [4, 7]
    shown = asking.open_survey(chat.visitor, chat.pk)["questions"]
    assert [question["answer"] for question in shown] == [4, None, 7, None]


def test_the_rating_comes_first(survey):
    assert refusal(survey.chat.answers, survey.ask, survey.effort, number=3) == ("not_now", None)


@pytest.mark.parametrize(
    ("about", "answer", "field"),
    [
        ("operator", {"number": 0}, "number"),
        ("operator", {"number": 6}, "number"),
        ("operator", {"text": "five"}, "text"),
        ("resolution", {"number": 3}, "number"),
        ("effort", {"number": 8}, "number"),
        ("other", {"number": 1}, "number"),
        ("other", {"text": "x" * 2001}, "text"),
    ],
)
def test_what_is_no_answer_to_a_question(survey, about, answer, field):
    survey.chat.rates(survey.ask, 4)
    question = getattr(survey, about)
    assert refusal(survey.chat.answers, survey.ask, question, **answer) == ("bad_frame", field)
    assert said() == []


def test_a_question_of_another_version_is_unknown(survey, in_acme):
    survey.chat.rates(survey.ask, 4)
    other = versions.change(versions.newest(in_acme.acme)).questions.first()
    assert refusal(survey.chat.answers, survey.ask, other, number=3) == ("not_found", "question")


def test_a_question_for_the_unhappy_is_asked_of_them_alone(chat, in_acme):
    why = Draft("text", "resolution", {"en": "What went wrong?"}, from_score=1, to_score=2)
    versions.change(versions.newest(in_acme.acme), questions=[why])
    ask = chat.closes()
    question = Question.objects.get(words={"en": "What went wrong?"})
    chat.rates(ask, 3)
    assert refusal(chat.answers, ask, question, text="All") == ("not_found", "question")
    chat.rates(ask, 2)
    chat.answers(ask, question, text="All of it")
    assert said() == ["All of it"]
    chat.rates(ask, 5)
    assert said() == []


def test_old_answers_keep_their_question(survey, in_acme):
    survey.chat.rates(survey.ask, 4)
    survey.chat.answers(survey.ask, survey.effort, number=6)
    before = versions.newest(in_acme.acme)
    versions.change(before, questions=[Draft("nps", "other")], scale="thumbs")
    survey.effort.refresh_from_db()
    assert Answer.objects.get().question == survey.effort
    assert (survey.effort.kind, survey.effort.version) == ("ces", before)
    shown = asking.open_survey(survey.chat.visitor, survey.chat.pk)
    assert shown["scale"] == "faces" and len(shown["questions"]) == 4


def test_two_people_change_the_survey_and_the_second_is_told(in_acme):
    seen = versions.newest(in_acme.acme)
    versions.change(seen, low=1)
    with pytest.raises(versions.ChangedMeanwhile):
        versions.change(seen, low=3)


def test_numbers_of_cards_are_masked_in_what_they_write(survey):
    survey.chat.rates(survey.ask, 4)
    survey.chat.answers(survey.ask, survey.other, text="My card is 4111 1111 1111 1111")
    assert said() == ["My card is •••• •••• •••• 1111"]


# --- two tabs ---------------------------------------------------------------------------------


def at_once(cast, *works):
    """What each returns, or the code it is refused with; each in a connection of its own."""

    def unit(work):
        try:
            with tenant_scope(cast.acme):
                return work()
        except Refused as refused:
            return refused.code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as threads:
        return list(threads.map(unit, works))


def test_two_tabs_at_once_are_one_rating(committed_cast, new_id):
    with tenant_scope(committed_cast.acme):
        chat = Chat(committed_cast, new_id)
        ask = chat.closes()
    at_once(committed_cast, *[partial(chat.rates, ask, score) for score in (1, 2, 3, 4, 5)])
    with tenant_scope(committed_cast.acme):
        assert Rating.objects.filter(ask=ask).count() == 1


@pytest.mark.parametrize("_", range(4))
def test_a_new_word_and_a_tap_at_once(committed_cast, new_id, _):
    """Either the tap was first and counts, or the chat goes on and it does not."""
    with tenant_scope(committed_cast.acme):
        chat = Chat(committed_cast, new_id)
        ask = chat.closes()
    _, tapped = at_once(committed_cast, chat.asks_something, partial(chat.rates, ask, 5))
    with tenant_scope(committed_cast.acme):
        ask.refresh_from_db()
        assert ask.ratings.exists() == (tapped != "not_now") == (ask.ended_at is None)
