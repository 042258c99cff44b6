"""A company shows that a domain is its own, and lets the people of it join."""

import pytest
from django.test import Client

from helpdesk import outgoing
from helpdesk.tenancy import tenant_scope
from tenants.actions import NotAllowed, end_membership
from tenants.models import Membership, Tenant, User
from tenants.signin import dns, domains
from tenants.signin.domains import claim_domain, give_up_domain, proof_of, prove_domain, read_domain
from tests.conftest import _verify, sign_in
from tests.signin.resolver import FakeResolver

PAGE = "/t/acme/settings/sign-in/"


@pytest.fixture(scope="module")
def running():
    resolver = FakeResolver()
    yield resolver
    resolver.close()


@pytest.fixture
def resolver(running, monkeypatch):
    running.records, running.spoil, running.cut = {}, None, False
    monkeypatch.setattr(dns, "resolvers", lambda: [running.address])
    monkeypatch.setattr(dns, "TIMEOUT_S", 0.3)
    monkeypatch.setattr(outgoing, "get", lambda *_, **__: outgoing.Answer(404, b""))
    return running


NO_DOMAINS = """
gmail.com GMX.de @outlook.com localhost example .com a..com -a.com a-.com ex_ample.com 10.0.0.1
example.com/path https://example.com user@example.com xn--.com example.123 a.b?c
""".split()


def test_what_is_no_domain_of_a_company_is_refused():
    for written in [*NO_DOMAINS, "", " ", "a b.com", "x" * 64 + ".com", "a.example\n.com"]:
        with pytest.raises(NotAllowed):
            read_domain(written)
    assert read_domain(" @Bücher.Example. ") == "xn--bcher-kva.example"


def test_records_of_any_length_are_read_and_answers_to_something_else_are_not(resolver):
    resolver.records = {"acme.example": ["v=spf1 -all", "x" * 700]}
    assert dns.txt_records("acme.example") == ["v=spf1 -all", "x" * 700]
    assert dns.txt_records("other.example") == []
    resolver.cut = True
    assert dns.txt_records("acme.example") == ["v=spf1 -all", "x" * 700]
    resolver.cut = False
    for spoil in (
        lambda answer: b"\0\0" + answer[2:],
        lambda answer: answer.replace(b"acme", b"evil"),
        lambda answer: answer[:3] + b"\x82" + answer[4:],
        lambda answer: answer[:40],
        lambda answer: b"",
    ):
        resolver.spoil = spoil
        with pytest.raises(dns.NoAnswer):
            dns.txt_records("acme.example")


def test_a_domain_is_proved_by_a_record_or_a_file_of_this_very_company(cast, resolver, monkeypatch):
    acme, globex = cast.acme, cast.globex
    with tenant_scope(acme):
        claim_domain(tenant=acme, written="Acme.Example")
        acme.refresh_from_db()
        assert not prove_domain(tenant=acme, domain="acme.example")
        resolver.records = {"acme.example": [proof_of(globex, "acme.example")]}
        assert not prove_domain(tenant=acme, domain="acme.example")
        resolver.records = {"acme.example": ["else", f" {proof_of(acme, 'acme.example')} "]}
        assert not prove_domain(tenant=acme, domain="never-claimed.example")
        assert prove_domain(tenant=acme, domain="acme.example")
        asked = []
        body = f"# ours\r\n{proof_of(acme, 'b.example')}\r\n".encode()

        def get(url, *_, **__):
            asked.append(url)
            return outgoing.Answer(302 if len(asked) == 1 else 200, body)

        monkeypatch.setattr(outgoing, "get", get)
        claim_domain(tenant=acme, written="b.example")
        acme.refresh_from_db()
        assert not prove_domain(tenant=acme, domain="b.example")
        assert prove_domain(tenant=acme, domain="b.example")
        assert set(asked) == {"https://b.example/.well-known/helpdesk-domain.txt"}
        acme.refresh_from_db()
        assert (acme.claimed_domains, acme.proved_domains) == ([], ["acme.example", "b.example"])
        give_up_domain(tenant=acme, domain="b.example")
    acme.refresh_from_db()
    assert acme.proved_domains == ["acme.example"]


def person(email, *, confirmed=True):
    user = User.objects.create_user(email)
    if confirmed:
        _verify(user)
    browser = Client()
    browser.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return browser


def joins(browser, slug="acme"):
    browser.post(f"/companies/join/{slug}/")
    return browser.get(f"/t/{slug}/me/").status_code == 200


def test_only_a_confirmed_address_of_an_open_domain_joins_and_as_an_operator(cast):
    Tenant.objects.filter(pk=cast.acme.pk).update(proved_domains=["acme.example"])
    nina = person("nina@acme.example")
    assert not joins(nina)
    assert "Acme" not in nina.get("/companies/").content.decode()
    Tenant.objects.filter(pk=cast.acme.pk).update(joins_by_domain=True)
    assert not joins(person("late@acme.example", confirmed=False))
    assert not joins(person("x@sub.acme.example")) and not joins(person("x@evilacme.example"))
    assert not joins(nina, "globex")
    assert "Join Acme" in nina.get("/companies/").content.decode()
    assert joins(nina)
    with tenant_scope(cast.acme):
        member = Membership.objects.get(user__email="nina@acme.example")
        assert member.role == "operator"
        end_membership(by=cast.ada, member=member)
    assert not joins(nina)
    assert "Join Acme" not in nina.get("/companies/").content.decode()


def test_who_has_no_account_gets_a_link_and_strangers_learn_nothing(cast, mailoutbox):
    Tenant.objects.filter(pk=cast.acme.pk).update(
        proved_domains=["acme.example"], joins_by_domain=True
    )
    pages = [
        Client().post("/sign-in/", {"email": email}).content
        for email in ("nina@acme.example", "nina@nowhere.example", "omar@acme.example")
    ]
    assert len({page.partition(b"<main")[2] for page in pages}) == 1
    assert [mail.to for mail in mailoutbox] == [["nina@acme.example"]]


def test_the_page_takes_the_right_and_leads_through_all_of_it(cast, resolver):
    sam, ada = sign_in(Client(), cast.sam), sign_in(Client(), cast.ada)
    for address in ("", "factor/", "domains/", "provider/", "provider/require/"):
        assert sam.post(PAGE + address).status_code == 403
    assert b"Enter a domain" in ada.post(f"{PAGE}domains/", {"domain": "gmail"}).content
    assert b"Anybody can have" in ada.post(f"{PAGE}domains/", {"domain": "gmail.com"}).content
    ada.post(f"{PAGE}domains/", {"domain": "acme.example"})
    proof = proof_of(cast.acme, "acme.example")
    assert proof in ada.get(PAGE).content.decode()
    prove = {"path": f"{PAGE}domains/prove/", "data": {"domain": "acme.example"}, "follow": True}
    assert b"Neither the record nor the file" in ada.post(**prove).content
    resolver.records = {"acme.example": [proof]}
    assert b"acme.example is yours" in ada.post(**prove).content
    ada.post(f"{PAGE}domains/joining/", {"joins": "on"})
    assert Tenant.objects.get(slug="acme").joins_by_domain
    ada.post(f"{PAGE}domains/remove/", {"domain": "acme.example"})
    acme = Tenant.objects.get(slug="acme")
    assert (acme.proved_domains, acme.joins_by_domain) == ([], False)
    assert domains.companies_of_domain("x@acme.example") == []
