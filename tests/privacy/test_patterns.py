"""A company's own masking: its patterns, read before they count."""

import pytest

from chat import actions
from chat.models import Entry
from feedback.models import MaskPattern
from feedback.privacy import patterns
from helpdesk.tenancy import tenant_scope
from tests.conftest import sign_in


@pytest.fixture(autouse=True)
def _fresh():
    patterns._kept.clear()


def add(client, **fields):
    return client.post("/t/acme/privacy/masking/", {"name": "Number", **fields})


def test_a_pattern_masks_from_the_next_message_on(client, cast, new_id):
    sign_in(client, cast.ada)
    assert add(client, pattern=r"KD-\d{6}").status_code == 302
    with tenant_scope(cast.acme):
        actions.post_visitor_message(
            visitor=cast.visitor, client_id=new_id(), body="I am KD-123456"
        )
        assert Entry.objects.filter(body="I am •••••••••").exists()
    with tenant_scope(cast.globex):
        actions.post_visitor_message(
            visitor=cast.stranger, client_id=new_id(), body="I am KD-123456"
        )
        assert Entry.objects.filter(body="I am KD-123456").exists()


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("(", "missing )"),
        ("a*", "true of every text"),
        (r"(a)\1", "not a pattern"),
        ("", "required"),
    ],
)
def test_what_is_no_pattern_is_told_and_kept_in_the_form(client, cast, pattern, why):
    sign_in(client, cast.ada)
    page = add(client, pattern=pattern, example="my words")
    assert page.status_code == 200 and why in page.content.decode()
    assert b"my words" in page.content
    with tenant_scope(cast.acme):
        assert not MaskPattern.objects.exists()


def test_trying_keeps_nothing(client, cast):
    sign_in(client, cast.ada)
    page = add(client, pattern=r"\d+", example="I am 42", **{"try": "1"})
    assert "I am ••" in page.content.decode()
    with tenant_scope(cast.acme):
        assert not MaskPattern.objects.exists()


def test_another_companys_pattern_is_not_there(client, cast):
    with tenant_scope(cast.globex):
        row = MaskPattern.objects.create(tenant=cast.globex, name="x", pattern="x")
    sign_in(client, cast.ada)
    assert client.post(f"/t/acme/privacy/masking/{row.pk}/remove/").status_code == 404
