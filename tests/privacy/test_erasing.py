"""Whoever is erased is nowhere any more: not in a table, an index, a file or a queue."""

import io
import subprocess
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from PIL import Image

from chat import actions
from chat.actions import Refused
from chat.actions.identity import claim_identity
from chat.attachments.storing import keep, prepare
from chat.models import Attachment, Conversation, Entry, SearchTerm, Visitor
from chat.search.indexing import index_some
from feedback.actions.consents import give, text_for
from feedback.actions.outbox import queue_mail
from feedback.models import (
    Address,
    ConsentEvent,
    Erasure,
    FollowUp,
    MailKind,
    OutgoingMail,
    Purpose,
    Suppression,
)
from feedback.privacy.erasing import erase_visitor
from helpdesk.tenancy import tenant_scope
from tests.conftest import sign_in

EMAIL = "unmistakable.mia@customer.example"


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(out, "PNG")
    return out.getvalue()


def life_of(visitor, new_id):
    """A visitor with one of everything."""
    asked = actions.post_visitor_message(visitor=visitor, client_id=new_id(), body="Where is it?")
    chat = Conversation.objects.get(pk=asked.entry.conversation_id)
    keep(visitor, prepare("proof.png", picture()))
    Attachment.objects.update(conversation=chat)
    claim_identity(visitor_id=visitor.pk, said={"name": "Mia", "email": EMAIL})
    texts = [text_for(visitor.tenant, Purpose.FOLLOW_UP, "en").pk]
    give(visitor=visitor, email=EMAIL, texts=texts, place="widget", conversation_id=chat.pk)
    queue_mail(kind=MailKind.ANSWER, visitor_id=visitor.pk, dedupe_key="answer", conversation=chat)
    FollowUp.objects.create(
        tenant=visitor.tenant,
        conversation=chat,
        visitor=visitor,
        what="Ask the carrier",
        due_at=chat.created_at,
    )
    index_some()
    assert SearchTerm.objects.filter(conversation=chat).exists()
    return chat


def test_nothing_of_them_is_left(in_acme, new_id):
    visitor = in_acme.visitor
    life_of(visitor, new_id)
    kept = Path(settings.STORAGES["files"]["OPTIONS"]["location"])
    assert any(path.is_file() for path in kept.rglob("*"))
    row = erase_visitor(visitor_id=visitor.pk, by=in_acme.ada)
    assert row.removed["chats"] == 1 and row.by == in_acme.ada
    for model in (Conversation, Entry, SearchTerm, Attachment, Address, OutgoingMail, FollowUp):
        assert not model.objects.exists(), model
    assert not Visitor.objects.filter(pk=visitor.pk).exists()
    assert [event.what for event in ConsentEvent.objects.all()] == ["given", "erased"]


def test_others_keep_what_is_theirs(in_acme, new_id):
    other, _ = actions.new_visitor(tenant=in_acme.acme)
    said = actions.post_visitor_message(visitor=other, client_id=new_id(), body="Hello")
    life_of(in_acme.visitor, new_id)
    erase_visitor(visitor_id=in_acme.visitor.pk, by=None)
    assert Entry.objects.filter(conversation=said.entry.conversation_id).exists()


def test_twice_and_somebody_elses_are_refused(cast, new_id):
    with tenant_scope(cast.globex), pytest.raises(Refused, match="not_found"):
        erase_visitor(visitor_id=cast.visitor.pk, by=None)
    with tenant_scope(cast.acme):
        erase_visitor(visitor_id=cast.visitor.pk, by=None)
        with pytest.raises(Refused, match="not_found"):
            erase_visitor(visitor_id=cast.visitor.pk, by=None)
        assert Erasure.objects.count() == 1


def test_the_address_is_not_written_to_again_until_they_come_back(in_acme, new_id):
    life_of(in_acme.visitor, new_id)
    erase_visitor(visitor_id=in_acme.visitor.pk, by=None)
    assert [row.why for row in Suppression.objects.all()] == ["erased"]
    again, _ = actions.new_visitor(tenant=in_acme.acme)
    texts = [text_for(in_acme.acme, Purpose.FOLLOW_UP, "en").pk]
    give(visitor=again, email=EMAIL, texts=texts, place="widget")
    assert queue_mail(kind=MailKind.ANSWER, visitor_id=again.pk, dedupe_key="b").pk


def test_no_trace_of_the_address_in_the_whole_database_and_its_files(
    committed_cast, new_id, owner_url
):
    """Dumps every table, and reads every byte below VAR, PostgreSQL's own files among them: logs
    and pages that are only waiting to be used again."""
    with tenant_scope(committed_cast.acme):
        life_of(committed_cast.visitor, new_id)
        erase_visitor(visitor_id=committed_cast.visitor.pk, by=None)
    with psycopg.connect(owner_url, autocommit=True) as owner:
        for (table,) in owner.execute(
            "SELECT quote_ident(relname) FROM pg_class WHERE relkind = 'r' "
            "AND relnamespace = 'public'::regnamespace"
        ).fetchall():
            owner.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
            found = owner.execute(
                f"SELECT count(*) FROM {table} t WHERE t::text LIKE %s", [f"%{EMAIL}%"]
            ).fetchone()[0]
            if _is_walled(owner, table):
                owner.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            assert found == 0, table
    # Of its own account: `-a` reads binary files, too.
    var = Path(settings.VAR)
    answer = subprocess.run(
        ["grep", "-rlaF", EMAIL, str(var)], capture_output=True, text=True, check=False
    )
    assert answer.returncode == 1, answer.stdout


def _is_walled(owner, table: str) -> bool:
    return owner.execute(
        "SELECT relrowsecurity FROM pg_class WHERE oid = %s::regclass", [table]
    ).fetchone()[0]


def test_the_page_asks_once_more(client, cast, new_id):
    with tenant_scope(cast.acme):
        chat = life_of(cast.visitor, new_id)
    sign_in(client, cast.ada)
    page = client.get(f"/t/acme/privacy/erasures/?chat={chat.pk}")
    assert b"Erase for good" in page.content
    client.post("/t/acme/privacy/erasures/", {"chat": chat.pk})
    with tenant_scope(cast.acme):
        assert Conversation.objects.filter(pk=chat.pk).exists()
    client.post("/t/acme/privacy/erasures/", {"chat": chat.pk, "sure": "yes"})
    with tenant_scope(cast.acme):
        assert not Conversation.objects.filter(pk=chat.pk).exists()
    assert b"by Ada" in client.get("/t/acme/privacy/erasures/").content


@pytest.mark.parametrize("number", ["0", "x", "-1", "9" * 30, "1e3", "٣"])
def test_a_number_that_is_no_chat(client, cast, number):
    sign_in(client, cast.ada)
    page = client.get("/t/acme/privacy/erasures/", {"chat": number})
    assert page.status_code == 200 and b"There is no such chat" in page.content


def test_only_who_may_change_settings(client, cast):
    sign_in(client, cast.omar)
    for path in ("", "masking/", "erasures/", "summary/"):
        assert client.get(f"/t/acme/privacy/{path}").status_code == 403
