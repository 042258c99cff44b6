"""Whoever looks after all chats hears at once of a customer who was not happy, and no more than
the customer wants to be known."""

import re

import pytest

from chat.actions import Refused
from chat.models import PushSubscription
from feedback.models import Rating
from feedback.surveys import alerts, versions
from feedback.surveys.tasks import push_low_rating
from feedback.surveys.wording import console_words


def alerts_in(told):
    return [(group, frame) for group, frame in told if frame["type"] == "alert"]


def test_a_low_rating_is_told_to_those_who_oversee_without_the_chat(survey, told, in_acme):
    survey.chat.rates(survey.ask, 2)
    heard = alerts_in(told)
    overseers = {f"t{in_acme.acme.pk}.m{member.pk}" for member in (in_acme.ada, in_acme.sam)}
    assert {group for group, _ in heard} == overseers
    assert heard[0][1] == {
        "type": "alert",
        "step": "low_rating",
        "whom": "overseers",
        "rating": Rating.objects.get().pk,
        "conversation": None,
        "score": 2,
        "scale": "faces",
        "contact": False,
    }


def test_a_good_one_is_not(survey, told):
    survey.chat.rates(survey.ask, 3)
    assert alerts_in(told) == []


def test_it_is_told_again_when_the_customer_opens_the_chat_or_wants_to_hear(survey, told):
    chat, ask = survey.chat, survey.ask
    chat.rates(ask, 1)
    chat.rates(ask, 1)
    chat.rates(ask, 2)
    assert len(alerts_in(told)) == 2  # once, for each of two people
    chat.rates(ask, 2, is_open=True)
    chat.rates(ask, 2, wants_contact=True)
    chat.rates(ask, 2, is_open=False)
    frames = [frame for _, frame in alerts_in(told)][2::2]
    assert [(one["conversation"], one["contact"]) for one in frames] == [
        (chat.pk, False),
        (chat.pk, True),
    ]


def test_a_rating_that_becomes_low_is_told(survey, told):
    survey.chat.rates(survey.ask, 5)
    survey.chat.rates(survey.ask, 1)
    assert len(alerts_in(told)) == 2


def test_the_company_says_what_is_low(chat, told, in_acme):
    versions.change(versions.newest(in_acme.acme), low=3)
    chat.rates(chat.closes(), 3)
    assert len(alerts_in(told)) == 2


def test_a_refused_tap_tells_nothing(survey, told):
    with pytest.raises(Refused):
        survey.chat.rates(survey.ask, 0)
    assert alerts_in(told) == []


# --- Those whose console is closed ------------------------------------------------------------


@pytest.fixture
def pushed(monkeypatch, in_acme):
    """Sam's phone wants pushes, and so does Omar's; what they get."""
    got = []
    for member in (in_acme.sam, in_acme.omar):
        member.notices = {"push": True}
        member.save(update_fields=["notices"])
        PushSubscription.objects.create(
            tenant=in_acme.acme, member=member, endpoint=f"https://push.example/{member.pk}"
        )
    monkeypatch.setattr(
        alerts.push, "send", lambda browser, message: got.append((browser.member_id, message)) or 1
    )
    return got


def test_an_anonymous_one_leads_to_the_page_of_ratings(survey, pushed, in_acme):
    survey.chat.rates(survey.ask, 1)
    push_low_rating(in_acme.acme.pk, Rating.objects.get().pk)
    [(member, message)] = pushed
    assert member == in_acme.sam.pk
    assert message["url"] == "/t/acme/ratings/"
    assert str(survey.chat.pk) not in message["title"] + message["body"]


def test_an_open_one_leads_to_the_chat(survey, pushed, in_acme):
    survey.chat.rates(survey.ask, 1, wants_contact=True)
    push_low_rating(in_acme.acme.pk, Rating.objects.get().pk)
    assert pushed[0][1]["url"] == f"/t/acme/inbox/{survey.chat.pk}/"
    assert "wants to hear" in pushed[0][1]["title"]


def test_one_that_was_made_better_meanwhile_wakes_nobody(survey, pushed, in_acme):
    survey.chat.rates(survey.ask, 1)
    survey.chat.rates(survey.ask, 5)
    push_low_rating(in_acme.acme.pk, Rating.objects.get().pk)
    push_low_rating(in_acme.globex.pk, Rating.objects.get().pk)
    assert pushed == []


def test_the_console_has_every_word_it_says_of_them(settings):
    module = settings.BASE_DIR / "feedback/static/feedback/console/ratings.js"
    said = set(re.findall(r'"(low_\w+)"', module.read_text())) - {alerts.STEP}
    assert said == set(console_words())
