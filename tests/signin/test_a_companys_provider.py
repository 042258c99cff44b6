"""A company's own sign-in: whom it lets in, where to, and what of its word is not believed."""

import time
from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils import timezone

from helpdesk import outgoing
from helpdesk.tenancy import tenant_scope
from tenants.actions import end_membership, join_company
from tenants.audit.models import AuditEntry
from tenants.invitations import invite
from tenants.models import Membership, Provider, Tenant, User
from tenants.signin.providers import disconnect, save_provider
from tests.conftest import sign_in
from tests.signin.provider import CLIENT, SECRET, FakeProvider

START, ME = "/sign-in/acme/", "/t/acme/me/"


@pytest.fixture(scope="module")
def running():
    provider = FakeProvider()
    yield provider
    provider.close()


@pytest.fixture
def provider(running, settings):
    """Acme's, which has shown acme.example to be its own."""
    running.forget()
    settings.OUTGOING_EXCEPTIONS = [running.host]
    return running


@pytest.fixture
def acme(cast, provider):
    with tenant_scope(cast.acme):
        save_provider(tenant=cast.acme, issuer=provider.issuer, client_id=CLIENT, secret=SECRET)
    provide(cast.acme, proved_domains=["acme.example"])
    provider.asked.clear()
    return cast


def provide(tenant, **columns):
    Tenant.objects.filter(pk=tenant.pk).update(**columns)


def come(provider, browser=None, slug="acme", after="", **claims):
    """Through the provider and back, in this browser."""
    browser = browser or Client()
    address = browser.get(f"/sign-in/{slug}/go/{after}")["Location"]
    browser.answer = browser.get(provider.come_back(address, **claims))
    return browser


def refusal(browser):
    assert browser.answer.status_code == 403, browser.answer
    return browser.answer.context["code"]


def is_in(browser, page=ME):
    return browser.get(page).status_code == 200


def test_a_member_comes_in_and_is_known_by_the_subject_from_then_on(acme, provider):
    omar = come(provider, sub="o", email="Omar@Acme.example", after="?next=/t/acme/articles/")
    assert omar.answer["Location"] == "/t/acme/articles/" and is_in(omar)
    renamed = come(provider, sub="o", email="somebody@else.example", email_verified=False)
    assert int(renamed.session["_auth_user_id"]) == acme.omar.user_id
    assert refusal(come(provider, sub="another", email="omar@acme.example")) == "connected"
    with tenant_scope(acme.acme):
        told = AuditEntry.objects.filter(action="signin.connected")
        assert told.get().target == "Omar"
        disconnect(member=acme.omar)
    assert is_in(come(provider, sub="another", email="omar@acme.example"))
    for evil in ("//evil.example/", "https://evil.example/", "/%5Cevil.example/", "javascript:x"):
        away = come(provider, sub="another", after=f"?next={evil}")
        assert away.answer["Location"] == "/t/acme/inbox/", evil


def test_the_session_counts_for_that_company_alone(acme, provider):
    """The company's provider may be lying about who this is."""
    with tenant_scope(acme.globex):
        join_company(tenant=acme.globex, person=acme.sam.user, role="admin")
    sam = come(provider, sub="s", email="sam@acme.example")
    assert is_in(sam) and not is_in(sam, "/t/globex/me/")
    assert "Globex" not in sam.get(ME).content.decode()
    for address in ("password/change/", "email/", "security/", "security/totp/activate/"):
        page = sam.get(f"/accounts/{address}")
        assert page.status_code == 403 and "speaks for that company alone" in page.content.decode()
    assert sam.get("/companies/new/").status_code == 403
    assert sam.post("/accounts/logout/")["Location"] == "/" and not is_in(sam)


def test_who_is_signed_in_by_themselves_stays_so(acme, provider):
    with tenant_scope(acme.globex):
        join_company(tenant=acme.globex, person=acme.sam.user, role="admin")
    sam = come(provider, sign_in(Client(), acme.sam), sub="s", email="sam@acme.example")
    assert is_in(sam) and is_in(sam, "/t/globex/me/") and is_in(sam, "/accounts/security/")
    other = come(provider, sign_in(Client(), acme.sam), sub="o", email="omar@acme.example")
    assert int(other.session["_auth_user_id"]) == acme.omar.user_id
    assert not is_in(other, "/accounts/security/")


OPEN = {"joins_by_domain": True}
NEWCOMERS = [
    ({}, {"email": "new@acme.example"}, "not_invited"),
    (OPEN, {"email": "new@acme.example"}, None),
    (OPEN, {"email": "new@globex.example"}, "not_theirs"),
    (OPEN, {"email": "new@sub.acme.example"}, "not_theirs"),
    (OPEN, {"email": "acme.example"}, "no_address"),
    (OPEN, {"email": "new@evil.example@acme.example"}, "no_address"),
    (OPEN, {"email": "new@acme.example", "email_verified": False}, "unverified"),
    (OPEN, {"email": "new@acme.example", "without": ["email_verified"]}, "unverified"),
    (OPEN, {"email": ["new@acme.example"]}, "unverified"),
    (OPEN, {"without": ["email"]}, "unverified"),
    (OPEN, {"email": "invited@elsewhere.example"}, "not_theirs"),
    ({}, {"email": "invited@acme.example"}, None),
    ({}, {"email": "owner@acme.example"}, "owner"),
    ({}, {"email": "late@acme.example"}, "not_invited"),
    (OPEN, {"email": "squatter@acme.example"}, "unconfirmed"),
    ({}, {"email": "ada@acme.example"}, "owner"),
    ({}, {"email": "eve@globex.example"}, "not_theirs"),
    (OPEN, {"email": "tess@acme.example"}, "ended"),
]


def test_who_becomes_a_member_by_the_word_of_the_provider(acme, provider, mailoutbox):
    User.objects.create_user("squatter@acme.example", "waits for the owner")
    with tenant_scope(acme.acme):
        for name, role in [("invited", "supervisor"), ("late", "operator"), ("owner", "owner")]:
            invite(by=acme.ada, email=f"{name}@acme.example", role=role)
        acme.acme.invitations.filter(email="late@acme.example").update(expires_at=timezone.now())
        end_membership(by=acme.ada, member=acme.tess)
    for number, (rules, claims, expected) in enumerate(NEWCOMERS):
        provide(acme.acme, **{"joins_by_domain": False, **rules})
        came = come(provider, sub=f"new {number}", **claims)
        if expected:
            assert (refusal(came), "_auth_user_id" in came.session) == (expected, False), claims
        else:
            assert is_in(came), claims
            User.objects.filter(email=claims["email"]).update(email=f"old{number}@acme.example")
    with tenant_scope(acme.acme):
        joined = Membership.objects.filter(user__email__startswith="old").order_by("pk")
        assert [member.role for member in joined] == ["operator", "supervisor"]
    assert not joined[0].user.has_usable_password()


def test_an_owner_connects_the_two_by_themselves(acme, provider):
    ada = come(provider, sign_in(Client(), acme.ada), sub="a", email="ada@acme.example")
    assert is_in(ada) and is_in(come(provider, sub="a"))


FORGED = [
    ({"iss": "https://other.example"}, "InvalidIssuerError"),
    ({"aud": "somebody else"}, "InvalidAudienceError"),
    ({"aud": [CLIENT, "another"]}, "azp"),
    ({"azp": "another"}, "azp"),
    ({"nonce": "of another attempt"}, "nonce"),
    ({"exp": time.time() - 3600}, "ExpiredSignatureError"),
    ({"iat": time.time() + 3600}, "ImmatureSignatureError"),
    ({"without": ["nonce"]}, "MissingRequiredClaimError"),
    ({"without": ["exp"]}, "MissingRequiredClaimError"),
    ({"without": ["sub"]}, "MissingRequiredClaimError"),
    ({"sub": ""}, "subject"),
    ({"sub": "x" * 256}, "subject"),
    ({"kid": "two"}, "key"),
    ({"alg": "none"}, "InvalidAlgorithmError"),
    ({"alg": "HS256", "key": "x" * 64}, "InvalidAlgorithmError"),
]


def test_no_forged_token_is_believed(acme, provider):
    forged = [*FORGED, ({"key": provider.other_key}, "InvalidSignatureError")]
    for claims, expected in forged:
        came = come(provider, **{"sub": "o", "email": "omar@acme.example", **claims})
        assert refusal(came) == expected, claims
        assert "_auth_user_id" not in came.session
    with tenant_scope(acme.acme):
        assert not Provider.objects.get().accounts.exists()


def test_what_the_provider_publishes_is_not_believed_either(acme, provider):
    well_known = "/acme/.well-known/openid-configuration"
    for said, expected in [
        (provider.discovery(issuer="https://other.example"), "issuer"),
        (provider.discovery(token_endpoint="http://169.254.169.254/token"), "address"),
        (provider.discovery(jwks_uri="https://10.0.0.1/keys"), "address"),
        (provider.discovery(authorization_endpoint="javascript:alert(1)"), "address"),
        (provider.discovery(token_endpoint=["x"]), "address"),
        (b"<html>", "discovery"),
        ([], "discovery"),
        (b"x" * 300_000, "no_answer"),
    ]:
        provider.says = {well_known: said}
        browser = SimpleNamespace(answer=Client().get("/sign-in/acme/go/"))
        assert refusal(browser) == expected, said
    for path, said, expected in [
        ("/acme/keys", {"keys": []}, "PyJWKSetError"),
        ("/acme/token", {"id_token": ["x"]}, "no_token"),
        ("/acme/token", {"id_token": "x.y.z"}, "DecodeError"),
    ]:
        provider.says = {path: said}
        assert refusal(come(provider, sub="o")) == expected, said


def test_what_comes_back_counts_once_for_this_browser_and_this_company(acme, provider, settings):
    who = {"sub": "o", "email": "omar@acme.example"}
    browser, stranger = Client(), Client()
    back = provider.come_back(browser.get("/sign-in/acme/go/")["Location"], **who)
    for expected, client, address in [
        ("no_attempt", stranger, back),
        ("state", browser, back.replace("state=", "state=x")),
        ("no_attempt", browser, back),
    ]:
        client.answer = client.get(address)
        assert refusal(client) == expected
    back = provider.come_back(browser.get("/sign-in/acme/go/")["Location"], **who)
    browser.answer = browser.get(f"{back}&iss=https://other.example")
    assert refusal(browser) == "issuer"
    begun = browser.get("/sign-in/acme/go/")["Location"]
    session = browser.session
    session["signin_attempt"] |= {"began": time.time() - 601}
    session.save()
    browser.answer = browser.get(provider.come_back(begun, **who))
    assert refusal(browser) == "too_late"
    with tenant_scope(acme.globex):
        save_provider(tenant=acme.globex, issuer=provider.issuer, client_id=CLIENT, secret=SECRET)
    begun = browser.get("/sign-in/acme/go/")["Location"]
    elsewhere = provider.come_back(begun, **who).replace("/acme/", "/globex/")
    browser.answer = browser.get(elsewhere)
    assert refusal(browser) == "no_attempt"
    assert "_auth_user_id" not in browser.session


def test_the_secret_is_sealed_and_another_issuer_knows_nobody(acme, provider):
    come(provider, sub="o", email="omar@acme.example")
    with tenant_scope(acme.acme):
        kept = Provider.objects.get()
        assert SECRET.encode() not in bytes(kept.secret)
        save_provider(tenant=acme.acme, issuer=provider.issuer, client_id=CLIENT, secret="")
        assert kept.accounts.count() == 1
        save_provider(tenant=acme.acme, issuer=provider.issuer, client_id="other", secret="")
        assert kept.accounts.count() == 0


def test_the_provider_is_asked_through_the_guarded_door(acme, provider, settings):
    settings.OUTGOING_EXCEPTIONS = []
    came = Client()
    came.answer = came.get("/sign-in/acme/go/")
    assert refusal(came) == "address" and provider.asked == []
    with tenant_scope(acme.acme), pytest.raises(Exception, match="address"):
        save_provider(tenant=acme.acme, issuer="https://10.0.0.1", client_id="x", secret="y")
    settings.OUTGOING_EXCEPTIONS = [provider.host]
    there = f"{provider.issuer}/.well-known/openid-configuration"
    assert outgoing.get(there, {}, total_s=2, most=9999).status == 200


def test_proving_it_again_goes_to_the_provider_and_must_be_recent(acme, provider):
    who = {"sub": "s", "email": "sam@acme.example"}
    sam = come(provider, **who)
    old = provider.come_back(sam.get("/sign-in/acme/go/")["Location"], **who)
    sam.answer = sam.get(old)
    assert refusal(sam) == "not_fresh"
    address = sam.get("/sign-in/acme/go/")["Location"]
    assert "prompt=login" in address and "max_age=0" in address
    sam.answer = sam.get(provider.come_back(address, auth_time=int(time.time()), **who))
    assert sam.answer.status_code == 302


def test_nobody_keeps_us_busy_with_asking(acme, provider):
    answers = [Client().get("/sign-in/acme/go/").status_code for _ in range(31)]
    assert answers == [302] * 30 + [429]


def test_unknown_and_unfinished_sign_ins_look_alike(acme):
    for slug in ("globex", "nowhere"):
        for page in ("", "go/", "back/"):
            answer = Client().get(f"/sign-in/{slug}/{page}")
            assert answer.status_code == 404 and "Globex" not in answer.content.decode()
