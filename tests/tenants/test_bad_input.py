"""What cannot be kept is refused where it was typed, in words, and nothing typed is lost."""

from html import unescape
from typing import Any

import pytest
from django.test import Client

from chat.models import CannedReply, RoutingRule
from helpdesk.tenancy import tenant_scope
from tenants.models import ContactWay, Department, Holiday, Tenant

SETTINGS = "/t/acme/settings"
DEPARTMENT = {"name": "Billing", "about": "Bills", "is_public": "on"}
WAY = {"kind": "phone", "label": "Call us", "value": "+49 30 123456"}
RULE = {"words": "stolen", "priority": "0"}
REPLY = {"shortcut": "hello", "body": "Hello {visitor_name}", "scope": "company"}
HOLIDAY = {"holiday-date": "2027-12-24", "holiday-name": "Christmas Eve", "holiday-kind": "closed"}
LONG = "long " * 1200


def refused(client: Client, path: str, data: dict[str, Any]) -> str:
    """The page that shows the form again."""
    answer = client.post(path, data)
    assert answer.status_code == 200, "it was kept"
    return unescape(answer.content.decode())


@pytest.mark.parametrize(
    ("path", "fine", "field", "typed"),
    [
        (f"{SETTINGS}/departments/new/", DEPARTMENT, "name", "B" * 61),
        (f"{SETTINGS}/departments/new/", DEPARTMENT, "about", "b " * 81),
        (f"{SETTINGS}/contact/", WAY, "label", "C" * 61),
        (f"{SETTINGS}/contact/", WAY, "value", "1" * 301),
        (f"{SETTINGS}/routing/rules/new/", RULE, "words", LONG),
        (f"{SETTINGS}/routing/rules/new/", RULE, "page", "/" + "p" * 300),
        (f"{SETTINGS}/routing/rules/new/", RULE, "skill", "s" * 41),
        (f"{SETTINGS}/timing/words/", {}, "hold", LONG),
        (f"{SETTINGS}/hours/holidays/", HOLIDAY, "holiday-name", "H" * 61),
        ("/t/acme/canned/new/", REPLY, "body", LONG),
        ("/t/acme/canned/new/", REPLY, "shortcut", "s" * 42),
    ],
)
def test_what_is_too_long_is_refused_at_its_field_and_stays_there(
    cast: Any, ada: Client, path: str, fine: dict, field: str, typed: str
) -> None:
    page = refused(ada, path, fine | {field: typed})
    assert f'id="id_{field}_error"' in page
    assert "at most" in page
    assert typed.strip() in page
    assert all(value in page for name, value in fine.items() if name != field)
    assert_nothing_was_kept()


def assert_nothing_was_kept() -> None:
    acme = Tenant.objects.get(slug="acme")
    with tenant_scope(acme):
        for model in (Department, ContactWay, RoutingRule, CannedReply, Holiday):
            assert not model.objects.exists()
    assert acme.words == {}


@pytest.mark.parametrize(
    ("path", "data", "why"),
    [
        (
            "/t/acme/canned/new/",
            REPLY | {"body": "Hi {vistor_name}"},
            "{vistor_name} is not a field",
        ),
        ("/t/acme/canned/new/", REPLY | {"body": "Your [[order number"}, "is not closed"),
        ("/t/acme/canned/new/", REPLY | {"shortcut": "a b"}, "with hyphens between words"),
        (
            f"{SETTINGS}/contact/",
            WAY | {"value": "javascript:alert(1)", "kind": "link"},
            "web address",
        ),
        (f"{SETTINGS}/contact/", WAY | {"value": "call me"}, "telephone number"),
        (f"{SETTINGS}/hours/holidays/", HOLIDAY | {"holiday-date": "2027-02-30"}, "Enter a day"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_reason(
    cast: Any, ada: Client, path: str, data: dict, why: str
) -> None:
    page = refused(ada, path, data)
    assert why in page
    assert 'aria-invalid="true"' in page
    assert all(value in page for value in data.values())
    assert_nothing_was_kept()


def test_nothing_in_a_canned_reply_is_run(cast: Any, ada: Client) -> None:
    written = "Hi {{ user.password }}{% debug %}"
    assert ada.post("/t/acme/canned/new/", REPLY | {"body": written}).status_code == 302
    with tenant_scope(cast.acme):
        assert CannedReply.objects.get().body == written
    assert written in unescape(ada.get("/t/acme/canned/").content.decode())


@pytest.mark.parametrize(
    ("opens", "closes", "fine"),
    [("02:00", "03:00", False), ("02:15", "02:45", False), ("01:00", "02:30", True)],
)
def test_a_holiday_in_the_hour_that_is_left_out(
    cast: Any, ada: Client, opens: str, closes: str, fine: bool
) -> None:
    """In Berlin the clocks go from 02:00 to 03:00 on 28 March 2027."""
    Tenant.objects.filter(slug="acme").update(zone="Europe/Berlin")
    times = {"holiday-opens0": opens, "holiday-closes0": closes, "holiday-kind": "hours"}
    data = HOLIDAY | times | {"holiday-date": "2027-03-28"}
    answer = ada.post(f"{SETTINGS}/hours/holidays/", data)
    assert (answer.status_code == 302) is fine
    if not fine:
        page = answer.content.decode()
        assert f"Clocks go forward on this day: {opens} to {closes} does not exist." in page
        assert f'value="{opens}"' in page


def test_the_week_is_saved_from_a_page_that_refused_a_holiday(cast: Any, ada: Client) -> None:
    page = refused(ada, f"{SETTINGS}/hours/holidays/", HOLIDAY | {"holiday-name": ""})
    assert f'action="{SETTINGS}/hours/"' in page


@pytest.mark.parametrize("path", ["holidays/", "besides/"])
def test_coming_back_to_a_refused_form_finds_the_page(cast: Any, ada: Client, path: str) -> None:
    assert ada.get(f"{SETTINGS}/hours/{path}").url == f"{SETTINGS}/hours/"
