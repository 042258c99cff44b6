"""Who may change whom, and the last owner who has to stay."""

from typing import Any

import pytest
from django.test import Client

from helpdesk.tenancy import tenant_scope
from tenants.actions import NotAllowed, change_role, end_membership
from tenants.models import RIGHTS, Role
from tests.tenants.conftest import fresh

PEOPLE = "/t/acme/people/"


@pytest.fixture
def admin(cast: Any, signed_in: Any) -> Client:
    """Sam as an admin."""
    make(cast.sam, "admin")
    return signed_in(cast.sam)


def make(member: Any, role: str) -> None:
    with tenant_scope(member.tenant_id):
        type(member).objects.filter(pk=member.pk).update(role=role)
    member.role = role


def test_everybody_is_listed_with_their_role(ada: Client) -> None:
    page = ada.get(PEOPLE).content.decode()
    for name in ("Ada", "Sam", "Omar", "Tess"):
        assert name in page
    assert "eve@globex.example" not in page


def test_the_rights_are_shown_as_they_are_in_the_code(ada: Client) -> None:
    answer = ada.get(f"{PEOPLE}roles/")
    shown = dict(answer.context["rights"])
    assert shown["Make and unmake owners, delete the company"] == [True, False, False, False, False]
    rights = set().union(*RIGHTS.values())
    assert len(shown) == len(rights)
    for column, role in enumerate(Role):
        assert sum(granted[column] for granted in shown.values()) == len(RIGHTS[role])


@pytest.mark.parametrize("name", ["sam", "omar", "tess"])
def test_without_the_right_the_door_is_shut(cast: Any, signed_in: Any, name: str) -> None:
    browser = signed_in(getattr(cast, name))
    assert browser.get(PEOPLE).status_code == 403
    assert browser.post(PEOPLE, {"email": "x@x.example", "role": "admin"}).status_code == 403
    assert browser.post(f"{PEOPLE}{cast.tess.pk}/", {"role": "admin"}).status_code == 403
    assert browser.post(f"{PEOPLE}{cast.ada.pk}/end/").status_code == 403
    assert fresh(cast.ada).is_active


def test_an_owner_changes_a_role(ada: Client, cast: Any) -> None:
    ada.post(f"{PEOPLE}{cast.tess.pk}/", {"role": "operator"})
    assert fresh(cast.tess).role == "operator"


def test_a_role_that_does_not_exist_is_refused(ada: Client, cast: Any) -> None:
    page = ada.post(f"{PEOPLE}{cast.tess.pk}/", {"role": "god"}).content.decode()
    assert "Choose one of the roles." in page
    assert fresh(cast.tess).role == "trainee"


def test_an_owner_makes_a_second_owner(ada: Client, cast: Any) -> None:
    ada.post(f"{PEOPLE}{cast.sam.pk}/", {"role": "owner"})
    assert fresh(cast.sam).role == "owner"


def test_an_admin_makes_nobody_an_owner(admin: Client, cast: Any, mailoutbox: list) -> None:
    admin.post(f"{PEOPLE}{cast.omar.pk}/", {"role": "owner"})
    admin.post(f"{PEOPLE}{cast.sam.pk}/", {"role": "owner"})
    admin.post(PEOPLE, {"email": "x@x.example", "role": "owner"})
    assert fresh(cast.omar).role == "operator"
    assert fresh(cast.sam).role == "admin"
    assert mailoutbox == []


def test_an_admin_unmakes_no_owner(admin: Client, cast: Any) -> None:
    admin.post(f"{PEOPLE}{cast.ada.pk}/", {"role": "operator"})
    admin.post(f"{PEOPLE}{cast.ada.pk}/end/")
    assert fresh(cast.ada).role == "owner"
    assert fresh(cast.ada).is_active


def test_an_admin_changes_everybody_else(admin: Client, cast: Any) -> None:
    admin.post(f"{PEOPLE}{cast.tess.pk}/", {"role": "operator"})
    admin.post(f"{PEOPLE}{cast.omar.pk}/end/")
    assert fresh(cast.tess).role == "operator"
    assert not fresh(cast.omar).is_active


def test_an_admin_does_not_send_an_owners_invitation_again(
    ada: Client, admin: Client, cast: Any, mailoutbox: list
) -> None:
    ada.post(PEOPLE, {"email": "x@x.example", "role": "owner"})
    with tenant_scope(cast.acme):
        invitation = cast.acme.invitations.get()
    admin.post(f"/t/acme/invitations/{invitation.pk}/again/")
    assert len(mailoutbox) == 1


def test_the_last_owner_cannot_step_down(ada: Client, cast: Any) -> None:
    page = ada.post(f"{PEOPLE}{cast.ada.pk}/", {"role": "admin"}).content.decode()
    assert "Every company needs an owner." in page
    assert fresh(cast.ada).role == "owner"


def test_the_last_owner_cannot_leave(ada: Client, cast: Any) -> None:
    answer = ada.post(f"{PEOPLE}{cast.ada.pk}/end/")
    assert answer.status_code == 409
    assert "Every company needs an owner." in answer.content.decode()
    assert fresh(cast.ada).is_active


def test_an_owner_who_was_ended_does_not_count(ada: Client, cast: Any) -> None:
    make(cast.sam, "owner")
    ada.post(f"{PEOPLE}{cast.sam.pk}/end/")
    ada.post(f"{PEOPLE}{cast.ada.pk}/end/")
    assert fresh(cast.ada).is_active


def test_an_owner_leaves_when_another_one_stays(ada: Client, cast: Any) -> None:
    make(cast.sam, "owner")
    assert ada.post(f"{PEOPLE}{cast.ada.pk}/end/")["Location"] == "/companies/"
    assert not fresh(cast.ada).is_active


def test_two_owners_cannot_unmake_each_other(cast: Any) -> None:
    make(cast.sam, "owner")
    with tenant_scope(cast.acme):
        change_role(by=cast.ada, member=cast.sam, role="admin")
        with pytest.raises(NotAllowed):
            change_role(by=cast.sam, member=cast.ada, role="admin")


def test_ending_asks_first(ada: Client, cast: Any) -> None:
    page = ada.get(f"{PEOPLE}{cast.omar.pk}/end/").content.decode()
    assert "End the membership of Omar?" in page
    assert fresh(cast.omar).is_active


def test_who_was_ended_is_an_outsider_at_once(ada: Client, omar: Client, cast: Any) -> None:
    assert omar.get("/t/acme/me/").status_code == 200
    ada.post(f"{PEOPLE}{cast.omar.pk}/end/")
    assert omar.get("/t/acme/me/").status_code == 404
    assert ada.get(f"{PEOPLE}{cast.omar.pk}/").status_code == 404


def test_ending_needs_somebody_who_is_there(cast: Any) -> None:
    with tenant_scope(cast.acme):
        end_membership(by=cast.ada, member=cast.omar)
        with pytest.raises(type(cast.omar).DoesNotExist):
            end_membership(by=cast.ada, member=cast.omar)


def test_giving_up_ones_own_rights_does_not_end_on_a_shut_door(admin: Client, cast: Any) -> None:
    answer = admin.post(f"{PEOPLE}{cast.sam.pk}/", {"role": "operator"})
    assert answer["Location"] == "/t/acme/inbox/"


def test_people_of_another_company_are_not_there(ada: Client, cast: Any) -> None:
    for path in (f"{PEOPLE}{cast.eve.pk}/", f"{PEOPLE}{cast.eve.pk}/end/"):
        assert ada.get(path).status_code == 404
        assert ada.post(path, {"role": "trainee"}).status_code == 404
    assert fresh(cast.eve).is_active
    assert fresh(cast.eve).role == "owner"
