"""A second factor: of an app, by passkey, by recovery code; and where a company asks for one."""

import re
import time
from datetime import timedelta

import pytest
from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.management import CommandError, call_command
from django.test import Client, RequestFactory
from django.utils import timezone

from helpdesk.tenancy import tenant_scope
from tenants.audit.models import AuditEntry
from tenants.models import Provider, Tenant
from tenants.signin.admission import what_is_missing
from tenants.signin.factors import FactorAdapter
from tests.conftest import sign_in
from tests.tenants.conftest import PASSWORD

SECURITY, ME = "/accounts/security/", "/t/acme/me/"


def code_of(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def set_up_app(browser):
    """The secret, and the recovery codes that come with it."""
    page = browser.get(f"{SECURITY}totp/activate/")
    assert 'src="data:image/svg+xml;base64,' in page.content.decode()
    secret = page.context["form"].secret
    answer = browser.post(f"{SECURITY}totp/activate/", {"code": code_of(secret)}, follow=True)
    return secret, re.findall(r"<code>(\d{8})</code>", answer.content.decode())


def step_one(member):
    browser = Client()
    answer = browser.post(
        "/accounts/login/", {"login": member.user.email, "password": PASSWORD, "next": ME}
    )
    assert answer["Location"].startswith(f"{SECURITY}authenticate/")
    assert browser.get(ME).status_code == 302
    return browser


def is_in(browser):
    return browser.get(ME).status_code == 200


def test_the_code_of_an_app_or_a_recovery_code_opens_the_door_once(ada_with_password):
    secret, codes = set_up_app(sign_in(Client(), ada_with_password))
    assert len(codes) == 10
    kept = Authenticator.objects.get(type="totp").data["secret"]
    assert secret not in kept
    browser = step_one(ada_with_password)
    refused = browser.post(f"{SECURITY}authenticate/", {"code": "000000"})
    assert "That did not match" in refused.content.decode() and not is_in(browser)
    browser.post(f"{SECURITY}authenticate/", {"code": codes[0]})
    assert is_in(browser)
    again = step_one(ada_with_password)
    again.post(f"{SECURITY}authenticate/", {"code": codes[0]})
    assert not is_in(again)
    again.post(f"{SECURITY}authenticate/", {"code": code_of(secret)})
    assert is_in(again)


def test_a_mail_tells_of_each_change(cast, mailoutbox):
    with context.request_context(RequestFactory().get("/")):
        for name in """totp_activated totp_deactivated webauthn_added webauthn_removed
            recovery_codes_generated""".split():
            FactorAdapter().send_notification_mail(f"mfa/email/{name}", cast.ada.user)
    assert {mail.subject for mail in mailoutbox} == {"Your sign-in was changed"}
    assert len({mail.body for mail in mailoutbox}) == len(mailoutbox) == 5
    assert all("127.0.0.1\n" not in mail.body for mail in mailoutbox)


def test_every_page_is_in_our_own_house(ada_with_password):
    browser = sign_in(Client(), ada_with_password)
    assert browser.get(f"{SECURITY}recovery-codes/").status_code == 404
    set_up_app(browser)
    for page in """. reauthenticate/ totp/deactivate/ recovery-codes/ webauthn/add/
        recovery-codes/generate/ webauthn/""".split():
        answer = browser.get(SECURITY + page.lstrip("."), follow=True)
        html = answer.content.decode()
        assert answer.status_code == 200 and "helpdesk/tokens.css" in html, page
        assert not re.search(r"<script(?![^>]*(src=|application/json))| style=| onclick=", html), (
            page
        )
    browser.post(f"{SECURITY}totp/deactivate/")
    assert not Authenticator.objects.exists()


def test_a_company_may_require_it_with_time_to_set_it_up(ada_with_password):
    ada, omar = sign_in(Client(), ada_with_password), sign_in(Client(), ada_with_password)
    page = "/t/acme/settings/sign-in/factor/"
    refused = ada.post(page, {"when": "now"}, follow=True)
    assert "Set up a second factor for yourself first." in refused.content.decode()
    set_up_app(ada)
    ada.post(page, {"when": "7"})
    acme = Tenant.objects.get(slug="acme")
    assert timedelta(days=6) < acme.second_factor_from - timezone.now() < timedelta(days=8)
    assert is_in(omar)
    ada.post(page, {"when": "sometime"})
    assert Tenant.objects.get(slug="acme").second_factor_from == acme.second_factor_from
    ada.post(page, {"when": "off"})
    assert Tenant.objects.get(slug="acme").second_factor_from is None


def test_who_has_none_is_told_and_then_led_to_set_it_up(cast):
    omar, ada = sign_in(Client(), cast.omar), sign_in(Client(), cast.ada)
    acme = Tenant.objects.filter(pk=cast.acme.pk)
    acme.update(second_factor_from=timezone.now() + timedelta(days=3))
    assert "asks everybody for a second factor" in omar.get(ME).content.decode()
    acme.update(second_factor_from=timezone.now())
    led = omar.get("/t/acme/inbox/")
    assert led["Location"] == "/sign-in/acme/second-factor/?next=%2Ft%2Facme%2Finbox%2F"
    assert "One more step" in omar.get(led["Location"]).content.decode()
    assert omar.post("/t/acme/frames/", {}, content_type="application/json").status_code == 404
    assert omar.get("/t/globex/me/").status_code == 404
    set_up_app(omar)
    assert is_in(omar)
    set_up_app(ada)
    people = ada.get("/t/acme/people/").content.decode()
    assert people.count('badge good">Second factor') == 2
    assert people.count("No second factor") == 2


@pytest.fixture
def strict_acme(cast):
    """Acme, where everybody has to come through the provider."""
    with tenant_scope(cast.acme):
        of = {"issuer": "https://login.example", "client_id": "x", "secret": b"x"}
        Provider.objects.create(tenant=cast.acme, **of)
    Tenant.objects.filter(pk=cast.acme.pk).update(requires_provider=True)
    return cast


def test_an_owner_breaks_the_glass_and_everybody_hears_of_it(
    strict_acme, ada_with_password, mailoutbox, django_capture_on_commit_callbacks
):
    omar, ada = sign_in(Client(), strict_acme.omar), sign_in(Client(), ada_with_password)
    for browser in (omar, ada):
        assert browser.get(ME)["Location"] == "/sign-in/acme/?next=%2Ft%2Facme%2Fme%2F"
        assert browser.post("/t/acme/frames/").status_code == 404
    secret, _ = set_up_app(ada)
    assert not is_in(ada)
    with tenant_scope(strict_acme.acme):
        type(strict_acme.sam).objects.filter(pk=strict_acme.sam.pk).update(role="admin")
    mailoutbox.clear()
    for member, opens in [(ada_with_password, True), (strict_acme.omar, False)]:
        user = member.user
        user.set_password(PASSWORD)
        user.save()
        if not opens:
            set_up = sign_in(Client(), member)
            secret, _ = set_up_app(set_up)
            mailoutbox.clear()
        browser = step_one(member)
        browser.post(f"{SECURITY}authenticate/", {"code": code_of(secret)})
        with django_capture_on_commit_callbacks(execute=True):
            assert is_in(browser) is opens
            assert is_in(browser) is opens
        if opens:
            assert [mail.to for mail in mailoutbox] == [["sam@acme.example"]]
    with tenant_scope(strict_acme.acme):
        told = AuditEntry.objects.filter(action="signin.glass_broken")
        assert told.get().target == "Ada"


def test_requiring_the_provider_leaves_a_way_back(strict_acme):
    Tenant.objects.filter(slug="acme").update(requires_provider=False)
    ada, page = sign_in(Client(), strict_acme.ada), "/t/acme/settings/sign-in/provider/require/"
    for vouched, factor, expected in [
        (False, False, False),
        (True, False, False),
        (True, True, True),
    ]:
        if vouched:
            session = ada.session
            session["signin_companies"] = {str(strict_acme.acme.pk): time.time()}
            session.save()
        if factor:
            set_up_app(ada)
        ada.post(page, {"required": "on"})
        assert Tenant.objects.get(slug="acme").requires_provider is expected


def test_where_somebody_practises_the_rules_of_their_company_hold(cast):
    Tenant.objects.filter(pk=cast.acme.pk).update(second_factor_from=timezone.now())
    cast.omar.tenant.refresh_from_db()
    own = Tenant(pk=99, sandbox_of_id=cast.acme.pk)
    practice = type(cast.omar)(tenant=own, user=cast.omar.user, role="operator")
    assert what_is_missing({}, practice, [cast.omar, practice]).value == "factor"
    alone = {"signin_by_provider_alone": True, "signin_companies": {"7": 1}}
    assert what_is_missing(alone, practice, [cast.omar, practice]).value == "company"


def test_who_lost_them_all_gets_in_again_once_the_platform_is_sure(
    ada_with_password, cast, mailoutbox, django_capture_on_commit_callbacks
):
    browser = sign_in(Client(), ada_with_password)
    browser.post("/accounts/reauthenticate/", {"password": PASSWORD})
    set_up_app(browser)
    mailoutbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        call_command("lift_factors", "ADA@acme.example", by="Pat", reason="known by voice")
    assert not Authenticator.objects.filter(user=cast.ada.user).exists()
    assert browser.get(ME).status_code == 302, "signed out"
    (told,) = mailoutbox
    assert told.to == ["ada@acme.example"] and "/accounts/security/" in told.body
    with tenant_scope(cast.acme):
        line = AuditEntry.objects.get(action="signin.factors_lifted")
    assert (line.actor, line.through, line.target) == ("Pat", "staff", "Ada")
    assert line.detail == {"reason": "known by voice"}
    with pytest.raises(CommandError, match="no account"):
        call_command("lift_factors", "nobody@acme.example", by="Pat", reason="a wish")
