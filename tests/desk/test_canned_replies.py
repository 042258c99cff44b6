"""Canned replies fit the person: their scopes, their fields, and the gaps nobody may send."""

import pytest
from django.test import Client

from chat.canned_fields import FIELDS, is_unpersonalised, replies_for
from chat.models import CannedReply
from helpdesk.tenancy import tenant_scope
from tenants.models import Department
from tests.conftest import sign_in

PAGE = "/t/acme/canned/"


@pytest.fixture
def reply(in_acme):
    def write(shortcut, body, **owner):
        return CannedReply.objects.create(
            tenant=in_acme.acme, shortcut=shortcut, body=body, **owner
        )

    return write


def bodies(member):
    return {reply["shortcut"]: (reply["body"], reply["scope"]) for reply in replies_for(member)}


# --- whose --------------------------------------------------------------------------------------


def test_the_nearest_one_of_a_shortcut_counts(in_acme, reply, billing):
    reply("hours", "The company's")
    reply("hours", "Billing's", department=billing)
    reply("hours", "My own", member=in_acme.omar)
    assert bodies(in_acme.omar) == {"hours": ("My own", "own")}
    assert bodies(in_acme.tess) == {"hours": ("Billing's", "department")}
    assert bodies(in_acme.sam) == {"hours": ("The company's", "company")}


def test_an_operator_writes_their_own(cast):
    omar = sign_in(Client(), cast.omar)
    omar.post(f"{PAGE}new/", {"shortcut": "bye", "body": "Take care!"})
    with tenant_scope(cast.acme):
        assert CannedReply.objects.get().member == cast.omar
    assert "Take care!" in omar.get(PAGE).content.decode()
    assert "Take care!" not in sign_in(Client(), cast.sam).get(PAGE).content.decode()


def test_an_operator_cannot_write_for_others_by_asking(cast):
    omar = sign_in(Client(), cast.omar)
    omar.post(f"{PAGE}new/", {"shortcut": "bye", "body": "Take care!", "scope": "company"})
    with tenant_scope(cast.acme):
        assert CannedReply.objects.get().member == cast.omar


def test_a_supervisor_writes_for_a_department(cast, billing):
    sam = sign_in(Client(), cast.sam)
    written = {"shortcut": "vat", "body": "Please tell me the number.", "scope": str(billing.pk)}
    sam.post(f"{PAGE}new/", written)
    with tenant_scope(cast.acme):
        assert CannedReply.objects.get().department == billing


def test_a_department_of_another_company_is_no_choice(cast):
    with tenant_scope(cast.globex):
        theirs = Department.objects.create(tenant=cast.globex, name="Theirs")
    written = {"shortcut": "vat", "body": "Please", "scope": str(theirs.pk)}
    page = sign_in(Client(), cast.sam).post(f"{PAGE}new/", written)
    assert page.status_code == 200
    with tenant_scope(cast.acme):
        assert not CannedReply.objects.exists()


def test_somebody_elses_own_reply_is_not_there(cast, reply):
    mine = reply("bye", "Take care!", member=cast.omar)
    sam = sign_in(Client(), cast.sam)
    assert sam.post(f"{PAGE}{mine.pk}/", {"shortcut": "bye", "body": "x"}).status_code == 404
    assert sam.post(f"{PAGE}{mine.pk}/delete/").status_code == 404


# --- fields and gaps ----------------------------------------------------------------------------


@pytest.mark.parametrize("body", ["Dear {customer}", "{visitor_name} {0x}{x}", "{Visitor_Name}"])
def test_an_unknown_field_is_refused_with_those_there_are(cast, body):
    page = sign_in(Client(), cast.sam).post(f"{PAGE}new/", {"shortcut": "hi", "body": body})
    said = page.content.decode()
    assert "is not a field" in said
    assert all(f"{{{name}}}" in said for name in FIELDS)
    with tenant_scope(cast.acme):
        assert not CannedReply.objects.exists()


@pytest.mark.parametrize(
    "body", ["{greeting} {visitor_name}, [[number]]", "{ not a field }", "a {b", "{{x}} {% y %}"]
)
def test_what_is_no_field_of_ours_stays_text(cast, body):
    response = sign_in(Client(), cast.sam).post(f"{PAGE}new/", {"shortcut": "hi", "body": body})
    assert (response.status_code == 302) == ("{{x}}" not in body)


def test_a_gap_has_to_be_closed(cast):
    written = {"shortcut": "hi", "body": "Your number [[order"}
    page = sign_in(Client(), cast.sam).post(f"{PAGE}new/", written).content.decode()
    assert "is not closed" in page


@pytest.mark.parametrize(
    ("body", "from_canned", "refused"),
    [
        ("Dear {visitor_name}", False, True),
        ("Dear Maria", True, False),
        ("Your order [[order number]]", True, True),
        ("Your order [[order number]]", False, True),
        ("A wiki links like [[this]]", False, False),
        ("A wiki links like [[this]]", True, True),
        ("A template has {braces}", True, False),
    ],
)
def test_a_hole_is_not_sent(in_acme, reply, body, from_canned, refused):
    reply("order", "Your order [[order number]] is on its way.")
    assert is_unpersonalised(body, from_canned=from_canned) is refused
