"""What is older than the company keeps it goes by itself, once, and is written down."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from celery import current_app
from django.utils import timezone

from chat import actions
from chat.attachments.storing import files, keep, path_of, prepare
from chat.models import Attachment, Conversation, Entry, SearchTerm, Visitor
from chat.reading import entries_after
from chat.search.indexing import index_some
from feedback import tasks
from feedback.actions.consents import give, text_for
from feedback.models import (
    Ask,
    ConsentEvent,
    LiveConsent,
    Purpose,
    Retention,
    RetentionRun,
)
from feedback.privacy.retention import care, forget_old
from helpdesk.tenancy import no_scope, tenant_scope
from tests.conftest import sign_in
from tests.privacy.test_erasing import picture

SECRET = "the parcel for aunt Agatha"


@pytest.fixture
def chat(in_acme, new_id):
    """Closed, and said a hundred days ago."""
    said = actions.post_visitor_message(visitor=in_acme.visitor, client_id=new_id(), body=SECRET)
    number = said.entry.conversation_id
    actions.take(member=in_acme.omar, conversation_id=number, client_id=new_id())
    actions.close(member=in_acme.omar, conversation_id=number, client_id=new_id())
    index_some()
    grow_old(100)
    return Conversation.objects.get(pk=number)


def grow_old(days):
    Conversation.objects.update(closed_at=timezone.now() - timedelta(days=days))


def keeps(tenant, **days):
    return Retention.objects.create(tenant=tenant, **days)


def test_what_was_said_is_emptied_and_the_log_stays_whole(in_acme, chat):
    before = entries_after(chat.pk, 0, "visitor")
    keeps(in_acme.acme, messages_days=90)
    (run,) = forget_old(in_acme.acme)
    assert (run.what, run.removed) == ("messages", 1)
    after = entries_after(chat.pk, 0, "visitor")
    assert [entry["seq"] for entry in after.entries] == [entry["seq"] for entry in before.entries]
    assert after.head == before.head
    assert all(entry["body"] == "" for entry in after.entries)
    assert SECRET not in str(list(Entry.objects.values())) + str(Conversation.objects.values())
    assert not SearchTerm.objects.exists()
    assert Visitor.objects.get(pk=in_acme.visitor.pk).page_url == ""


def test_younger_and_open_chats_are_left_alone(in_acme, chat, new_id):
    keeps(in_acme.acme, messages_days=101)
    assert forget_old(in_acme.acme) == []
    assert Entry.objects.filter(body=SECRET).exists()


def test_once_a_day_however_many_beats(in_acme, chat):
    keeps(in_acme.acme, messages_days=90)
    assert len(forget_old(in_acme.acme)) == 1
    assert forget_old(in_acme.acme) == []
    assert RetentionRun.objects.count() == 1
    assert care(in_acme.acme)[0] > timezone.now() + timedelta(hours=23)


def test_a_worker_is_told_and_does_it(in_acme, chat, django_capture_on_commit_callbacks):
    keeps(in_acme.acme, messages_days=90)
    telling = patch.object(current_app, "send_task")
    with telling as send, django_capture_on_commit_callbacks(execute=True):
        (again,) = care(in_acme.acme)
    assert again > timezone.now()
    name, ids = send.call_args.args
    assert name == tasks.forget_old.name
    with no_scope():
        tasks.forget_old(*ids)
    assert not Entry.objects.filter(body=SECRET).exists()
    assert RetentionRun.objects.count() == 1


def test_files_apart(in_acme, chat, django_capture_on_commit_callbacks):
    file = keep(in_acme.visitor, prepare("proof.png", picture()))
    Attachment.objects.update(conversation=chat)
    Entry.objects.filter(body=SECRET).update(data={"attachments": [{"token": file.token}]})
    keeps(in_acme.acme, attachments_days=30)
    with django_capture_on_commit_callbacks(execute=True):
        (run,) = forget_old(in_acme.acme)
    assert (run.what, run.removed) == ("attachments", 1)
    assert not files().exists(path_of(file))
    entry = Entry.objects.get(body=SECRET)
    assert entry.data == {"forgotten": True}


def test_ratings_apart(in_acme, chat):
    assert Ask.objects.update(asked_at=timezone.now() - timedelta(days=50)) == 1
    keeps(in_acme.acme, ratings_days=49)
    assert [run.what for run in forget_old(in_acme.acme)] == ["ratings"]
    assert not Ask.objects.exists()


def test_addresses_apart(in_acme):
    texts = [text_for(in_acme.acme, Purpose.FOLLOW_UP, "en").pk]
    give(visitor=in_acme.visitor, email="mia@customer.example", texts=texts, place="widget")
    keeps(in_acme.acme, addresses_days=10)
    assert forget_old(in_acme.acme) == []
    # A permission is never changed, so the clock is: it was kept for eleven days.
    Retention.objects.update(next_at=timezone.now() - timedelta(days=1))
    later = timezone.now() + timedelta(days=11)
    with patch("feedback.privacy.retention.timezone.now", return_value=later):
        assert [run.what for run in forget_old(in_acme.acme)] == ["addresses"]
    assert not LiveConsent.objects.exists()
    assert ConsentEvent.objects.last().what == "expired"


@pytest.mark.parametrize(
    ("days", "kept"),
    [
        ({"messages_days": "90"}, (90, 90)),
        ({"messages_days": "90", "attachments_days": "30"}, (90, 30)),
        ({"messages_days": "90", "attachments_days": "300"}, (90, 90)),
        ({}, (None, None)),
    ],
)
def test_files_never_outlive_their_chat(client, cast, days, kept):
    sign_in(client, cast.ada)
    assert client.post("/t/acme/privacy/", days).status_code == 302
    with tenant_scope(cast.acme):
        row = Retention.objects.get()
        assert (row.messages_days, row.attachments_days) == kept


@pytest.mark.parametrize("days", ["0", "-3", "3651", "soon", "1.5"])
def test_days_that_are_none(client, cast, days):
    sign_in(client, cast.ada)
    page = client.post("/t/acme/privacy/", {"messages_days": days})
    assert page.status_code == 200 and b"error" in page.content
    assert days.encode() in page.content


def test_the_summary_follows_the_settings(client, cast):
    sign_in(client, cast.ada)
    assert b"until somebody asks for erasure" in client.get("/t/acme/privacy/summary/").content
    client.post("/t/acme/privacy/", {"messages_days": "90"})
    assert b"90 days after the chat" in client.get("/t/acme/privacy/summary/").content
