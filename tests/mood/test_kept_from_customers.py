"""Moods are for those who answer: nothing a customer gets tells of them, and no report counts them
per person."""

import json
import re
import uuid
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings

from chat import actions
from chat.models import Conversation, Visitor
from chat.mood.feeling import feel
from chat.reading import entries_after, summary
from chat.render import state_for_visitor
from feedback.transcripts.lines import transcript_of

ANGRY = "THIS IS RIDICULOUS!! Let me speak to a manager, your service is useless"
HIDDEN = re.compile(r"mood|upset|frustrat|raised|complaint|overseers", re.IGNORECASE)
ROOT = Path(settings.BASE_DIR)

# All that reads a mood: the console, the bot, the checks, what a review is chosen by, and the
# scorecard's point about empathy. Whoever adds to this list says why it ranks nobody.
READERS = {
    "chat/actions/forgetting.py",  # which forgets it
    "chat/apps.py",
    "chat/bot/deciding.py",  # a person, not a bot, for whom is upset
    "chat/bot/hearing.py",
    "chat/console_wording.py",
    "chat/etiquette/draft.py",
    "chat/etiquette/facts.py",
    "chat/history.py",  # which writes chats that were over elsewhere
    "chat/models.py",
    "chat/reading.py",
    "chat/settings_pages/urls.py",
    "chat/tending.py",
    "feedback/data/exports/chats.py",  # the company takes along what it holds
    "feedback/reports/gathering.py",  # counted by day and department, of no person
    "feedback/reviews/finding.py",
    "feedback/scoring/reading.py",
    "tenants/models.py",
}
MOOD = re.compile(
    r"chat[./]mood|\.mood\b|\bmood = models|mood_(?:peak|signals|trend)|upset_since"
    r"|overseers_told"
)


@pytest.fixture
def pushes(in_acme, monkeypatch, django_capture_on_commit_callbacks):
    """What is pushed while an upset customer talks to us, by group."""
    sent = []
    monkeypatch.setattr("chat.fanout.send", sent.extend)
    monkeypatch.setattr("chat.fanout.send_drawn", lambda draw: sent.extend(draw()))

    def asks(body):
        actions.post_visitor_message(
            visitor=Visitor.objects.get(pk=in_acme.visitor.pk), client_id=uuid.uuid4(), body=body
        )

    with django_capture_on_commit_callbacks(execute=True):
        asks("Where is my order?")
        asks(ANGRY)
    with django_capture_on_commit_callbacks(execute=True):
        feel(in_acme.acme)
    return sent


def test_no_push_to_a_visitor_tells_of_it(in_acme, pushes):
    groups = {push.group for push in pushes}
    theirs = [push for push in pushes if ".v" in push.group or ".visitors" in push.group]
    assert any(".inbox" in group for group in groups)
    assert any(push.frame.get("step") == "upset" for push in pushes)  # told to operators
    assert theirs
    for push in theirs:
        assert not HIDDEN.search(json.dumps(push.frame)), push


def test_nothing_a_visitor_reads_tells_of_it(in_acme, pushes):
    chat = Conversation.objects.get()
    assert chat.upset_since is not None
    log = entries_after(chat.pk, 0, "visitor").entries
    shown = json.dumps([state_for_visitor(summary(chat.pk)), *log])
    assert ANGRY in shown
    assert not HIDDEN.search(shown)


def test_no_transcript_tells_of_it(in_acme, pushes):
    chat = Conversation.objects.get()
    said = str(transcript_of(chat, ZoneInfo("UTC"), you=True).lines)
    assert ANGRY in said
    assert not HIDDEN.search(said.replace(ANGRY, ""))


def test_only_what_is_named_here_reads_a_mood():
    found = {
        str(path.relative_to(ROOT))
        for app in ("chat", "feedback", "tenants")
        for path in (ROOT / app).rglob("*.py")
        if MOOD.search(path.read_text(encoding="utf-8"))
    }
    others = {path for path in found if "/migrations/" not in path and "chat/mood/" not in path}
    assert others == READERS


def test_no_page_of_figures_shows_a_mood():
    for path in (ROOT / "templates" / "feedback").rglob("*.html"):
        assert not re.search(r"mood|upset_since", path.read_text(encoding="utf-8")), path
