"""Settings > Assistant: what is chosen, the try-it box, the figures, and the company's service."""

import pytest
from django.test import Client
from django.urls import reverse

from chat.bot.models import Bot, BotAnswer
from chat.bot.secrets import secret_of
from chat.models import Article
from helpdesk.tenancy import tenant_scope
from tests.bot.conftest import KNOWN, UNKNOWN
from tests.conftest import sign_in


@pytest.fixture
def ada(cast):
    return sign_in(Client(), cast.ada)


def page(name="settings_bot"):
    return reverse(name, args=["acme"])


def read(client, name="settings_bot", **query):
    response = client.get(page(name), query)
    assert response.status_code == 200
    return response.content.decode()


def test_it_is_off_until_somebody_switches_it_on(ada, cast):
    assert "There are no articles yet" in read(ada)
    ada.post(page(), {"is_on": "on", "name": "  Lumi ", "boldness": "cautious"})
    with tenant_scope(cast.acme):
        bot = Bot.objects.get()
    assert (bot.is_on, bot.name, bot.boldness) == (True, "Lumi", "cautious")
    assert bot.on_since is not None


def test_saving_again_does_not_begin_anew(ada, bot):
    ada.post(page(), {"is_on": "on", "boldness": "bold"})
    assert Bot.objects.get().on_since == bot.on_since


@pytest.mark.parametrize("name", ["Omar", "OMAR", "https://acme.example", "x" * 41])
def test_it_has_nobodys_name(ada, bot, name):
    response = ada.post(page(), {"is_on": "on", "boldness": "usual", "name": name})
    assert response.status_code == 200 and 'class="error"' in response.content.decode()
    assert Bot.objects.get().name == ""


@pytest.mark.parametrize("role", ["sam", "omar", "tess"])
def test_only_who_changes_settings_gets_in(cast, role):
    client = sign_in(Client(), getattr(cast, role))
    assert client.get(page()).status_code == 403
    assert client.get(page("settings_bot_service")).status_code == 403
    assert client.post(page("settings_bot_secret")).status_code == 403
    assert client.post(page("settings_bot_try")).status_code == 403


@pytest.mark.parametrize(
    "say, would",
    [
        (KNOWN, "It would answer from the first article."),
        (UNKNOWN, "It would say nothing: it is not sure enough."),
        ("Hello!", "It would greet, and wait for the question."),
        ("a human please", "they ask for one"),
        ("THIS IS TOO SLOW FOR ME!!!", "they are upset"),
    ],
)
def test_what_would_it_say_to(ada, bot, say, would):
    html = read(ada, say=say)
    assert would in html
    assert not BotAnswer.objects.exists()
    if say == KNOWN:
        assert "96% sure" in html and "No other article has any of it." in html


def test_articles_that_nobody_may_read_are_none(ada, bot):
    Article.objects.update(is_public=False)
    assert "Customers may read none of your articles" in read(ada)


def test_the_figures(ada, bot, chat):
    assert "Nothing yet." in read(ada)
    chat.says(KNOWN)
    chat.taps("person")
    html = read(ada)
    for title, count in [("Answers given", 1), ("“No, a person please”", 1), ("Handed over", 1)]:
        assert f"<dt>{title}</dt><dd>{count}</dd>" in html
    assert "85–100%" in html  # how sure it was


def test_the_widget_does_not_promise_people_alone(client, bot, cast):
    address = reverse("widget_frame", args=[cast.acme.site_key])
    assert "An automatic assistant may answer first." in client.get(address).content.decode()
    Bot.objects.update(is_on=False)
    assert "You are talking to real people." in client.get(address).content.decode()
    cast.acme.courtesy = "Own words."
    cast.acme.save()
    Bot.objects.update(is_on=True)
    assert "Own words." in client.get(address).content.decode()


# --- The company's own service ----------------------------------------------------------------

SERVICE = {
    "asks_service": "on",
    "service_url": "https://answers.acme.example/x",
    "timeout_ms": 3000,
}


def test_its_secret_is_shown_once_and_kept_sealed(ada, cast):
    response = ada.post(page("settings_bot_service"), SERVICE)
    with tenant_scope(cast.acme):
        bot = Bot.objects.get()
        secret = secret_of(bot)
    assert secret in response.content.decode() and response["Cache-Control"] == "no-store"
    assert secret.encode() not in bytes(bot.service_secret)
    assert secret not in read(ada, "settings_bot_service")
    renewed = ada.post(page("settings_bot_secret")).content.decode()
    with tenant_scope(cast.acme):
        assert secret_of(Bot.objects.get()) in renewed and secret not in renewed


@pytest.mark.parametrize(
    "change",
    [
        {"service_url": "http://answers.acme.example/x"},
        {"service_url": "https://10.0.0.1/x"},
        {"service_url": "https://user:pass@answers.acme.example/x"},
        {"service_url": "https://localhost/x"},
        {"service_url": ""},
        {"service_url": "javascript:alert(1)"},
        {"timeout_ms": 600_000},
    ],
)
def test_what_cannot_be_asked_is_refused(ada, cast, change):
    response = ada.post(page("settings_bot_service"), SERVICE | change)
    assert 'class="error"' in response.content.decode()
    with tenant_scope(cast.acme):
        assert not Bot.objects.get().asks_service
