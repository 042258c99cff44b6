"""Settings > Connections > Identity: a secret that is shown once, and what it takes."""

import re
import time

import jwt

from chat.actions.identity import claim_identity, identify
from chat.identity import shown
from chat.identity.examples import ON_A_SERVER
from helpdesk.tenancy import tenant_scope
from tests.conftest import sign_in

PAGE = "/t/acme/settings/identity/"


def shown_secret(answer):
    return re.search(r'id="new-secret">([^<]+)<', answer.content.decode())[1]


def test_a_secret_is_shown_once_and_what_the_page_shows_works(client, cast):
    sign_in(client, cast.ada)
    assert "identity_token" in client.get(PAGE).content.decode()
    made = client.post(f"{PAGE}secret/")
    secret = shown_secret(made)
    assert made["Cache-Control"] == "no-store" and len(secret) > 40
    assert secret not in client.get(PAGE).content.decode()

    class Customer:
        id, name, email = 42, "Grace Hopper", "grace@navy.example"

    names = {}
    exec(ON_A_SERVER.replace("SITE_KEY", cast.acme.site_key), names)
    with tenant_scope(cast.acme):
        token = names["identity_token"](Customer, secret)
        visitor = identify(tenant=cast.acme, visitor_id=cast.visitor.pk, token=token)
        assert shown(visitor)["verified"]
    assert jwt.decode(token, secret, ["HS256"], audience=cast.acme.site_key)["exp"] > time.time()


def test_the_one_before_counts_until_it_is_ended(client, cast):
    sign_in(client, cast.ada)
    for _ in range(2):
        client.post(f"{PAGE}secret/")
    assert "The one before counts until" in client.get(PAGE).content.decode()
    client.post(f"{PAGE}end/")
    assert "The one before counts until" not in client.get(PAGE).content.decode()


def test_what_is_not_signed_is_not_shown_where_a_signature_is_required(client, cast):
    sign_in(client, cast.ada)
    with tenant_scope(cast.acme):
        visitor = claim_identity(visitor_id=cast.visitor.pk, said={"name": "Grace"})
    for sent, seen in (({"is_required": "on"}, False), ({}, True)):
        assert client.post(PAGE, sent).status_code == 302
        assert ("checked" in client.get(PAGE).content.decode()) is not seen
        with tenant_scope(cast.acme):
            assert (shown(visitor) is not None) is seen


def test_operators_and_outsiders_have_no_say(client, cast):
    for member, status in ((cast.omar, 403), (cast.sam, 403), (cast.eve, 404)):
        sign_in(client, member)
        assert client.get(PAGE).status_code == status
        assert {client.post(f"{PAGE}{door}/").status_code for door in ("secret", "end")} == {status}
