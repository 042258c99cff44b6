"""A company's own answer service: what it is told, what it may answer, and that nothing it does
reaches the customer as an error."""

import json
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.core import mail
from django.db.models import F
from django.utils import timezone

from chat.bot import breaker
from chat.bot.delivering import ask_service
from chat.bot.models import Bot, BotChat
from chat.bot.secrets import new_secret
from chat.bot.service import read, signed
from chat.tasks import ask_bot_service, tell_of_bot_service
from helpdesk.tenancy import no_scope
from tests.bot.answering_service import AnsweringService
from tests.bot.conftest import KNOWN

LONG = "x" * 70_000


@pytest.fixture
def service(settings):
    running = AnsweringService()
    settings.OUTGOING_EXCEPTIONS = [running.host]
    yield running
    running.close()


@pytest.fixture
def asks(bot, chat, service, in_acme, monkeypatch):
    """The customer says something, and a worker asks the service when it is told to."""
    service.secret = new_secret(bot)
    bot.service_url, bot.asks_service, bot.timeout_ms = service.url, True, 1000
    bot.save()
    told: list[tuple] = []
    monkeypatch.setattr("chat.bot.asking.tell_worker_on_commit", lambda *task: told.append(task))
    monkeypatch.setattr("chat.bot.delivering.tell_worker", lambda *task: told.append(task))

    def ask(said=KNOWN):
        chat.says(said)
        while told:
            _, tenant_id, conversation_id = told.pop()
            with no_scope():
                ask_bot_service(tenant_id, conversation_id)
        return chat

    return ask


def test_it_is_asked_and_its_answer_is_plainly_automatic(asks, service):
    service.answer = {
        "answer": "  Two <b>days</b>.  ",
        "sources": [{"title": "Delivery  times", "url": "https://acme.example/delivery"}],
    }
    chat = asks()
    said = chat.last()
    assert said.author == "automatic" and said.author_name == "Automatic assistant"
    assert "\n\nTwo <b>days</b>.\n\n" in said.body  # plain text: shown as it is
    assert said.data["sources"] == [
        {"title": "Delivery times", "url": "https://acme.example/delivery"}
    ]
    assert said.data["options"] == ["Yes, thank you", "No, a person please"]
    assert chat.answers()[0].certainty is None


def test_what_it_is_told_and_how_it_is_signed(asks, service, in_acme):
    in_acme.visitor.name = "Mia Muster"
    in_acme.visitor.locale = "en"
    in_acme.visitor.page_url = "https://shop.acme.example/cart?token=secret#x"
    in_acme.visitor.save()
    asks("Hello")
    asks("How long does a parcel to Norway take, and what does it cost?")
    (asked,) = service.asked
    assert asked["version"] == 1 and asked["company"] == "acme" and asked["language"] == "en"
    assert asked["question"] == KNOWN
    assert asked["page"] == "https://shop.acme.example/cart"
    assert [line["from"] for line in asked["before"]] == ["customer", "us", "us"]
    assert asked["before"][0]["text"] == "Hello"
    assert asked["articles"][0]["certainty"] > 0.9
    assert "Mia" not in str(asked) and "secret" not in str(asked)
    assert service.headers[0]["Content-Type"] == "application/json"
    assert "Cookie" not in service.headers[0] and "Authorization" not in service.headers[0]


def test_the_vector_of_the_documentation(settings):
    """docs/bots.md shows these very lines."""
    secret = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
    at = datetime(2026, 11, 22, 14, 0, tzinfo=UTC)
    body = '{"version": 1, "question": "How long does a parcel take?"}'
    headers = signed(secret, "5f0b8f8e-8a43-4f5e-9b0a-2f4f4f1f7c11", at, body)
    assert headers["webhook-timestamp"] == "1795356000"
    assert headers["webhook-signature"] == "v1,kcTmY091HPy5wmkJXSI0jyflOwMzYY/Nfsb0bkg07QU="
    text = (settings.BASE_DIR / "docs" / "bots.md").read_text(encoding="utf-8")
    assert all(each in text for each in (secret, body, *headers.values()))


@pytest.mark.parametrize("answer", [{"answer": None}, {"answer": "Perhaps.", "person": True}, {}])
def test_it_may_say_that_it_does_not_know(asks, service, answer):
    service.answer = answer
    chat = asks()
    assert chat.bot_said() == [] and chat.row().why == "unsure"
    assert Bot.objects.get().failures == 0


FAILURES = {
    "refused": {"status": 500},
    "redirected": {"status": 302},
    "no JSON": {"answer": b"<html>"},
    "too deep": {"answer": b"[" * 60_000},
    "a list": {"answer": ["Two days."]},
    "a number": {"answer": {"answer": 2}},
    "nothing to read": {"answer": {"answer": " \u200b "}},
    "controls": {"answer": {"answer": "Two\u202e days"}},
    "too long for a message": {"answer": {"answer": "x" * 8001}},
    "too large": {"answer": {"answer": LONG}},
}


@pytest.mark.parametrize("how", FAILURES.values(), ids=FAILURES.keys())
def test_whatever_goes_wrong_a_person_answers_and_colleagues_know(asks, service, how):
    vars(service).update(how)
    chat = asks()
    assert chat.bot_said() == []
    assert chat.told() == ["failed"] and chat.row().state == "handed"
    assert Bot.objects.get().failures == 1
    assert [entry.kind for entry in chat.log() if entry.public_seq] == ["message", "message"]


@pytest.mark.parametrize("how", [{"pause_s": 2.0}, {"drips": True, "answer": {"answer": "y" * 60}}])
def test_one_that_takes_its_time_is_not_waited_for(asks, service, how):
    vars(service).update(how)
    Bot.objects.update(timeout_ms=300)
    began = timezone.now()
    chat = asks()
    assert timezone.now() - began < timedelta(seconds=1.8)
    assert chat.told() == ["failed"] and Bot.objects.get().failed_why == "slow"


def test_sources_are_https_and_nothing_else():
    bad = ["http://a.example", "javascript:alert(1)", "https://u:p@a.example", "https://", 5, None]
    rows = [{"title": "T", "url": url} for url in bad] + ["x", {"title": 1, "url": "https://a.ex"}]
    for row in rows:
        told = {"answer": "Yes.", "sources": [row]}
        assert read(json.dumps(told).encode()).sources == []


def test_a_second_question_that_it_does_not_know_is_handed_over_in_words(asks, service):
    chat = asks()
    service.answer = {"answer": None}
    asks("And in blue?")
    assert "This I do not know well enough." in chat.last().body


def test_a_person_who_came_meanwhile_is_not_spoken_over(asks, service, chat, monkeypatch):
    monkeypatch.setattr(
        "chat.bot.delivering.ask",
        lambda **_: (chat.omar("I am Omar."), SimpleNamespace(text="Two days.", sources=[]))[1],
    )
    asks()
    assert chat.bot_said() == [] and chat.now().operator is not None


def test_who_goes_on_writing_is_answered_once_and_about_all_of_it(asks, service, chat, monkeypatch):
    from chat.bot import delivering

    real, questions = delivering.ask, []

    def ask_slowly(**request):
        questions.append(request["about"]["question"])
        if len(questions) == 1:
            chat.says("To Norway, that is", tended=False)
        return real(**request)

    monkeypatch.setattr(delivering, "ask", ask_slowly)
    asks("How long?")
    assert chat.bot_said() == []
    asks("please")
    assert questions[-1] == "How long?\nTo Norway, that is\nplease"
    assert len(chat.bot_said()) == 1


def test_two_workers_ask_once(asks, service, chat, in_acme, monkeypatch):
    monkeypatch.setattr("chat.bot.asking.tell_worker_on_commit", lambda *_: None)
    chat.says(KNOWN)
    for _ in range(3):
        ask_service(in_acme.acme, chat.number)
    assert len(service.asked) == len(chat.bot_said()) == 1


def test_a_worker_that_died_does_not_keep_the_customer_waiting(bot, chat, in_acme, monkeypatch):
    Bot.objects.update(asks_service=True, service_url="https://answers.acme.example/")
    monkeypatch.setattr("chat.bot.asking.tell_worker_on_commit", lambda *_: None)
    monkeypatch.setattr("chat.bot.delivering.tell_worker", lambda *_: None)
    chat.says(KNOWN)
    assert chat.row().state == "asking"
    BotChat.objects.update(claimed_at=timezone.now(), due_at=F("due_at") - timedelta(minutes=1))
    chat.tend()
    assert chat.told() == ["failed"] and chat.row().state == "handed"


# --- One that fails again and again ------------------------------------------------------------


def test_after_five_failures_it_rests_and_those_who_can_mend_it_get_a_mail(
    in_acme, bot, monkeypatch
):
    told = []
    monkeypatch.setattr(breaker, "tell_worker", lambda *task: told.append(task))
    for _ in range(5):
        breaker.failed(in_acme.acme, bot, "refused")
    bot.refresh_from_db()
    assert breaker.is_resting(bot) and told == [(breaker.TASK, in_acme.acme.pk)]
    with no_scope():
        tell_of_bot_service(in_acme.acme.pk)
    (message,) = mail.outbox  # Ada alone may change settings
    assert message.to == ["ada@acme.example"]
    assert "/t/acme/settings/bot/" in message.body and "status 200" in message.body


def test_while_it_rests_it_is_not_asked(asks, service, chat):
    Bot.objects.update(failures=5, rests_until=timezone.now() + timedelta(minutes=5))
    asks()
    assert service.asked == [] and chat.told() == ["failed"]
    assert Bot.objects.get().failures == 5


def test_once_it_works_again_all_is_forgotten(asks, service, chat):
    Bot.objects.update(failures=7, failed_why="slow", rests_until=timezone.now())
    asks()
    bot = Bot.objects.get()
    assert (bot.failures, bot.failed_why, bot.rests_until) == (0, "", None)
    assert len(chat.bot_said()) == 1
