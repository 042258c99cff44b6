"""Sign-up: a person, a company, an owner and a site key, all of it or nothing."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress

from helpdesk.tenancy import tenant_scope
from tenants import actions
from tenants.audit.models import AuditEntry
from tenants.models import Membership, Tenant, User
from tests.tenants.conftest import PASSWORD, link_in

pytestmark = pytest.mark.django_db

SIGN_UP = "/accounts/signup/"
FORM = {
    "name": "Grace Hopper",
    "company": "Cobol & Daughters",
    "website": "www.cobol.example/shop?x=1",
    "email": "Grace@Cobol.example",
    "password1": PASSWORD,
    "zone": "Europe/Berlin",
}


def members_of(slug: str) -> list[Membership]:
    tenant = Tenant.objects.get(slug=slug)
    with tenant_scope(tenant):
        return list(tenant.memberships.all())


def test_makes_a_company_with_its_first_owner_and_a_site_key(client: Any) -> None:
    client.post(SIGN_UP, FORM)
    company = Tenant.objects.get(slug="cobol-daughters")
    assert company.name == "Cobol & Daughters"
    assert company.allowed_origins == ["https://www.cobol.example"]
    assert company.zone == "Europe/Berlin"
    assert len(company.site_key) == 32
    [owner] = members_of("cobol-daughters")
    assert (owner.role, owner.display_name) == ("owner", "Grace Hopper")
    with tenant_scope(company):
        founding = AuditEntry.objects.get(action="company.founded")
    assert (founding.actor, founding.member_id) == ("Grace Hopper", owner.pk)


def test_keeps_the_address_in_small_letters(client: Any) -> None:
    client.post(SIGN_UP, FORM)
    assert User.objects.get(email="grace@cobol.example").name == "Grace Hopper"


def test_nobody_is_in_before_the_address_is_confirmed(client: Any) -> None:
    client.post(SIGN_UP, FORM)
    answer = client.get("/companies/")
    assert answer.status_code == 302
    assert "/accounts/login/" in answer["Location"]


def test_the_link_confirms_the_address_and_leads_to_the_first_steps(
    client: Any, mailoutbox: list
) -> None:
    client.post(SIGN_UP, FORM)
    answer = client.post(link_in(mailoutbox[0]), follow=True)
    assert answer.redirect_chain[-1][0] == "/t/cobol-daughters/setup/"
    assert "Put the chat on your site" in answer.content.decode()


def test_looking_at_the_link_does_not_confirm_yet(client: Any, mailoutbox: list) -> None:
    client.post(SIGN_UP, FORM)
    client.get(link_in(mailoutbox[0]))
    assert not EmailAddress.objects.get(email="grace@cobol.example").verified


def test_the_mail_links_to_our_own_address_whatever_host_was_asked(
    client: Any, mailoutbox: list, settings: Any
) -> None:
    client.post(SIGN_UP, FORM, headers={"host": "localhost"})
    assert f"{settings.PUBLIC_URL}/accounts/confirm-email/" in mailoutbox[0].body


def test_the_mail_says_nothing_a_stranger_chose(client: Any, mailoutbox: list) -> None:
    client.post(SIGN_UP, FORM | {"name": "WIN A PRIZE", "company": "CALL 555"})
    text = mailoutbox[0].subject + mailoutbox[0].body
    assert "PRIZE" not in text
    assert "555" not in text


def test_a_known_address_is_told_by_mail_and_not_on_the_page(
    client: Any, cast: Any, mailoutbox: list
) -> None:
    unknown = client.post(SIGN_UP, FORM)
    known = client.post(SIGN_UP, FORM | {"email": cast.ada.user.email, "company": "Second"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert mailoutbox[-1].subject == "You have an account at Helpdesk already"
    assert not Tenant.objects.filter(name="Second").exists()


def test_nothing_is_left_when_the_membership_cannot_be_made(
    cast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "_display_name", lambda person: None)
    with pytest.raises(Exception, match="display_name"):
        actions.found_company(founder=cast.ada.user, name="Half")
    assert not Tenant.objects.filter(name="Half").exists()


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("name", "", "Enter your name."),
        ("name", "\u200b\u200b", "Enter your name."),
        ("name", "Ann\u202egnp", "control characters"),
        ("company", "   ", "Enter the name of your company."),
        ("company", "Buy at http://spam.example", "cannot be a web address"),
        ("website", "my shop", "That is not a web address."),
        ("email", "grace", "valid email"),
        ("password1", "short", "too short"),
    ],
)
def test_a_wrong_field_says_what_to_do_and_keeps_the_rest(
    client: Any, field: str, value: str, says: str
) -> None:
    page = client.post(SIGN_UP, FORM | {field: value}).content.decode()
    assert says in page
    kept = "Grace Hopper" if field != "name" else "Grace@Cobol.example"
    assert kept in page
    assert not User.objects.exists()


def test_an_unknown_time_zone_becomes_utc(client: Any) -> None:
    client.post(SIGN_UP, FORM | {"zone": "Mars/Olympus"})
    assert Tenant.objects.get().zone == "UTC"
