"""Two workers, and a person who comes in that very moment: one answer, or none."""

from datetime import timedelta

import pytest
from django.utils import timezone

from chat import actions
from chat.articles.stemming import save_article
from chat.bot.models import Bot, BotAnswer
from chat.bot.tending import answer_first
from chat.models import Article, Entry
from helpdesk.tenancy import tenant_scope
from tests.queue.racing import Race

TITLE, KNOWN = "How long does a parcel take?", "How long does a parcel take?"


@pytest.fixture
def asked(committed_cast, new_id):
    """A question that the bot knows, and nobody has looked at yet."""
    with tenant_scope(committed_cast.acme):
        day = timezone.now().date() - timedelta(days=9)
        save_article(Article(tenant=committed_cast.acme, title=TITLE, body=TITLE, reviewed_on=day))
        save_article(
            Article(tenant=committed_cast.acme, title="Bulbs", body="E27", reviewed_on=day)
        )
        since = timezone.now() - timedelta(hours=1)
        Bot.objects.create(tenant=committed_cast.acme, is_on=True, on_since=since, boldness="bold")
        posted = actions.post_visitor_message(
            visitor=committed_cast.visitor, client_id=new_id(), body=KNOWN
        )
        yield posted.entry.conversation_id


def test_two_workers_answer_once_and_the_second_does_not_wait(asked, committed_cast, monkeypatch):
    race = Race(committed_cast.acme, monkeypatch)
    look = lambda: answer_first(committed_cast.acme)  # noqa: E731
    assert race(look, look, at="chat.bot.saying.append") == (1, 0)
    assert not race.second_waited
    assert BotAnswer.objects.count() == Entry.objects.filter(data__auto="bot").count() == 1


def test_who_takes_the_chat_meanwhile_is_not_spoken_over(
    asked, committed_cast, monkeypatch, new_id
):
    race = Race(committed_cast.acme, monkeypatch)
    take = lambda: actions.take(  # noqa: E731
        member=committed_cast.omar, conversation_id=asked, client_id=new_id()
    )
    race(take, lambda: answer_first(committed_cast.acme), at="chat.actions.assignment.append")
    assert not BotAnswer.objects.exists()
    assert answer_first(committed_cast.acme) == 0
