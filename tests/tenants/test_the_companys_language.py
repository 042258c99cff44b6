"""The language a company writes in: from its founder's browser, and changed in the settings."""

from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from chat.phrases import phrase
from helpdesk.tenancy import tenant_scope
from tenants.invitations import invite
from tenants.models import Tenant
from tests.tenants.test_settings import SETTINGS, WORDS
from tests.tenants.test_signing_up import FORM, SIGN_UP

GREETING = "Hello! How can we help?"


def german(text: str) -> str:
    with translation.override("de"):
        return translation.gettext(text)


def acme() -> Tenant:
    return Tenant.objects.get(slug="acme")


@pytest.mark.parametrize(
    ("browser", "kept"), [("de-AT,en;q=0.5", "de"), ("nl", "en"), ("ar", "ar")]
)
def test_a_new_company_writes_in_its_founders_language(
    db: None, client: Client, browser: str, kept: str
) -> None:
    client.post(SIGN_UP, FORM, headers={"Accept-Language": browser})
    assert Tenant.objects.get(slug="cobol-daughters").language == kept


def test_it_is_changed_in_the_settings(ada: Client) -> None:
    ada.post(SETTINGS, WORDS | {"language": "fr"})
    assert acme().language == "fr"
    page = ada.post(SETTINGS, WORDS | {"language": "tlh"})
    assert "language" in page.context["form"].errors
    assert acme().language == "fr"


def test_our_words_are_shown_in_it_and_stay_translated_for_customers(ada: Client) -> None:
    Tenant.objects.filter(slug="acme").update(language="de")
    form = ada.get(SETTINGS).context["form"]
    assert form["greeting"].value() == german(GREETING)
    as_shown = {name: form[name].value() for name in ("greeting", "courtesy", "acknowledgement")}
    ada.post(SETTINGS, WORDS | as_shown | {"language": "de"})
    assert acme().greeting == GREETING
    assert phrase("acknowledgement", acme(), "en").startswith("Thank you, your message")


def test_its_own_words_stay_as_they_are(ada: Client) -> None:
    ada.post(SETTINGS, WORDS | {"greeting": "Moin!", "language": "de"})
    assert acme().greeting == "Moin!"
    assert ada.get(SETTINGS).context["form"]["greeting"].value() == "Moin!"


def test_invitations_are_in_it(cast: Any, mailoutbox: list) -> None:
    cast.acme.language = cast.ada.tenant.language = "de"
    cast.acme.save()
    with tenant_scope(cast.acme):
        invite(by=cast.ada, email="new@acme.example", role="operator")
    assert mailoutbox[0].body.startswith(german("Hello,"))
