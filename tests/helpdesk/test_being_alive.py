"""What Docker asks to know whether to start a process again."""

import redis
from django.conf import settings

from helpdesk.services import alive
from helpdesk.vitals import key, note_alive
from tests.server import free_port


def test_a_web_process_lives_while_it_answers(server, monkeypatch):
    monkeypatch.setenv("PUBLIC_URL", server.origin)
    monkeypatch.setenv("PORT", str(server.port))
    assert alive.web() == ""

    monkeypatch.setenv("PORT", str(free_port()))
    assert "does not answer" in alive.web()


def test_beat_lives_while_it_sends(monkeypatch):
    monkeypatch.setenv("REDIS_URL", settings.REDIS_URL)
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        client.delete(key("beat"))
    assert alive.beat() == "nothing was sent for a while"

    note_alive("beat")
    assert alive.beat() == ""


def test_beat_is_not_killed_for_a_redis_that_is_away(monkeypatch):
    monkeypatch.setenv("REDIS_URL", f"redis://127.0.0.1:{free_port()}/0")
    assert alive.beat() == ""
