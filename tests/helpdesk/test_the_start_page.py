"""The landing page, with the demo company's chat where there is one."""

from typing import Any

import pytest
from django.test import Client

from helpdesk import demo, landing
from tenants.models import Tenant

pytestmark = pytest.mark.django_db


@pytest.fixture
def acme() -> Tenant:
    return Tenant.objects.create(name="Acme", slug="acme", site_key=demo.SITE_KEY)


def test_leads_to_sign_up_and_sign_in(client: Client) -> None:
    page = client.get("/").content.decode()
    assert "/accounts/signup/" in page
    assert "/accounts/login/" in page
    assert "MIT licence" in page


def test_without_a_company_there_is_no_chat_on_it(client: Client) -> None:
    assert "widget.js" not in client.get("/").content.decode().split("</main>")[1]


def test_the_demo_companys_chat_runs_on_it(client: Client, acme: Tenant) -> None:
    page = client.get("/").content.decode()
    assert (
        f'<script src="/widget.js?site={demo.SITE_KEY}" data-site="{demo.SITE_KEY}" async>' in page
    )


def test_in_production_the_chat_is_the_one_that_was_named(
    client: Client, acme: Tenant, settings: Any
) -> None:
    settings.DEVELOPMENT = False
    assert landing.running_site_key() == ""
    settings.LANDING_SITE_KEY = acme.site_key
    assert landing.running_site_key() == acme.site_key
    Tenant.objects.update(is_active=False)
    assert landing.running_site_key() == ""


def test_screenshots_are_shown_when_they_are_there(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(landing, "_is_shipped", lambda path: False)
    assert "A look inside" not in client.get("/").content.decode()
    monkeypatch.setattr(landing, "_is_shipped", lambda path: "inbox" in path)
    page = client.get("/").content.decode()
    assert "landing/inbox.png" in page
    assert "landing/phone.png" not in page


@pytest.mark.parametrize("path", ["/", "/nothing/here/", "/accounts/login/"])
def test_pages_keep_to_the_strict_policy(client: Client, path: str) -> None:
    answer = client.get(path)
    policy = answer["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "require-trusted-types-for 'script'" in policy
    page = answer.content.decode()
    assert " style=" not in page
    assert "<style" not in page
    assert page.count("<script") == page.count('<script type="module" src=') + page.count(
        '<script src="/widget.js?site='
    )


def test_an_error_page_needs_nothing_to_be_shown() -> None:
    from django.template.loader import render_to_string

    assert "That was our mistake" in render_to_string("500.html")
