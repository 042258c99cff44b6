"""What came up, a tip a day, and the report for those who coach."""

from datetime import timedelta

import pytest
from django.utils import timezone

from chat.articles.dates import today_of
from chat.etiquette.models import CheckCount, HouseRule
from chat.models import Article
from feedback.actions import coaching
from feedback.coaching import tips, topics
from feedback.coaching.checks import title_of
from feedback.coaching.reading import batches
from feedback.coaching.report import Report
from feedback.models import ArticleIdea, ReadChat, Reading, WeekTerm
from feedback.surveys.pictures import monday
from feedback.surveys.selection import Selection
from tests.conftest import sign_in

from . import reviewed

HOME = "/t/acme/coaching/"
GIFT = [f"Do you offer gift wrapping for a {colour} lamp?" for colour in ("red", "blue", "grey")]


def read_on(tenant):
    Reading.objects.update_or_create(tenant=tenant, defaults={"next_at": timezone.now()})
    batches.read_on(tenant)


def text_of(client, member, path=""):
    answer = sign_in(client, member).get(HOME + path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def lately(cast):
    today = today_of(cast.acme)
    return Selection(cast.acme, today - timedelta(days=30), today)


# --- topics -----------------------------------------------------------------------------------


def weeks(cast, **counts):
    """`weeks(invoice=[3, 4])`: in so many chats of the weeks up to now, the oldest first."""
    this = monday(today_of(cast.acme))
    for word, chats in counts.items():
        for back, n in enumerate(reversed(chats)):
            if n:
                WeekTerm.objects.create(
                    tenant=cast.acme,
                    week=this - timedelta(weeks=back),
                    language="en",
                    stem=word.replace("_", " "),
                    word=word.replace("_", " "),
                    chats=n,
                )
    return topics.week(cast.acme, this)


def test_what_is_new_and_what_rises(in_acme):
    week = weeks(in_acme, old=[4, 5, 4, 5, 5], risen=[3, 3, 3, 3, 8], fresh=[0, 0, 0, 0, 3])
    assert {term.word: term.trend for term in week.terms} == {
        "old": "usual",
        "risen": "rising",
        "fresh": "new",
    }
    assert [term.word for term in week.terms] == ["risen", "old", "fresh"]


def test_in_the_first_week_nothing_is_called_new(in_acme):
    week = weeks(in_acme, invoice=[3])
    assert [term.trend for term in week.terms] == ["usual"] and not week.can_compare


def test_a_pair_of_words_stands_for_both(in_acme):
    week = weeks(in_acme, gift=[5], wrapping=[9], gift_wrapping=[5])
    assert [term.word for term in week.terms] == ["wrapping", "gift wrapping"]


def test_the_page_leads_to_an_article_that_is_begun(client, in_acme, finished):
    assert "Nothing has come up yet" in text_of(client, in_acme.ada, "topics/")
    for asked in GIFT:
        finished(f"{asked} I am Nell Okonjo, nell@customer.example")
    read_on(in_acme.acme)
    page = text_of(client, in_acme.ada, "topics/")
    assert "gift wrapping" in page and "asked in 3 chats" in page
    assert "Okonjo" not in page and "customer.example" not in page
    path = f"topics/{ArticleIdea.objects.get().pk}/article/"
    form = text_of(client, in_acme.ada, path)
    assert 'value="Offer gift wrapping, lamp"' in form and "Do you offer gift wrapping" in form
    facts = {"title": "", "body": "It is free.", "language": "en", "reviewed_on": "2026-01-01"}
    assert "Enter a title" in client.post(HOME + path, facts).content.decode()
    client.post(HOME + path, facts | {"title": "Gift wrapping"})
    assert ArticleIdea.objects.get().article == Article.objects.get()
    assert "asked in 3 chats" not in text_of(client, in_acme.ada, "topics/")


def test_what_is_put_aside_does_not_come_back(client, in_acme, finished):
    for asked in GIFT:
        finished(asked)
    read_on(in_acme.acme)
    sign_in(client, in_acme.ada).post(f"{HOME}topics/{ArticleIdea.objects.get().pk}/aside/")
    finished(GIFT[0])
    read_on(in_acme.acme)
    assert ReadChat.objects.filter(idea__isnull=False).count() == 4
    assert topics.missing_articles() == []


# --- a tip a day ------------------------------------------------------------------------------


@pytest.fixture
def rules(in_acme):
    texts = [f"Say number {n}" for n in range(8)]
    HouseRule.objects.bulk_create(HouseRule(tenant=in_acme.acme, is_do=True, text=t) for t in texts)
    return texts


def test_the_same_for_everybody_on_one_day_and_another_on_others(in_acme, rules):
    days = [today_of(in_acme.acme) + timedelta(days=n) for n in range(30)]
    drawn = [tips.tip_of(in_acme.acme, day) for day in days]
    assert drawn == [tips.tip_of(in_acme.acme, day) for day in days]
    assert len({tip.key for tip in drawn}) > 4
    HouseRule.objects.create(tenant=in_acme.acme, text="One more")
    again = [tips.tip_of(in_acme.acme, day) for day in days]
    assert all(new == old or new.quote == "One more" for new, old in zip(again, drawn, strict=True))


def test_put_aside_for_today_or_for_good(client, in_acme, rules):
    assert "Tip of the day" in text_of(client, in_acme.omar)
    client.post(f"{HOME}tip/", {"do": "aside"})
    assert "Tip of the day" not in text_of(client, in_acme.omar)
    assert "Tip of the day" in text_of(client, in_acme.tess)
    tomorrow = today_of(in_acme.acme) + timedelta(days=1)
    assert tips.tip_for(in_acme.omar, in_acme.acme, tomorrow)
    sign_in(client, in_acme.omar).post(f"{HOME}tip/", {"do": "off"})
    assert tips.tip_for(in_acme.omar, in_acme.acme, tomorrow) is None
    client.post(f"{HOME}tip/", {"do": "on"})
    assert "Tip of the day" in text_of(client, in_acme.omar)


def test_tips_are_the_companys_own(in_acme, finished):
    assert tips.tip_of(in_acme.acme, today_of(in_acme.acme)) is None
    made = [finished("Hello?", ">Hi") for _ in range(5)]
    version, _ = reviewed.scorecard(in_acme.acme, "Greets")
    for chat in made:
        reviewed.review(in_acme, chat, version=version, values=[1])
    assert tips.tip_of(in_acme.acme, today_of(in_acme.acme)).quote == "Greets"
    praise = coaching.give_praise(member=in_acme.omar, by=in_acme.sam, text="Calm")
    keys = {
        tips.tip_of(in_acme.acme, today_of(in_acme.acme) + timedelta(days=n)).key for n in range(9)
    }
    assert not any(key.startswith("praise") for key in keys)  # not shared
    coaching.share_praise(praise_id=praise.pk, member=in_acme.omar, is_shared=True)
    days = [today_of(in_acme.acme) + timedelta(days=n) for n in range(30)]
    assert {tips.tip_of(in_acme.acme, day).quote for day in days} == {"Greets", "Calm"}


# --- the report -------------------------------------------------------------------------------


def test_an_empty_report_says_so(client, in_acme):
    page = text_of(client, in_acme.sam, "report/")
    assert "Nothing is low or falling" in page and "No subject was asked about" in page


def test_what_to_coach_and_what_to_write(client, in_acme, finished):
    for number in range(6):
        chat = finished("Where is it?", *([">Here."] if number else []))
        reviewed.counted(in_acme, chat, greeting=number > 3, ending=True)
    read_on(in_acme.acme)
    today = today_of(in_acme.acme)
    row = {"tenant": in_acme.acme, "day": today, "member": in_acme.omar}
    CheckCount.objects.create(rule="greeting", shown=20, sent_anyway=9, **row)
    CheckCount.objects.create(rule="shouting", shown=2, sent_anyway=2, **row)
    report = Report(lately(in_acme), title_of)
    assert [trend.measure.point for trend in report.to_improve] == ["greeting"]
    assert [(check.sent_anyway, check.shown) for check in report.checks] == [(9, 20)]
    assert (report.unsolved.chats, report.unsolved.unanswered) == (6, 1)
    page = text_of(client, in_acme.sam, "report/")
    assert title_of("greeting") in page and "45%" in page
    assert title_of("house-0") == "house-0" and title_of("gone") == "gone"
