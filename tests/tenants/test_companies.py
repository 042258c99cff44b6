"""One person in several companies."""

from typing import Any

import pytest
from django.test import Client

from helpdesk.tenancy import tenant_scope
from tenants.actions import join_company
from tenants.models import Tenant


@pytest.fixture
def eve_in_both(cast: Any, eve: Client) -> Client:
    with tenant_scope(cast.acme):
        join_company(tenant=cast.acme, person=cast.eve.user, role="trainee")
    return eve


def test_with_one_company_one_is_in_the_inbox_at_once(ada: Client) -> None:
    assert ada.get("/companies/")["Location"] == "/t/acme/inbox/"


def test_with_two_one_chooses(eve_in_both: Client) -> None:
    page = eve_in_both.get("/companies/").content.decode()
    assert "/t/acme/inbox/" in page
    assert "/t/globex/inbox/" in page


def test_the_header_offers_the_other_company(eve_in_both: Client) -> None:
    page = eve_in_both.get("/t/globex/me/").content.decode()
    assert 'href="/t/acme/inbox/"' in page


def test_the_role_counts_in_its_own_company_alone(eve_in_both: Client) -> None:
    assert eve_in_both.get("/t/globex/people/").status_code == 200
    assert eve_in_both.get("/t/acme/people/").status_code == 403


def test_a_company_that_is_switched_off_is_not_offered(eve_in_both: Client) -> None:
    Tenant.objects.filter(slug="acme").update(is_active=False)
    assert eve_in_both.get("/companies/")["Location"] == "/t/globex/inbox/"


def test_in_no_company_one_is_told_what_to_do(cast: Any, omar: Client) -> None:
    with tenant_scope(cast.acme):
        cast.acme.memberships.filter(pk=cast.omar.pk).update(ended_at=cast.omar.created_at)
    page = omar.get("/companies/").content.decode()
    assert "You are in no company yet" in page
    assert "/companies/new/" in page


def test_anybody_signed_in_can_add_a_company(omar: Client) -> None:
    answer = omar.post("/companies/new/", {"company": "Omars Bakery", "website": ""})
    assert answer["Location"] == "/t/omars-bakery/setup/"
    assert omar.get(answer["Location"]).status_code == 200


def test_five_companies_a_day_are_enough(omar: Client) -> None:
    for number in range(6):
        page = omar.post("/companies/new/", {"company": f"Shop {number}"})
    assert "Come back tomorrow" in page.content.decode()
    assert Tenant.objects.filter(name__startswith="Shop").count() == 5


@pytest.mark.parametrize("path", ["/companies/", "/companies/new/"])
def test_strangers_sign_in_first(client: Client, db: None, path: str) -> None:
    assert client.get(path)["Location"] == f"/accounts/login/?next={path}"


def test_a_company_without_a_page_is_its_inbox(ada: Client) -> None:
    assert ada.get("/t/acme/")["Location"] == "/t/acme/inbox/"
