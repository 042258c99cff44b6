"""Empty, blank, list- and object-typed tokens wherever a token opens something. Invitations, links
of mails and visitors' tokens have their own files; here is what all of them have in common."""

import json
from urllib.parse import quote

import pytest
from django.test import Client

from chat.models import Visitor
from helpdesk.tenancy import tenant_scope
from tenants.models import Invitation, Membership, User

from .payloads import NOT_A_TOKEN

DOORS = [
    "/join/acme/{}/",
    "/accounts/password/reset/key/{}/",
    "/accounts/password/reset/key/1-{}/",
    "/accounts/confirm-email/{}/",
    "/transcript/{key}/{}/",
    "/privacy/{key}/{}/",
    "/privacy/{key}/{}/my-data.json",
    "/m/{key}/back/{}/",
    "/m/{key}/rate/{}/",
    "/m/{key}/unsubscribe/{}/",
    "/widget/{key}/files/{}/",
]
HEADERS = ["", "Bearer", "Bearer ", "Bearer hd_", "Bearer hd__", "Bearer hd_1_", "Bearer null",
           "Bearer hd_None_None", "Bearer []", "Basic Og==", "Bearer \x00"]  # fmt: skip


def as_text(odd):
    return odd if isinstance(odd, str) else json.dumps(odd)


@pytest.fixture
def blank(cast):
    """Rows that a blank token would find, were one ever looked for."""
    with tenant_scope(cast.acme):
        Invitation.objects.create(
            tenant=cast.acme, email="new@acme.example", role="owner",
            token_hash=Invitation.hash(""), invited_by=cast.ada, expires_at="2100-01-01T00:00Z",
        )  # fmt: skip
        Visitor.objects.create(tenant=cast.acme, token_hash="")
    return cast


@pytest.mark.parametrize("door", DOORS)
def test_what_is_no_token_opens_no_link(blank, door):
    stranger = Client(raise_request_exception=False)
    for odd in map(as_text, NOT_A_TOKEN):
        address = door.format(quote(odd, safe=""), key=blank.acme.site_key)
        for answer in (stranger.get(address), stranger.post(address, {"password": "x" * 20})):
            assert answer.status_code in (200, 302, 400, 401, 403, 404, 405, 410), address
            assert "acme.example" not in answer.content.decode(), address
    assert "_auth_user_id" not in stranger.session
    with tenant_scope(blank.acme):
        assert Membership.objects.count() == 4


@pytest.mark.parametrize("header", HEADERS)
def test_what_is_no_token_is_nobody_to_the_api(blank, header):
    answer = Client().get("/api/v1/conversations", headers={"authorization": header})
    assert answer.status_code == 401


@pytest.mark.parametrize("odd", NOT_A_TOKEN, ids=repr)
def test_forms_take_text_alone(blank, odd):
    """A body of JSON, as other frameworks read it into lists and objects, is an empty form."""
    before = list(User.objects.values_list("password", flat=True))
    for path, fields in [
        ("/accounts/login/", ("login", "password")),
        ("/accounts/password/reset/", ("email",)),
    ]:
        stranger = Client(raise_request_exception=False)
        body = dict.fromkeys(fields, odd)
        answer = stranger.post(path, json.dumps(body), content_type="application/json")
        assert answer.status_code in (200, 400)
        answer = stranger.post(path, {name: [as_text(odd)] * 2 for name in fields})
        assert answer.status_code in (200, 302, 400, 429)
        assert "_auth_user_id" not in stranger.session
    assert list(User.objects.values_list("password", flat=True)) == before


@pytest.mark.parametrize(
    "address",
    ["ada@acme.example,eve@globex.example", "ada@acme.example\neve@globex.example",
     "ada@acme.example eve@globex.example", '"ada@acme.example"@globex.example',
     "ADA@acme.example\u200b", "ada@\u0430cme.example"],
)  # fmt: skip
def test_a_reset_is_mailed_to_the_account_alone(blank, mailoutbox, address):
    Client().post("/accounts/password/reset/", {"email": address})
    assert [mail.to for mail in mailoutbox] in ([], [["ada@acme.example"]])
