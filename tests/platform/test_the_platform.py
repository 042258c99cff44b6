"""Django admin of whoever runs the product: who comes in, what they see, what they may do."""

import re

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from helpdesk.tenancy import tenant_scope
from tenants.models import AuditEntry, Tenant
from tenants.plans import plan_of
from tests.conftest import sign_in

from .conftest import browser_of, make_pat


def changes(cast, name):
    return f"/platform/companies/{cast.acme.pk}/{name}/"


def test_only_staff_with_a_second_factor_come_in(cast):
    ada, anybody = sign_in(Client(), cast.ada), Client()
    for path in ("", "companies/", "health/", f"companies/{cast.acme.pk}/enter/"):
        address = f"/platform/{path}"
        assert ada.get(address, follow=True).status_code == 404
        assert (
            anybody.get(address, follow=True).redirect_chain[-1][0].startswith("/accounts/login/")
        )
    person = make_pat(factor=False)
    without = browser_of(person, showed=False).get("/platform/companies/", follow=True)
    assert without.redirect_chain[-1][0] == "/accounts/security/"


def test_a_factor_that_this_session_has_not_shown_is_asked_for(cast):
    client = browser_of(make_pat(), showed=False)
    answer = client.get("/platform/companies/", follow=True)
    assert answer.redirect_chain[-1][0].startswith("/accounts/security/reauthenticate/")


def test_companies_and_nothing_that_was_said(cast, pat, new_id):
    from chat import actions

    with tenant_scope(cast.acme):
        actions.post_visitor_message(
            visitor=cast.visitor, client_id=new_id(), body="A golden kazoo"
        )
    page = pat.get("/platform/companies/").content.decode()
    assert "Acme" in page
    assert "Without limits" in page
    one = pat.get(changes(cast, "change")).content.decode()
    assert "1 chats this month" in one
    assert "kazoo" not in page + one
    assert pat.post(changes(cast, "change"), {"name": "Mine"}).status_code == 403
    assert pat.get("/platform/companies/?q=glob").content.decode().count("globex") == 1


def test_its_pages_load_nothing_that_our_policy_forbids(cast, pat):
    """No script in the page, no style attribute, and no jQuery, which writes HTML as text."""
    for path in ("companies/", f"companies/{cast.acme.pk}/change/", "health/"):
        answer = pat.get(f"/platform/{path}")
        page = answer.content.decode()
        assert "require-trusted-types-for 'script'" in answer["Content-Security-Policy"]
        scripts = re.findall(r"<script([^>]*)>([^<]*)", page)
        assert all("src=" in told or "application/json" in told for told, _ in scripts), scripts
        assert not re.search(r"jquery|\sstyle=|\son\w+=", page)


def test_a_plan_is_changed_by_hand(cast, pat):
    pat.post(changes(cast, "plan"), {"plan": "team"})
    assert plan_of(cast.acme).name == "team"
    with tenant_scope(cast.acme):
        line = AuditEntry.objects.get()
    assert (line.through, line.actor, line.member_id) == ("staff", "Pat", None)
    assert line.detail == {"plan": ["self-hosted", "team"]}


def test_a_company_is_put_out_of_service_with_a_reason(cast, pat):
    key = cast.acme.site_key
    assert pat.post(changes(cast, "disable"), {"why": ""}).status_code == 200
    assert Client().get(f"/widget/{key}/").status_code == 200
    pat.post(changes(cast, "disable"), {"why": "It sends spam."})
    assert Client().get(f"/widget/{key}/").status_code == 404
    ada = sign_in(Client(), cast.ada)
    assert ada.get("/t/acme/inbox/").status_code == 404
    assert "Acme was put out of service by the platform. Why: It sends spam." in (
        ada.get("/companies/").content.decode()
    )
    assert "It sends spam." in pat.get(changes(cast, "change")).content.decode()
    pat.post(changes(cast, "enable"))
    assert Client().get(f"/widget/{key}/").status_code == 200
    with tenant_scope(cast.acme):
        told = list(AuditEntry.objects.order_by("pk").values_list("action", "detail"))
    why = {"why": "It sends spam."}
    assert told == [("company.disabled", why), ("company.enabled", why)]


@pytest.mark.parametrize("name", ["disable", "enter"])
def test_what_is_dangerous_needs_a_fresh_proof(cast, name):
    old = browser_of(make_pat(), ago_s=3600)
    said = {"why": "It sends spam.", "reason": "Asked for help with mail"}
    assert old.post(changes(cast, name), said).status_code == 302
    assert Tenant.objects.get(slug="acme").is_active
    with tenant_scope(cast.acme):
        assert not AuditEntry.objects.exists()


def test_staff_are_made_by_a_command(cast):
    call_command("staff", "ada@acme.example", verbosity=0)
    cast.ada.user.refresh_from_db()
    assert cast.ada.user.is_staff
    call_command("staff", "Ada@acme.example", "--off", verbosity=0)
    cast.ada.user.refresh_from_db()
    assert not cast.ada.user.is_staff
    with pytest.raises(CommandError):
        call_command("staff", "nobody@acme.example")


def test_health_says_what_readyz_says(pat):
    page = pat.get("/platform/health/").content.decode()
    assert "database" in page
    assert "Disabled companies" in page
