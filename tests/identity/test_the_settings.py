"""Settings > Connections > Identity: a secret that is shown once, and what it takes."""

import json
import re
import subprocess
import time
from pathlib import Path

import jwt
from django.conf import settings

from chat.actions.identity import claim_identity, identify
from chat.identity import shown
from chat.identity.examples import ON_A_SERVER
from chat.identity.secrets import renew_secret
from helpdesk.tenancy import tenant_scope
from tests.conftest import sign_in

DOCS = (Path(settings.BASE_DIR) / "docs" / "page-api.md").read_text()
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


def test_the_examples_of_the_docs_are_taken(in_acme):
    assert ON_A_SERVER in DOCS
    secret, key = renew_secret(in_acme.acme), in_acme.acme.site_key
    module = re.search(r"```mjs\n(.*?)```", DOCS, re.DOTALL)[1].replace("SITE_KEY", key)
    customer = json.dumps({"id": 42, "name": "Grace Hopper", "email": "grace@navy.example"})
    call = f"console.log(identityToken({customer}, {json.dumps(secret)}));"
    own = Path(settings.BASE_DIR) / ".venv/bin/node"
    node = [str(own) if own.exists() else "node", "--input-type=module", "-e", module + call]
    token = subprocess.run(node, capture_output=True, text=True, check=True).stdout.strip()
    visitor = identify(tenant=in_acme.acme, visitor_id=in_acme.visitor.pk, token=token)
    assert shown(visitor)["verified"] and shown(visitor)["name"] == "Grace Hopper"


def test_the_install_page_shows_what_a_page_can_say(client, cast):
    sign_in(client, cast.ada)
    page = client.get("/t/acme/install/").content.decode()
    assert "helpdesk.q" in page and PAGE in page
