"""Workers are told in passing: nobody waits for a broker that is away."""

import time
from types import SimpleNamespace

import pytest
from celery import current_app
from kombu.exceptions import OperationalError

from helpdesk import hints
from helpdesk.celery import app

NOBODY_LISTENS = "redis://127.0.0.1:1/0"


@pytest.fixture
def broker(monkeypatch):
    """A list of who was told; `away` makes it refuse."""

    class Broker:
        told, asked, away = [], 0, False

    def send_task(name, arguments, **_):
        Broker.asked += 1
        if Broker.away:
            raise OperationalError
        Broker.told.append((name, *arguments))

    monkeypatch.setattr(current_app, "send_task", send_task)
    return Broker


def test_a_broker_that_is_away_is_asked_once_and_then_left_alone(broker, monkeypatch):
    broker.away = True
    assert [hints.tell_worker("task", number) for number in range(5)] == [False] * 5
    assert broker.asked == 1
    broker.away = False
    later = time.monotonic() + hints.REST_S + 1
    monkeypatch.setattr(hints, "time", SimpleNamespace(monotonic=lambda: later))
    assert hints.tell_worker("task", 7)
    assert broker.told == [("task", 7)]


def test_nobody_waits_for_tries_that_lead_nowhere():
    """Kombu would try for six seconds, each time, in whoever's thread."""
    started = time.monotonic()
    with app.connection_for_write(NOBODY_LISTENS) as line, pytest.raises(OperationalError):
        line.default_channel.client.ping()
    assert time.monotonic() - started < 2
