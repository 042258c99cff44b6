"""The page of canned replies."""

from typing import Any

import pytest
from django.test import Client

from chat.models import CannedReply
from helpdesk.tenancy import tenant_scope
from tests.conftest import sign_in

PAGE = "/t/acme/canned/"


@pytest.fixture
def sam(cast: Any) -> Client:
    """The supervisor's browser."""
    return sign_in(Client(), cast.sam)


@pytest.fixture
def reply(cast: Any) -> CannedReply:
    with tenant_scope(cast.acme):
        return CannedReply.objects.create(tenant=cast.acme, shortcut="hours", body="9 to 5.")


def replies(cast: Any) -> dict[str, str]:
    with tenant_scope(cast.acme):
        return dict(cast.acme.canned_replies.values_list("shortcut", "body"))


def test_a_supervisor_adds_one(sam: Client, cast: Any) -> None:
    sam.post(f"{PAGE}new/", {"shortcut": "/Opening-Hours", "body": "From 9 to 5.\r\nLocal time."})
    assert replies(cast) == {"opening-hours": "From 9 to 5.\nLocal time."}


def test_a_supervisor_changes_one(sam: Client, cast: Any, reply: CannedReply) -> None:
    sam.post(f"{PAGE}{reply.pk}/", {"shortcut": "hours", "body": "10 to 6."})
    assert replies(cast) == {"hours": "10 to 6."}


def test_deleting_asks_first(sam: Client, cast: Any, reply: CannedReply) -> None:
    sam.get(f"{PAGE}{reply.pk}/delete/")
    assert replies(cast)
    sam.post(f"{PAGE}{reply.pk}/delete/")
    assert replies(cast) == {}


def test_an_operator_reads_the_companys_and_does_not_write_it(
    cast: Any, reply: CannedReply
) -> None:
    omar = sign_in(Client(), cast.omar)
    page = omar.get(PAGE).content.decode()
    assert "9 to 5." in page
    assert "Edit" not in page
    for path in (f"{reply.pk}/", f"{reply.pk}/delete/"):
        assert omar.post(PAGE + path, {"shortcut": "x1", "body": "x"}).status_code == 403
    assert replies(cast) == {"hours": "9 to 5."}


@pytest.mark.parametrize(
    ("shortcut", "body", "says"),
    [
        ("hours", "Again", "/hours is taken."),
        ("HOURS", "Again", "/hours is taken."),
        ("", "Text", "Enter a shortcut"),
        ("two words", "Text", "Use small letters and digits"),
        ("é", "Text", "Use small letters and digits"),
        ("ok", "", "Enter the text"),
        ("ok", "\u200b", "Enter the text"),
        ("ok", "x" * 4001, "at most 4000"),
        ("ok", "a\u202eb", "control characters"),
    ],
)
def test_a_wrong_one_is_refused(
    sam: Client, cast: Any, reply: CannedReply, shortcut: str, body: str, says: str
) -> None:
    page = sam.post(f"{PAGE}new/", {"shortcut": shortcut, "body": body}).content.decode()
    assert says in page
    assert replies(cast) == {"hours": "9 to 5."}


def test_another_companys_reply_is_not_there(cast: Any, reply: CannedReply) -> None:
    eve = sign_in(Client(), cast.eve)
    for path in (f"{reply.pk}/", f"{reply.pk}/delete/"):
        assert eve.post(f"/t/globex/canned/{path}", {"shortcut": "x1"}).status_code == 404
    assert replies(cast) == {"hours": "9 to 5."}


def test_two_companies_may_use_one_shortcut(cast: Any, reply: CannedReply) -> None:
    eve = sign_in(Client(), cast.eve)
    eve.post("/t/globex/canned/new/", {"shortcut": "hours", "body": "Never."})
    with tenant_scope(cast.globex):
        assert cast.globex.canned_replies.get().body == "Never."


def test_a_text_is_shown_as_text(sam: Client, cast: Any) -> None:
    """Class stored script, and template injection: only text comes out."""
    body = "<script>alert(1)</script> {{ settings.SECRET_KEY }} {% debug %}"
    sam.post(f"{PAGE}new/", {"shortcut": "evil", "body": body})
    page = sam.get(PAGE).content.decode()
    assert "<script>alert" not in page
    assert "{{ settings.SECRET_KEY }}" in page
