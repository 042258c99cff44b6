"""The place for a virus scanner: nobody sends or fetches a file before it was found clean."""

from datetime import timedelta

import pytest
from celery import current_app
from django.test import Client

from chat.attachments import scanning, tasks
from chat.models import Attachment
from helpdesk.tenancy import tenant_scope

from .conftest import WORDS

SEEN = []


def cautious(file, name):
    """The scanner of this test."""
    SEEN.append((name, file.read()))
    if b"broken" in SEEN[-1][1]:
        raise ConnectionError("the scanner is down")
    return b"virus" not in SEEN[-1][1]


@pytest.fixture
def asked(settings, monkeypatch):
    """What a worker was asked to look at."""
    SEEN.clear()
    settings.ATTACHMENT_SCANNER = f"{__name__}.cautious"
    asked = []
    monkeypatch.setattr(current_app, "send_task", lambda _, ids, **__: asked.append(tuple(ids)))
    return asked


def state_of(door, token):
    return door.look(token).json()["file"]["state"]


def test_a_clean_file_waits_and_is_let_through(widget, asked, committed_cast):
    told = widget.keep(WORDS, "note.txt")
    assert told["state"] == "scanning"
    assert Client().get(told["url"]).status_code == 404
    tasks.scan_attachment(*asked.pop())
    assert SEEN == [("note.txt", WORDS)]
    assert state_of(widget, told["token"]) == "ready"
    assert Client().get(told["url"]).status_code == 200


def test_what_the_scanner_refuses_is_deleted(widget, asked, folder):
    told = widget.keep(b"a virus", "note.txt")
    tasks.scan_attachment(*asked.pop())
    assert state_of(widget, told["token"]) == "refused"
    assert not list(folder.glob("*/*"))
    assert Client().get(told["url"]).status_code == 404


def test_while_the_scanner_is_down_the_file_waits_and_is_tried_again(widget, asked, committed_cast):
    token = widget.keep(b"broken", "note.txt")["token"]
    with pytest.raises(ConnectionError):
        tasks.scan_attachment(*asked.pop())
    assert state_of(widget, token) == "scanning"
    assert not asked
    with tenant_scope(committed_cast.acme):
        earlier = scanning.timezone.now() - scanning.AGAIN_AFTER - timedelta(seconds=1)
        Attachment.objects.update(created_at=earlier)
    assert state_of(widget, token) == "scanning"
    assert len(asked) == 1


def test_looking_twice_does_no_harm(widget, asked):
    widget.keep(WORDS, "note.txt")
    for _ in range(2):
        tasks.scan_attachment(*asked[0])
    assert len(SEEN) == 1


def test_without_a_scanner_nothing_waits(widget):
    assert widget.keep(WORDS, "note.txt")["state"] == "ready"
