"""Settings > Delete the company: for owners alone, with a fresh proof, by its name, and back."""

import re
import time

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client

from helpdesk.tenancy import tenant_scope
from tenants.models import AuditEntry, Tenant
from tests.conftest import sign_in
from tests.plans.conftest import on_plan, stripe  # noqa: F401
from tests.plans.fake_stripe import subscription
from tests.platform.conftest import browser_of, make_pat

PAGE = "/t/acme/settings/leave/"


@pytest.fixture
def ada(cast):
    return sign_in(Client(), cast.ada)


@pytest.fixture
def left(ada, django_capture_on_commit_callbacks):
    """The answer to an owner who means it."""
    with django_capture_on_commit_callbacks(execute=True):
        return ada.post(PAGE, {"name": " acme "}, follow=True)


def is_active():
    return Tenant.objects.get(slug="acme").is_active


def told_of(cast):
    with tenant_scope(cast.acme):
        rows = AuditEntry.objects.order_by("pk").values_list("action", "through", "actor")
        return list(rows)


def link_in_the_mail():
    [path] = re.findall(rf"{settings.PUBLIC_URL}(/companies/stay/\S+)", mail.outbox[0].body)
    return path


def test_it_says_what_goes(cast, ada):
    page = ada.get(PAGE).content.decode()
    told = re.findall(r"<dt>([^<]+)</dt><dd>(\d+)", page)
    assert told == [("People", "4"), ("Customers and visitors", "1")]  # and none of the others


def test_owners_alone_and_with_a_fresh_proof(cast, ada):
    assert sign_in(Client(), cast.sam).get(PAGE).status_code == 403
    session = ada.session
    session["signin_at"] = time.time() - 3600
    session.save()
    for answer in (ada.get(PAGE), ada.post(PAGE, {"name": "Acme"})):
        assert answer["Location"].startswith("/accounts/reauthenticate/")
    assert is_active()


@pytest.mark.parametrize("name", ["", "Globex", "Acme Ltd"])
def test_not_by_another_name(cast, ada, name):
    assert ada.post(PAGE, {"name": name}).status_code == 200
    assert is_active() and not mail.outbox


def test_at_once_nobody_gets_in_and_the_widget_is_gone(cast, ada, left):
    assert "Acme is closed. Everything of it is deleted on" in left.content.decode()
    assert ada.get("/t/acme/inbox/").status_code == 404
    assert Client().get(f"/widget/{cast.acme.site_key}/").status_code == 404
    assert told_of(cast) == [("company.leaving", "session", "Ada")]


def test_the_link_of_the_mail_takes_it_back_once(cast, left):
    [message] = mail.outbox
    assert message.to == [cast.ada.user.email] and message.subject == "Acme will be deleted"
    anybody, path = Client(), link_in_the_mail()
    assert "Keep Acme?" in anybody.get(path).content.decode() and not is_active()
    anybody.post(path)
    assert is_active() and told_of(cast)[-1][0] == "company.stays"
    assert [client.get(path).status_code for client in (anybody, Client())] == [404, 404]
    assert Client().get(f"{path[:-3]}x/").status_code == 404


def test_an_owner_finds_it_among_their_companies_and_others_are_told(cast, ada, left):
    page = sign_in(Client(), cast.sam).get("/companies/").content.decode()
    assert "Acme is closed." in page and "/companies/stay/" not in page
    [path] = re.findall(r'href="(/companies/stay/[^"]+)"', ada.get("/companies/").content.decode())
    ada.post(path)
    assert is_active() and told_of(cast)[-1] == ("company.stays", "session", "Ada")


def test_the_platform_can_take_it_back_and_nobody_puts_it_into_service_before(cast, left):
    pat, address = browser_of(make_pat()), f"/platform/companies/{cast.acme.pk}"
    page = pat.get(f"{address}/change/").content.decode()
    assert "/stay/" in page and "/enable/" not in page
    pat.post(f"{address}/enable/")
    assert not is_active()
    pat.post(f"{address}/stay/")
    assert is_active() and told_of(cast)[-1] == ("company.stays", "staff", "Pat")


def test_what_the_platform_closed_stays_closed(cast, left):
    Tenant.objects.filter(slug="acme").update(disabled_at=cast.acme.created_at)
    Client().post(link_in_the_mail())
    tenant = Tenant.objects.get(slug="acme")
    assert (tenant.is_active, tenant.leaves_at) == (False, None)


def test_it_stops_paying_and_goes_on_when_it_stays(cast, ada, stripe, on_plan):  # noqa: F811
    on_plan("team", customer="cus_1", subscription="sub_1", paying="paid")
    stripe.subscriptions["sub_1"] = row = subscription(cast.acme.pk, "price_team")
    stripe.is_down = True
    page = ada.post(PAGE, {"name": "Acme"})
    assert "The payment service does not answer." in page.content.decode() and is_active()
    stripe.is_down = False
    ada.post(PAGE, {"name": "Acme"})
    assert row["cancel_at_period_end"] and not is_active()
    [path] = re.findall(r'href="(/companies/stay/[^"]+)"', ada.get("/companies/").content.decode())
    ada.post(path)
    assert not row["cancel_at_period_end"] and is_active()
