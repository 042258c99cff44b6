"""Other ways to reach a company: only addresses that are safe to click."""

from typing import Any

import pytest
from django.test import Client

from helpdesk.tenancy import tenant_scope
from tenants.contact import href
from tenants.models import ContactWay

PAGE = "/t/acme/settings/contact/"


def ways(tenant: Any) -> list[str]:
    with tenant_scope(tenant):
        return [href(way) for way in ContactWay.objects.all()]


@pytest.mark.parametrize(
    ("kind", "value", "address"),
    [
        ("phone", "+49 (0)30 123-45", "tel:+4903012345"),
        ("email", "help@acme.example", "mailto:help@acme.example"),
        ("link", "acme.example/help?a=1", "https://acme.example/help?a=1"),
        ("link", "http://acme.example:8080/", "http://acme.example:8080/"),
    ],
)
def test_a_way_is_added(cast: Any, ada: Client, kind: str, value: str, address: str) -> None:
    ada.post(PAGE, {"kind": kind, "label": "Reach us", "value": value})
    assert ways(cast.acme) == [address]


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("phone", "call us"),
        ("phone", "+49 30 123,,,1"),
        ("phone", "1"),
        ("email", "help"),
        ("email", "help@acme.example?bcc=eve@globex.example"),
        ("link", "javascript:alert(1)"),
        ("link", "JAVASCRIPT://acme.example/%0aalert(1)"),
        ("link", "data:text/html,x"),
        ("link", "https://acme.example@evil.example/"),
        ("link", "ftp://acme.example/"),
        ("link", "https://"),
        ("carrier pigeon", "Coo"),
    ],
)
def test_a_way_that_is_not_safe_is_refused(cast: Any, ada: Client, kind: str, value: str) -> None:
    page = ada.post(PAGE, {"kind": kind, "label": "Reach us", "value": value}).content.decode()
    assert 'class="error"' in page
    assert ways(cast.acme) == []


def test_what_got_in_otherwise_gets_no_link() -> None:
    assert href(ContactWay(kind="link", label="x", value="javascript:alert(1)")) == ""
    assert href(ContactWay(kind="email", label="x", value="a@b.example?cc=c")) == ""


def test_a_way_is_removed(cast: Any, ada: Client) -> None:
    ada.post(PAGE, {"kind": "phone", "label": "Call", "value": "+49 30 1234"})
    with tenant_scope(cast.acme):
        number = ContactWay.objects.get().pk
    ada.post(f"{PAGE}{number}/remove/")
    assert ways(cast.acme) == []


def test_eight_are_enough(cast: Any, ada: Client) -> None:
    for number in range(9):
        page = ada.post(PAGE, {"kind": "phone", "label": "Call", "value": f"+49 30 {number}234"})
    assert "8 ways are the most." in page.content.decode()
    assert len(ways(cast.acme)) == 8


def test_operators_do_not_change_them(cast: Any, omar: Client) -> None:
    assert omar.post(PAGE, {"kind": "phone", "label": "x", "value": "+4930"}).status_code == 403
