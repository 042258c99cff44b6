"""Departments: made, filled, put in order, given up."""

from typing import Any

import pytest
from django.test import Client

from helpdesk.tenancy import tenant_scope
from tenants.models import Department, Tenant

PAGE = "/t/acme/settings/departments/"


def made(ada: Client, name: str, **fields: Any) -> Department:
    ada.post(f"{PAGE}new/", {"name": name, "is_public": "on"} | fields)
    with tenant_scope(Tenant.objects.get(slug="acme")):
        return Department.objects.get(name=name)


def names() -> list[str]:
    with tenant_scope(Tenant.objects.get(slug="acme")):
        return list(Department.objects.values_list("name", flat=True))


def people_of(department: Department) -> set[int]:
    with tenant_scope(department.tenant_id):
        return set(department.members.values_list("member", flat=True))


def test_operators_do_not_make_departments(cast: Any, omar: Client) -> None:
    assert omar.post(f"{PAGE}new/", {"name": "Mine"}).status_code == 403
    assert names() == []


def test_one_is_made_with_people_and_changed(cast: Any, ada: Client) -> None:
    billing = made(ada, "Billing", members=[cast.omar.pk, cast.sam.pk], about="Bills")
    assert people_of(billing) == {cast.omar.pk, cast.sam.pk}
    ada.post(f"{PAGE}{billing.pk}/", {"name": "Accounts", "members": [cast.sam.pk]})
    assert (names(), people_of(billing)) == (["Accounts"], {cast.sam.pk})


def test_an_empty_one_is_allowed_and_said_to_be_everybodys(cast: Any, ada: Client) -> None:
    made(ada, "Billing")
    page = ada.get(PAGE).content.decode()
    assert "Nobody is in Billing: everybody is asked for its chats." in page
    assert "Nobody: everybody is asked" in page


@pytest.mark.parametrize("name", ["", "billing", "\u200b", "www.billing.example"])
def test_a_name_that_cannot_be_is_refused(cast: Any, ada: Client, name: str) -> None:
    made(ada, "Billing")
    page = ada.post(f"{PAGE}new/", {"name": name}).content.decode()
    assert 'aria-invalid="true"' in page
    assert names() == ["Billing"]


def test_they_keep_the_order_they_are_put_in(cast: Any, ada: Client) -> None:
    for name in ("Zebras", "Apples", "Mice"):
        last = made(ada, name)
    assert names() == ["Zebras", "Apples", "Mice"]
    for _ in range(5):
        ada.post(f"{PAGE}{last.pk}/move/", {"to": "up"})
    assert names() == ["Mice", "Zebras", "Apples"]


def test_one_is_deleted_only_after_asking(cast: Any, ada: Client) -> None:
    billing = made(ada, "Billing", members=[cast.omar.pk])
    ada.get(f"{PAGE}{billing.pk}/delete/")
    assert names() == ["Billing"]
    ada.post(f"{PAGE}{billing.pk}/delete/")
    assert names() == []


def test_people_of_another_company_cannot_be_in_it(cast: Any, ada: Client) -> None:
    page = ada.post(f"{PAGE}new/", {"name": "Billing", "members": [cast.eve.pk]})
    assert "not one of the available choices" in page.content.decode()
    assert names() == []
