"""What `make bench` compares is the same in everything but what it is to differ in."""

import asyncio
import os
import subprocess
import sys

import pytest
from django.db import connection

from bench.proof import statements, unstored
from chat import actions, events, fanout, reading
from chat.models import Entry
from chat.writer import write
from helpdesk.services.process import ROOT

COLUMNS = """
import django; django.setup()
from bench.ordinary.models import Message
print(*(field.column for field in Message._meta.local_concrete_fields))
"""


@pytest.fixture
def conversation(in_acme, new_id):
    said = {"client_id": new_id(), "body": "Where is it?"}
    number = actions.post_visitor_message(visitor=in_acme.visitor, **said).entry.conversation_id
    actions.take(member=in_acme.omar, conversation_id=number, client_id=new_id())
    return statements.Conversation.objects.select_related("visitor").get(pk=number)


@pytest.fixture
def told(monkeypatch):
    """All that is told to sockets."""
    pushes = []
    monkeypatch.setattr(fanout, "send_drawn", lambda draw: pushes.extend(draw()))
    return pushes


def shape(value):
    """Names and types, whatever the values."""
    if isinstance(value, dict):
        return {name: shape(part) for name, part in value.items()}
    if isinstance(value, list):
        return [shape(part) for part in value]
    return type(value).__name__


def test_with_the_log_switched_off_the_same_is_told(
    conversation, told, monkeypatch, django_capture_on_commit_callbacks
):
    (post,) = statements.posts([conversation])
    with django_capture_on_commit_callbacks(execute=True):
        (appended,) = write([post])
    stored = list(told)
    told.clear()
    monkeypatch.setattr(events, "announce_drawn", lambda draw: told.extend(draw()))
    monkeypatch.setattr(events, "summaries", lambda _: writer.summaries)
    writer = unstored.Unstored()
    writer.summaries[conversation.pk] = reading.summary(conversation.pk)
    again = asyncio.run(submitted(writer, *statements.posts([conversation])))
    assert [(group, shape(frame)) for group, frame in told] == [
        (group, shape(frame)) for group, frame in stored
    ]
    assert (again.seq, again.public_seq) == (appended.seq + 1, appended.public_seq + 1)
    assert Entry.objects.filter(client_id=again.entry.client_id).count() == 0


async def submitted(writer, post):
    return await writer.submit(post)


def test_pgbench_says_what_the_writer_says(conversation):
    said = statements.transaction([conversation])
    before = Entry.objects.count()
    for _ in range(2):  # new ids each time: nothing is taken for a retry
        with connection.cursor() as cursor:
            cursor.execute(";\n".join(said).replace("%", "%%"), [])
    assert Entry.objects.count() == before + 2
    heads = reading.heads([conversation.pk])
    assert heads[conversation.pk] == before + 2


def test_the_ordinary_way_stores_the_same_row():
    own = {"DJANGO_SETTINGS_MODULE": "bench.ordinary.settings"}
    argv = [sys.executable, "-c", COLUMNS]
    run = subprocess.run(
        argv, cwd=ROOT, env=os.environ | own, capture_output=True, text=True, check=True
    )
    ours = {field.column for field in Entry._meta.local_concrete_fields if field.column}
    assert set(run.stdout.split()) - {"id", "company_id"} == ours - {"tenant_id"}


def test_an_id_that_cannot_be_drawn_anew_is_refused(new_id):
    one = new_id()
    with pytest.raises(RuntimeError):
        statements.with_new_ids(f"SELECT 1 WHERE id = '{one}'", {one})
