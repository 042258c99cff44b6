"""Departments: made, filled, put in order, given up."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from chat import actions
from chat.actions.transfer_targets import is_for
from chat.models import CannedReply, Conversation, Priority, RoutingRule, Transfer
from helpdesk.tenancy import tenant_scope
from tenants.models import Department, Holiday, Tenant

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


def test_before_it_goes_one_reads_what_goes_with_it_and_what_stays(cast: Any, ada: Client) -> None:
    billing = made(ada, "Billing")
    with tenant_scope(cast.acme):
        CannedReply.objects.create(
            tenant=cast.acme, shortcut="refund", body="Sent.", department=billing
        )
        Holiday.objects.create(tenant=cast.acme, department=billing, date="2100-01-01", name="Off")
        for when in ({"words": "bill"}, {"department": billing.pk, "upset": True}):
            RoutingRule.objects.create(
                tenant=cast.acme, when=when, department=billing, skill="numbers"
            )
    page = ada.get(f"{PAGE}{billing.pk}/delete/").content.decode()
    goes, stays = page.split("This stays, without the department")
    assert "/refund" in goes and "1 holiday of its own" in goes
    assert "bill" in stays and stays.count("numbers") == 2


def test_its_rules_outlive_it(cast: Any, ada: Client) -> None:
    billing = made(ada, "Billing")
    with tenant_scope(cast.acme):
        for n, skill in enumerate(["numbers", ""]):
            RoutingRule.objects.create(
                tenant=cast.acme,
                position=n,
                when={"words": "bill"},
                department=billing,
                skill=skill,
            )
    ada.post(f"{PAGE}{billing.pk}/delete/")
    with tenant_scope(cast.acme):
        rules = list(RoutingRule.objects.values_list("department", "skill"))
    assert rules == [(None, "numbers"), (None, "")]
    page = ada.get("/t/acme/settings/routing/").content.decode()
    assert page.count("Nothing follows") == 1


def test_a_rule_without_effect_sorts_as_if_it_were_not_there(cast: Any, new_id: Any) -> None:
    with tenant_scope(cast.acme):
        RoutingRule.objects.create(tenant=cast.acme, when={"words": "bill"})
        RoutingRule.objects.create(
            tenant=cast.acme, position=1, when={"words": "bill"}, priority=Priority.HIGH
        )
        visitor, _ = actions.new_visitor(tenant=cast.acme)
        actions.post_visitor_message(visitor=visitor, client_id=new_id(), body="My bill")
        chat = Conversation.objects.get(visitor=visitor)
    assert (chat.priority, chat.department) == (Priority.HIGH, None)


def test_a_hand_over_to_it_goes_to_whoever_looks_after_chats(
    cast: Any, ada: Client, new_id: Any
) -> None:
    billing = made(ada, "Billing")
    with tenant_scope(cast.acme):
        posted = actions.post_visitor_message(
            visitor=cast.visitor, client_id=new_id(), body="Hello"
        )
        transfer = Transfer.objects.create(
            tenant=cast.acme,
            conversation_id=posted.entry.conversation_id,
            by=cast.omar,
            to_department=billing,
            ends_at=timezone.now() + timedelta(minutes=1),
        )
    ada.post(f"{PAGE}{billing.pk}/delete/")
    with tenant_scope(cast.acme):
        transfer.refresh_from_db()
        assert (transfer.state, is_for(cast.sam, transfer)) == ("pending", True)
        assert not is_for(cast.tess, transfer)
