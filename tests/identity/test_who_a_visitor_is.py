"""A signature of the company's own server is believed; what a page merely says is shown as said."""

import base64
import json
import time
import warnings
from datetime import timedelta
from uuid import uuid4

import jwt
import pytest
from django.utils import timezone

from chat import actions
from chat.actions import Refused, new_visitor
from chat.actions.forgetting import empty_chats, empty_strangers, forget_visitor
from chat.actions.identity import claim_identity, identify, set_attributes
from chat.context import context_of
from chat.frames import BadFrame
from chat.identity import shown
from chat.identity.models import IdentityNonce, IdentitySettings
from chat.identity.secrets import end_former, renew_secret, require_signature
from chat.identity.telling import read_attributes
from chat.identity.tending import care
from chat.models import Conversation, Visitor
from feedback.models import LiveConsent, OutgoingMail
from feedback.permission.holdings import _visitor
from helpdesk.tenancy import tenant_scope
from tests.identity.tokens import token


@pytest.fixture
def secret(in_acme):
    return renew_secret(in_acme.acme)


def prove(cast, signed, visitor=None):
    return identify(tenant=cast.acme, visitor_id=(visitor or cast.visitor).pk, token=signed)


def refusal(work, *args, **kwargs):
    with pytest.raises(Refused) as told:
        work(*args, **kwargs)
    return told.value.code, told.value.field


def unsigned(**said):
    """Algorithm "none", which some libraries once took."""
    parts = [{"alg": "none", "typ": "JWT"}, said]
    return (
        ".".join(
            base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=")
            for part in parts
        )
        + "."
    )


def test_a_signed_word_is_believed_and_its_name_is_used(in_acme, secret):
    visitor = prove(in_acme, token(secret, in_acme.acme.site_key))
    told = shown(visitor)
    assert told.pop("at").endswith("Z")
    assert told == {
        "id": "42",
        "name": "Grace Hopper",
        "email": "grace@navy.example",
        "verified": True,
    }
    row = Visitor.objects.get(pk=visitor.pk)
    assert row.name == "Grace Hopper" and "navy" not in str(row.identity)
    assert _visitor(row)["told_by_the_page"]["email"] == "grace@navy.example"  # to whom it belongs


def test_every_token_with_something_wrong_is_refused_and_says_what(in_acme, secret):
    cast, key, now = in_acme, in_acme.acme.site_key, int(time.time())
    wrong = {
        "exp": [
            {"exp": now - 60},
            {"exp": now + 25 * 3600},
            {"exp": None},
            {"exp": "soon"},
            {"exp": 1e300},
        ],
        "aud": [{"aud": cast.globex.site_key}, {"aud": None}, {"aud": ["x", key]}, {"aud": ""}],
        "sub": [{"sub": None}, {"sub": ""}, {"sub": 42}, {"sub": "x" * 101}],
        "jti": [{"jti": None}, {"jti": ""}, {"jti": 7}, {"jti": "x" * 101}],
        "nbf": [{"nbf": now + 600}],
        "name": [{"name": "x" * 81}, {"name": ["Grace"]}],
        "email": [
            {"email": "no address"},
            {"email": "a@b.example,c@d.example"},
            {"email": {"a": 1}},
        ],
    }
    for field, cases in wrong.items():
        for said in cases:
            code, told = refusal(prove, cast, token(secret, key, **said))
            assert (code, told) in [("bad_identity", field), ("bad_identity", "token")], said
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        forged = token("short", key)
        other = jwt.encode({"sub": "1"}, secret, algorithm="HS512")
    assert refusal(prove, cast, forged) == ("bad_identity", "signature")
    for text in (
        "",
        "x",
        "a.b.c",
        "x" * 5000,
        other,
        unsigned(sub="42", aud=key, exp=now + 9, jti="1"),
    ):
        assert refusal(prove, cast, text) == ("bad_identity", "token")
    assert shown(Visitor.objects.get(pk=cast.visitor.pk)) is None


def test_a_company_without_a_secret_believes_nobody(in_acme):
    signed = token("x" * 40, in_acme.acme.site_key)
    assert refusal(prove, in_acme, signed) == ("bad_identity", "secret")


def test_a_token_names_one_visitor_and_nobody_after_them(in_acme, secret):
    signed = token(secret, in_acme.acme.site_key)
    prove(in_acme, signed)
    assert prove(in_acme, signed).identity["id"] == "42"  # the same browser, loaded again
    another, _ = new_visitor(tenant=in_acme.acme)
    assert refusal(prove, in_acme, signed, another) == ("bad_identity", "jti")
    assert shown(Visitor.objects.get(pk=another.pk)) is None


def test_tokens_that_are_over_are_forgotten(in_acme, secret):
    prove(in_acme, token(secret, in_acme.acme.site_key))
    assert care(in_acme.acme) and IdentityNonce.objects.count() == 1
    IdentityNonce.objects.update(ends_at=timezone.now() - timedelta(minutes=5))
    assert care(in_acme.acme) == [] and not IdentityNonce.objects.exists()


def test_a_replaced_secret_counts_for_a_day_and_can_be_ended_at_once(in_acme, secret):
    key, cast = in_acme.acme.site_key, in_acme
    new = renew_secret(cast.acme)
    assert prove(cast, token(secret, key)) and prove(cast, token(new, key))
    row = IdentitySettings.objects.get()
    assert secret.encode() not in bytes(row.former) and new.encode() not in bytes(row.secret)
    IdentitySettings.objects.update(former_ends_at=timezone.now())
    assert refusal(prove, cast, token(secret, key)) == ("bad_identity", "signature")
    newest = renew_secret(cast.acme)
    end_former(cast.acme)
    assert refusal(prove, cast, token(new, key)) == ("bad_identity", "signature")
    assert prove(cast, token(newest, key))


def test_a_claim_is_shown_as_one_and_never_where_a_signature_is_required(in_acme):
    claim = {"id": 42, "name": "Grace\u202e", "email": "grace@navy.example"}
    visitor = claim_identity(visitor_id=in_acme.visitor.pk, said=claim)
    assert shown(visitor) | {"email": ""} == {
        "id": "42",
        "name": "Grace",
        "email": "",
        "verified": False,
        "at": None,
    }
    assert visitor.name == ""  # no list, no bubble calls them so
    require_signature(in_acme.acme, True)
    assert shown(visitor) is None
    assert refusal(claim_identity, visitor_id=visitor.pk, said=claim) == ("identity_required", None)


def test_a_claim_neither_replaces_a_signed_word_nor_another_person(in_acme, secret):
    cast, key = in_acme, in_acme.acme.site_key
    prove(cast, token(secret, key))
    same = claim_identity(visitor_id=cast.visitor.pk, said={"name": "Mallory"})
    assert shown(same)["name"] == "Grace Hopper" and shown(same)["verified"]
    other = {"visitor_id": cast.visitor.pk, "said": {"id": "7"}}
    assert refusal(claim_identity, **other) == ("other_person", None)
    assert refusal(prove, cast, token(secret, key, sub="7")) == ("other_person", None)


def test_what_a_page_may_tell_is_little_and_of_fixed_forms(in_acme):
    pk = in_acme.visitor.pk
    said = {"plan": "gold", "orders": 3, "spent": 9.5, "is_new": False}
    assert (
        set_attributes(visitor_id=pk, said=read_attributes({"attributes": said})).attributes == said
    )
    less = read_attributes({"attributes": {"plan": None, "orders": 4}})
    assert set_attributes(visitor_id=pk, said=less).attributes == {
        "orders": 4,
        "spent": 9.5,
        "is_new": False,
    }
    many = {f"a{n}": n for n in range(18)}
    assert refusal(set_attributes, visitor_id=pk, said=many) == ("too_many", "attributes")
    for bad in (
        None,
        [],
        "x",
        {"a": []},
        {"a": {}},
        {"a": "x" * 201},
        {"x" * 41: 1},
        {"": 1},
        {"\u202e": 1},
        {"a": 2**60},
        {f"a{n}": n for n in range(41)},
    ):
        with pytest.raises(BadFrame):
            read_attributes({"attributes": bad})


def test_operators_see_it_beside_the_chat_and_nobody_else(in_acme, secret):
    appended = actions.post_visitor_message(
        visitor=in_acme.visitor, client_id=uuid4(), body="Hello"
    )
    prove(in_acme, token(secret, in_acme.acme.site_key))
    set_attributes(visitor_id=in_acme.visitor.pk, said={"plan": "gold"})
    told = context_of(appended.entry.conversation_id)
    assert (told["identity"]["id"], told["attributes"]) == ("42", {"plan": "gold"})


def test_an_e_mail_address_in_an_identity_is_no_consent(in_acme, secret):
    prove(in_acme, token(secret, in_acme.acme.site_key))
    assert not LiveConsent.objects.exists() and not OutgoingMail.objects.exists()


def test_it_goes_with_the_words_and_with_the_visitor(in_acme, secret):
    key, later = in_acme.acme.site_key, timezone.now() + timedelta(days=1)
    actions.post_visitor_message(visitor=in_acme.visitor, client_id=uuid4(), body="Hello")
    silent, _ = new_visitor(tenant=in_acme.acme)
    for visitor in (in_acme.visitor, silent):
        prove(in_acme, token(secret, key), visitor)
        set_attributes(visitor_id=visitor.pk, said={"plan": "gold"})
    Conversation.objects.update(status="closed", closed_at=timezone.now())
    assert (empty_chats(closed_before=later, most=9), empty_strangers(known_before=later)) == (1, 1)
    for visitor in Visitor.objects.all():
        assert (visitor.identity, visitor.attributes, visitor.identity_verified_at) == (
            {},
            {},
            None,
        )
        assert visitor.name == ""
    forget_visitor(visitor_id=silent.pk)
    assert not IdentityNonce.objects.filter(visitor=silent.pk).exists()


def test_the_same_over_the_chats_own_line(visitor_door, committed_cast):
    cast = committed_cast
    with tenant_scope(cast.acme):
        secret = renew_secret(cast.acme)
    signed = {"type": "identify", "token": token(secret, cast.acme.site_key)}
    claim = {"type": "identify", "claim": {"id": "7"}}
    told = {"type": "attributes", "attributes": {"a": 1}}
    odd = [{"type": "identify"}, {"type": "identify", "token": 7}, {"type": "attributes"}]
    first, second, third, *others = visitor_door.say(signed, claim, told, *odd)
    assert (first["type"], first["identity"]["verified"]) == ("identity", True)
    assert (second["code"], third["type"]) == ("other_person", "attributes")
    assert [answer["code"] for answer in others] == ["bad_frame"] * 3
