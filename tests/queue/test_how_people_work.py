"""Chats at once, skills, languages and departments of a person."""

import pytest

from helpdesk.tenancy import tenant_scope
from tenants.models import Department, Membership
from tests.conftest import sign_in

FINE = {"capacity": 4, "skills": "", "languages": ""}


@pytest.fixture
def ada(client, cast):
    return sign_in(client, cast.ada)


@pytest.fixture
def page(cast):
    return f"/t/acme/people/{cast.omar.pk}/work/"


def now_of(cast, member):
    with tenant_scope(cast.acme):
        return Membership.objects.get(pk=member.pk)


def test_it_stands_on_the_persons_page(ada, cast, page):
    shown = ada.get(f"/t/acme/people/{cast.omar.pk}/").content.decode()
    assert "Chats at once" in shown and f'action="{page}"' in shown


def test_everything_is_kept(ada, cast, page):
    with tenant_scope(cast.acme):
        billing = Department.objects.create(tenant=cast.acme, name="Billing")
    posted = FINE | {
        "skills": "Refunds, installation,refunds",
        "languages": "EN, de-CH",
        "departments": [billing.pk],
    }
    assert ada.post(page, posted).status_code == 302
    omar = now_of(cast, cast.omar)
    assert (omar.capacity, omar.skills) == (4, ["refunds", "installation"])
    assert omar.languages == ["en", "de"]
    with tenant_scope(cast.acme):
        assert [row.department for row in omar.in_departments.all()] == [billing]
        ada.post(page, FINE)
        assert not omar.in_departments.exists()


@pytest.mark.parametrize(
    "wrong, why",
    [
        ({"capacity": 0}, "1 is the least"),
        ({"capacity": -1}, "1 is the least"),
        ({"capacity": 21}, "20 chats at once"),
        ({"capacity": ""}, "such as 3"),
        ({"capacity": "many"}, "whole number"),
        ({"languages": "english"}, "no language code"),
        ({"languages": "1!"}, "no language code"),
        ({"skills": "x" * 41}, "too long"),
        ({"skills": ",".join(str(n) for n in range(21))}, "20 are the most"),
        ({"departments": [99]}, "not one of the available"),
    ],
)
def test_nonsense_is_refused_with_a_reason(ada, cast, page, wrong, why):
    response = ada.post(page, FINE | wrong)
    assert response.status_code == 200
    assert why in str(response.context["form"].errors)
    assert now_of(cast, cast.omar).capacity == 3


def test_one_may_change_ones_own_capacity_and_nothing_else(client, cast):
    omar = sign_in(client, cast.omar)
    assert "Chats at once" in omar.get("/t/acme/me/").content.decode()
    omar.post("/t/acme/me/work/", {"capacity": 2, "skills": "everything"})
    changed = now_of(cast, cast.omar)
    assert (changed.capacity, changed.skills) == (2, [])
    assert "1 is the least" in omar.post("/t/acme/me/work/", {"capacity": 0}).content.decode()


def test_others_are_for_those_who_manage_people(client, cast, page):
    assert sign_in(client, cast.sam).post(page, FINE).status_code == 403
