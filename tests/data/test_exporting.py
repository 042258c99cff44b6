"""Chats as sealed files behind a fresh sign-in, and tables that find their way back."""

import csv
import io
import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from asgiref.sync import async_to_sync
from django.test import Client
from django.utils import timezone

from chat import actions
from chat.actions.tags import add_tag
from chat.models import Article, CannedReply, Conversation
from feedback.data.care import care
from feedback.data.exports import asking
from feedback.data.exports.tables import TABLES
from feedback.data.exports.writing import write_export
from feedback.models import Ask, ExportRun, Rating
from feedback.surveys.versions import newest
from helpdesk.files import csv_lines
from helpdesk.sealed_files import files
from helpdesk.sealing import CannotOpen
from helpdesk.tenancy import tenant_scope
from tenants.audit.models import AuditEntry
from tenants.signin.standing import SIGNED_IN_AT
from tests.conftest import sign_in

from .test_importing_tables import checked

TODAY = timezone.now().date()
WEEK = {"first": TODAY - timedelta(days=7), "last": TODAY + timedelta(days=1)}


@pytest.fixture
def chat(in_acme: Any) -> Conversation:
    """=1+1 was said and =2 answered; the customer gave one face, to be seen; a colleague wrote a
    note."""
    actions.post_visitor_message(visitor=in_acme.visitor, client_id=uuid4(), body="=1+1")
    row = Conversation.objects.get(visitor=in_acme.visitor)
    of = {"member": in_acme.omar, "conversation_id": row.pk}
    actions.post_operator_message(**of, client_id=uuid4(), body="@SUM(2)")
    actions.add_note(**of, client_id=uuid4(), body="-odd")
    add_tag(**of, client_id=uuid4(), name="+tag")
    actions.close(**of, client_id=uuid4())
    Ask.objects.all().delete()
    ask = Ask.objects.create(
        tenant=in_acme.acme, conversation=row, closing=6, version=newest(in_acme.acme)
    )
    Rating.objects.create(tenant=in_acme.acme, ask=ask, score=1, is_open=True)
    return row


def written(cast: Any, **wanted: Any) -> tuple[ExportRun, str]:
    run = asking.ask_for(by=cast.sam, **(WEEK | wanted))
    write_export(run.pk)
    run.refresh_from_db()
    return run, b"".join(asking.content_of(run)).decode()


def read(answer: Any) -> list[bytes]:
    async def all_of_it() -> list[bytes]:
        return [piece async for piece in answer.streaming_content]

    return async_to_sync(all_of_it)()


def signed_in(client: Client, *, at: float) -> None:
    session = client.session
    session[SIGNED_IN_AT] = at
    session.save()


def test_a_csv_has_a_line_for_each_line_and_no_formula(in_acme: Any, chat: Conversation) -> None:
    run, text = written(in_acme, format="csv")
    assert (run.state, run.chats, run.total, run.size) == ("done", 1, 1, len(text.encode()))
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    said = [row["body"] for row in rows if row["author"] != "automatic" and row["body"]]
    assert said == ["'=1+1", "'@SUM(2)", "'-odd"]
    assert {row["tags"] for row in rows} == {"'+tag"}
    assert {row["rating"] for row in rows} == {"1"}
    assert [row["seq"] for row in rows] == [str(n + 1) for n in range(len(rows))]
    cells = [cell for row in rows for cell in row.values()]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)


def test_json_is_what_was_said_and_an_anonymous_rating_stays_so(
    in_acme: Any, chat: Conversation
) -> None:
    (found,) = json.loads(written(in_acme, format="json")[1])
    assert [e["body"] for e in found["entries"] if e["kind"] == "note"] == ["-odd"]
    assert (found["tags"], found["rating"]["score"]) == (["+tag"], 1)
    Rating.objects.update(is_open=False)
    (found,) = json.loads(written(in_acme, format="json")[1])
    assert found["rating"] is None
    assert json.loads(written(in_acme, format="json", status=asking.LIVE)[1]) == []
    long_ago = {"first": TODAY - timedelta(days=90), "last": TODAY - timedelta(days=80)}
    assert json.loads(written(in_acme, format="json", **long_ago)[1]) == []


def test_the_file_is_sealed_and_gone_after_a_week(in_acme: Any, chat: Conversation) -> None:
    run, _ = written(in_acme, format="json")
    path = asking.path_of(run)
    sealed = files().open(path).read()
    assert b"SUM" not in sealed
    with files().open(path, "wb") as file:
        file.write(sealed[:-20])
    with pytest.raises(CannotOpen):
        list(asking.content_of(run))
    ExportRun.objects.update(expires_at=timezone.now())
    list(care(in_acme.acme))
    run.refresh_from_db()
    assert run.state == "gone"


def test_who_may_not_gets_nothing_and_who_may_leaves_a_line(
    in_acme: Any, chat: Conversation
) -> None:
    run, text = written(in_acme, format="csv")
    address = f"/t/acme/settings/data/exports/{run.pk}/file/"
    client = Client()
    assert sign_in(client, in_acme.omar).get(address).status_code == 403
    assert sign_in(client, in_acme.eve).get(address).status_code == 404
    sign_in(client, in_acme.sam)
    signed_in(client, at=0)
    assert client.get(address).status_code == 302  # prove who you are
    signed_in(client, at=timezone.now().timestamp())
    answer = client.get(address)
    assert answer["Content-Length"] == str(len(text.encode()))
    assert b"".join(read(answer)) == text.encode()
    with tenant_scope(in_acme.acme):
        done = AuditEntry.objects.filter(action__startswith="export.").order_by("pk")
        assert list(done.values_list("action", flat=True)) == ["export.made", "export.fetched"]


def test_tables_find_their_way_back(in_acme: Any) -> None:
    odd = ["=cmd|' /C calc'!A0", "'=quoted", '-5 °C\nsecond line; "said"', "a,b"]
    CannedReply.objects.bulk_create(
        CannedReply(tenant=in_acme.acme, shortcut=f"s{n}", body=body) for n, body in enumerate(odd)
    )
    Article.objects.create(
        tenant=in_acme.acme, title="+49 or not?", body="@home", reviewed_on=TODAY, is_public=False
    )
    for kind, count in (("canned", 4), ("articles", 1), ("people", 4)):
        text = "\ufeff" + "".join(csv_lines(TABLES[kind](in_acme.acme)))
        run = checked(in_acme.ada, kind, text)
        assert (run.counts, run.bad) == ({"same": count}, 0), kind
