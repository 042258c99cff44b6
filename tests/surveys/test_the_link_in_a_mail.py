"""The survey by a link: the same questions, no login, and opening it answers nothing."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.db.models import F
from django.utils import timezone

from feedback.actions.consents import give, text_for
from feedback.actions.offering import agree
from feedback.links import privacy_link, rate_link
from feedback.models import Answer, Ask, MailKind, OutgoingMail, Purpose, Rating
from feedback.permission.offers import make_offer
from feedback.surveys import mailing, versions


@pytest.fixture
def link(survey):
    return urlsplit(rate_link(survey.chat.visitor, survey.ask.pk)).path


def text(answer):
    return answer.content.decode()


def test_opening_it_stores_nothing_whatever_its_address_says(client, link):
    for query in ("", "?score=1", "?done", "?again"):
        assert client.get(link + query).status_code == 200
        assert client.head(link + query).status_code == 200
    assert not Rating.objects.exists() and Ask.objects.get().shown_at is None
    assert 'value="1" checked' in text(client.get(f"{link}?score=1"))


def test_a_tap_then_the_questions_then_thanks(client, link, survey):
    page = text(client.post(link, {"score": "2"}, follow=True))
    assert Rating.objects.get().score == 2 and not Rating.objects.get().is_open
    assert "How helpful was Omar?" in page and "Shall Acme come back to you?" in page
    said = {
        f"q{survey.operator.pk}": "3",
        f"q{survey.resolution.pk}": "1",
        f"q{survey.other.pk}": "Too slow",
        "contact": "on",
    }
    page = text(client.post(link, said, follow=True))
    assert "Acme sees this chat now and may come back to you in it." in page
    rows = Answer.objects.order_by("question__position").values_list("number", "text")
    assert list(rows) == [(3, ""), (1, ""), (None, "Too slow")]
    assert Rating.objects.get().wants_contact


def test_it_needs_neither_a_cookie_nor_a_session(survey, link):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    assert strict.post(link, {"score": "5"}).status_code == 302
    assert not strict.cookies.get("sessionid") and Rating.objects.get().score == 5


def test_what_was_said_in_the_chat_is_there_and_can_be_changed(client, link, survey):
    survey.chat.rates(survey.ask, 4)
    survey.chat.answers(survey.ask, survey.other, text="Kind")
    assert "Kind" in text(client.get(link))
    client.post(f"{link}?again", {"score": "5"})
    assert Rating.objects.get().score == 5 and Answer.objects.get().text == "Kind"


@pytest.mark.parametrize("score", ["", "0", "6", "x", "4.5"])
def test_a_tap_that_is_none_is_said(client, link, score):
    answer = client.post(link, {"score": score})
    assert answer.status_code == 400 and "Choose one of them." in text(answer)
    assert not Rating.objects.exists()


def test_answers_that_are_none_are_said_and_nothing_is_stored(client, link, survey):
    survey.chat.rates(survey.ask, 4)
    answer = client.post(link, {f"q{survey.effort.pk}": "8", f"q{survey.other.pk}": "\u202e"})
    assert answer.status_code == 400 and not Answer.objects.exists()


def test_a_skipped_survey_can_still_be_answered_by_link(client, link, survey):
    from feedback.actions import ratings

    ratings.skip(visitor=survey.chat.visitor, ask_id=survey.ask.pk)
    client.post(link, {"score": "3"})
    assert Rating.objects.get().score == 3


def test_a_chat_that_goes_on_is_not_rated(client, link, survey):
    survey.chat.asks_something("One more thing")
    assert "Your chat goes on" in text(client.get(link))
    assert client.post(link, {"score": "5"}).status_code == 410
    again = survey.chat.closes()
    client.post(link, {"score": "5"})
    assert Rating.objects.get().ask == again


def test_an_old_question_is_closed(client, link):
    Ask.objects.update(asked_at=F("asked_at") - timedelta(days=30))
    assert client.get(link).status_code == client.post(link, {"score": "5"}).status_code == 410
    assert not Rating.objects.exists()


def test_forged_borrowed_and_cut_links_lead_nowhere(client, link, survey, in_acme):
    other_use = urlsplit(privacy_link(survey.chat.visitor)).path.split("/")[-2]
    theirs = urlsplit(rate_link(in_acme.visitor, survey.ask.pk)).path
    elsewhere = link.replace(in_acme.acme.site_key, in_acme.globex.site_key)
    start = link.rsplit("/", 2)[0]
    for path in (f"{start}/x/", f"{start}/{other_use}/", link[:-5] + "/", theirs, elsewhere):
        answer = client.post(path, {"score": "5"})
        assert answer.status_code == 404 and "This link leads nowhere" in text(answer)
    in_acme.acme.is_active = False
    in_acme.acme.save()
    assert client.get(link).status_code == 404
    assert not Rating.objects.exists()


def test_nobody_keeps_the_page_or_learns_its_address(client, link):
    answer = client.get(link)
    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] in ("no-referrer", "strict-origin")  # never with its path


def test_it_speaks_the_visitors_language(client, link, survey, in_acme):
    survey.chat.visitor.language = "ar"
    survey.chat.visitor.save()
    assert 'dir="rtl"' in text(client.get(link, headers={"Accept-Language": "en"}))


# --- When a mail goes out ---------------------------------------------------------------------


def agrees(visitor):
    words = text_for(visitor.tenant, Purpose.SURVEY, "en")
    give(visitor=visitor, email="mia@customer.example", texts=[words.pk], place="widget")


def mails():
    return list(OutgoingMail.objects.filter(kind=MailKind.SURVEY).order_by("pk"))


def test_who_agreed_gets_a_mail_an_hour_later(chat):
    agrees(chat.visitor)
    ask = chat.closes()
    [mail] = mails()
    assert mail.data == {"ask": ask.pk} and mail.state == "queued"
    assert timedelta(minutes=59) < mail.due_at - timezone.now() < timedelta(minutes=61)


def test_nobody_else_does(survey):
    assert mails() == []


def test_who_agrees_after_the_chat_gets_it_too(survey, new_id):
    visitor = survey.chat.visitor
    visitor.refresh_from_db()
    offer = make_offer(visitor, [Purpose.SURVEY], None)
    ticked = {"offer": offer["offer"], "texts": [offer["texts"][0]["id"]]}
    agree(visitor=visitor, client_id=new_id(), email="mia@customer.example", **ticked)
    mailing.mail_open_survey(visitor)
    assert [mail.data for mail in mails()] == [{"ask": survey.ask.pk}]


@pytest.mark.parametrize("does", ["rates", "skips", "writes"])
def test_who_answers_skips_or_writes_again_gets_none(chat, does):
    from feedback.actions import ratings

    agrees(chat.visitor)
    ask = chat.closes()
    {
        "rates": lambda: chat.rates(ask, 5),
        "skips": lambda: ratings.skip(visitor=chat.visitor, ask_id=ask.pk),
        "writes": lambda: chat.asks_something("One more thing"),
    }[does]()
    assert [mail.state for mail in mails()] == ["cancelled"]


def test_a_cancelled_one_does_not_use_the_permission_up(chat):
    agrees(chat.visitor)
    chat.closes()
    chat.asks_something("One more thing")
    chat.closes()
    assert [mail.state for mail in mails()] == ["cancelled", "queued"]


def test_a_permission_is_for_one_mail(chat):
    agrees(chat.visitor)
    chat.closes()
    OutgoingMail.objects.update(state="sent", live_consent=None)
    chat.asks_something("One more thing")
    chat.closes()
    assert [mail.state for mail in mails()] == ["sent"]


def test_thumbs_by_link(client, chat, in_acme):
    versions.change(versions.newest(in_acme.acme), scale="thumbs")
    ask = chat.closes()
    link = urlsplit(rate_link(chat.visitor, ask.pk)).path
    assert client.post(link, {"score": "3"}).status_code == 400
    assert client.post(link, {"score": "1"}).status_code == 302
