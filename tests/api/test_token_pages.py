"""Settings, Connections, API: tokens are made, shown once, and revoked."""

import re

import pytest

from chat.api.models import ApiToken
from helpdesk.tenancy import tenant_scope
from tenants.models import AuditEntry
from tests.conftest import sign_in

from .conftest import Program, program_of

PAGE = "/t/acme/settings/api/"
ASKED = {"name": "Shop", "speaks_as": "program", "scopes": ["visitors:read"], "days": "30"}


@pytest.fixture
def ada(client, cast):
    from tenants.signin.fresh import note_sign_in

    sign_in(client, cast.ada)
    session = client.session
    note_sign_in(type("Request", (), {"session": session}))
    session.save()
    return client


def test_a_token_is_made_and_shown_once(cast, ada):
    answer = ada.post(f"{PAGE}new/", ASKED)
    (shown,) = re.findall(r"hd_\d+_[A-Za-z0-9]{40}", answer.text)
    assert answer["Cache-Control"] == "no-store"
    assert Program(shown).get("visitors").status_code == 200
    assert Program(shown).get("articles").status_code == 403
    again = ada.get(PAGE)
    assert shown not in again.text
    assert shown[:-36] in again.text
    assert "Shop" in again.text
    with tenant_scope(cast.acme):
        line = AuditEntry.objects.get(action="token.made")
    assert (line.actor, line.target, line.detail["scopes"]) == ("Ada", "Shop", ["visitors:read"])
    assert shown not in str(line.detail)


def test_a_token_is_revoked_after_asking(cast, ada, robot):
    at = f"{PAGE}{robot.token.pk}/revoke/"
    assert "Parcel robot" in ada.get(at).text
    assert robot.get("visitors").status_code == 200
    assert ada.post(at).status_code == 302
    assert robot.get("visitors").status_code == 401
    assert "Revoked" in ada.get(PAGE).text


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"name": ""}, "Enter a name"),
        ({"name": "Omar"}, "A colleague has this name"),
        ({"scopes": []}, "Choose at least one"),
        ({"scopes": ["visitors:read", "everything"]}, "everything"),
        ({"days": "9999"}, "9999"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(cast, ada, wrong, told):
    assert told in ada.post(f"{PAGE}new/", ASKED | wrong).text
    with tenant_scope(cast.acme):
        assert not ApiToken.objects.exists()


def test_only_those_who_connect_programs_see_them(client, cast, robot):
    sign_in(client, cast.sam)
    for path in ("", "new/", f"{robot.token.pk}/revoke/"):
        assert client.get(PAGE + path).status_code == 403


def test_the_tokens_of_others_are_not_there(cast, ada):
    theirs = program_of(cast.eve)
    assert ada.post(f"{PAGE}{theirs.token.pk}/revoke/").status_code == 404
    assert theirs.get("visitors").status_code == 200


def test_a_browser_left_open_makes_none(client, cast):
    sign_in(client, cast.ada)
    session = client.session
    session["account_authentication_methods"] = []
    for name in list(session.keys()):
        if "at" in name and isinstance(session[name], float):
            session[name] = 0.0
    session.save()
    answer = client.post(f"{PAGE}new/", ASKED)
    assert answer.status_code == 302
    with tenant_scope(cast.acme):
        assert not ApiToken.objects.exists()
