"""Invitations: by mail, for one address, once, for seven days."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from helpdesk.tenancy import tenant_scope
from tenants import invitations, mail
from tenants.models import Invitation, Membership, Tenant, User
from tests.conftest import sign_in
from tests.tenants.conftest import PASSWORD, link_in

PEOPLE = "/t/acme/people/"
NEWCOMER = {"name": "Noor", "password": PASSWORD}


@pytest.fixture
def link(ada: Client, mailoutbox: list) -> str:
    """Ada has invited Noor, who has no account, as an operator."""
    ada.post(PEOPLE, {"email": "Noor@New.example", "role": "operator"})
    return link_in(mailoutbox[-1])


def member(tenant: Tenant, email: str) -> Membership | None:
    with tenant_scope(tenant):
        return tenant.memberships.active().filter(user__email=email).first()


def change_invitation(tenant: Tenant, **columns: Any) -> None:
    with tenant_scope(tenant):
        Invitation.objects.update(**columns)


def does_not_work(client: Client, link: str) -> bool:
    answer = client.get(link)
    return answer.status_code == 404 and "This invitation does not work" in answer.content.decode()


def test_the_mail_names_the_company_the_inviter_and_the_role(link: str, mailoutbox: list) -> None:
    [sent] = mailoutbox
    assert sent.to == ["noor@new.example"]
    assert sent.subject == "Acme: Ada invites you to answer chats"
    assert "Your role: Operator" in sent.body


def test_a_newcomer_joins_without_founding_a_company(
    client: Client, link: str, cast: Any, mailoutbox: list
) -> None:
    answer = client.post(link, NEWCOMER, follow=True)
    assert answer.redirect_chain[-1][0] == "/t/acme/me/"
    assert member(cast.acme, "noor@new.example").role == "operator"
    assert Tenant.objects.count() == 2
    assert len(mailoutbox) == 1, "the link came by mail, so the address is confirmed"


def test_a_newcomer_cannot_choose_another_address(client: Client, link: str, cast: Any) -> None:
    client.post(link, NEWCOMER | {"email": "boss@evil.example"})
    assert not User.objects.filter(email="boss@evil.example").exists()
    assert member(cast.acme, "noor@new.example")


def test_a_newcomer_needs_a_good_password(client: Client, link: str, cast: Any) -> None:
    page = client.post(link, {"name": "Noor", "password": "short"}).content.decode()
    assert "too short" in page
    assert member(cast.acme, "noor@new.example") is None


def test_works_once(client: Client, link: str) -> None:
    client.post(link, NEWCOMER)
    assert does_not_work(Client(), link)


def test_looking_at_it_does_not_use_it_up(client: Client, link: str, cast: Any) -> None:
    for _ in range(3):
        assert client.get(link).status_code == 200
    client.post(link, NEWCOMER)
    assert member(cast.acme, "noor@new.example")


def test_expires_after_seven_days(client: Client, link: str, cast: Any) -> None:
    with tenant_scope(cast.acme):
        lifetime = Invitation.objects.get().expires_at - timezone.now()
    assert timedelta(days=6, hours=23) < lifetime < timedelta(days=7, seconds=1)
    change_invitation(cast.acme, expires_at=timezone.now())
    assert does_not_work(client, link)
    assert client.post(link, NEWCOMER).status_code == 404


def test_taken_back_it_does_not_work(client: Client, link: str, ada: Client, cast: Any) -> None:
    with tenant_scope(cast.acme):
        invitation = Invitation.objects.get()
    ada.post(f"/t/acme/invitations/{invitation.pk}/take-back/")
    assert does_not_work(client, link)


def test_sent_again_only_the_new_link_works(
    client: Client, link: str, ada: Client, cast: Any, mailoutbox: list
) -> None:
    with tenant_scope(cast.acme):
        invitation = Invitation.objects.get()
    ada.post(f"/t/acme/invitations/{invitation.pk}/again/")
    assert does_not_work(client, link)
    assert client.get(link_in(mailoutbox[-1])).status_code == 200


def test_inviting_an_address_twice_keeps_one_invitation(link: str, ada: Client, cast: Any) -> None:
    ada.post(PEOPLE, {"email": "noor@new.example", "role": "trainee"})
    with tenant_scope(cast.acme):
        assert [i.role for i in Invitation.objects.all()] == ["trainee"]


def test_the_invited_person_signs_in_and_confirms(
    cast: Any, ada: Client, eve: Client, mailoutbox: list
) -> None:
    ada.post(PEOPLE, {"email": cast.eve.user.email, "role": "trainee"})
    link = link_in(mailoutbox[-1])
    assert f"/accounts/login/?next={link}" in Client().get(link).content.decode()
    assert "Join Acme" in eve.get(link).content.decode()
    assert member(cast.acme, cast.eve.user.email) is None, "looking does not join"
    assert eve.post(link)["Location"] == "/t/acme/inbox/"
    assert member(cast.acme, cast.eve.user.email).role == "trainee"


def test_somebody_else_who_is_signed_in_cannot_use_it(link: str, eve: Client, cast: Any) -> None:
    assert "this invitation is for somebody else" in eve.get(link).content.decode()
    eve.post(link)
    eve.post(link, NEWCOMER)
    assert member(cast.acme, cast.eve.user.email) is None
    assert member(cast.acme, "noor@new.example") is None


def test_an_address_that_is_not_confirmed_does_not_count(
    cast: Any, ada: Client, eve: Client, mailoutbox: list
) -> None:
    cast.eve.user.emailaddress_set.update(verified=False)
    ada.post(PEOPLE, {"email": cast.eve.user.email, "role": "trainee"})
    eve.post(link_in(mailoutbox[-1]))
    assert member(cast.acme, cast.eve.user.email) is None


def test_does_not_work_for_another_company(client: Client, link: str, cast: Any) -> None:
    assert does_not_work(client, link.replace("/acme/", "/globex/"))
    assert client.post(link.replace("/acme/", "/globex/"), NEWCOMER).status_code == 404


def test_does_not_work_for_a_company_that_is_switched_off(
    client: Client, link: str, cast: Any
) -> None:
    Tenant.objects.filter(slug="acme").update(is_active=False)
    assert does_not_work(client, link)


@pytest.mark.parametrize(
    "token",
    [None, "", " ", "\x00", [], [""], ["x"], {}, 0, True, b"x" * 32, "x" * 32, "x" * 31, "é" * 32],
)
def test_account_takeover_by_empty_or_odd_tokens(link: str, cast: Any, token: object) -> None:
    """Class of FreeScout CVE-2026-27637 and Rocket.Chat CVE-2026-45688."""
    change_invitation(cast.acme, token_hash=Invitation.hash(""))
    with tenant_scope(cast.acme):
        assert invitations.find_open(cast.acme, token) is None


@pytest.mark.parametrize("path", ["", "%20", "%00", "null", "[]", "undefined", "0"])
def test_odd_tokens_in_the_address_find_nothing(client: Client, link: str, path: str) -> None:
    for slug in ("acme", "nobody"):
        assert client.get(f"/join/{slug}/{path}/").status_code == 404
        assert client.post(f"/join/{slug}/{path}/", NEWCOMER).status_code == 404


def test_the_token_is_long_and_not_stored(link: str, cast: Any) -> None:
    token = link.rstrip("/").rsplit("/")[-1]
    assert len(token) == 32, "24 random bytes"
    with tenant_scope(cast.acme):
        assert token not in str(Invitation.objects.values().get())


def test_a_member_is_not_invited_again(ada: Client, cast: Any, mailoutbox: list) -> None:
    page = ada.post(PEOPLE, {"email": "OMAR@acme.example", "role": "admin"}).content.decode()
    assert "omar@acme.example already belongs to Acme." in page
    assert mailoutbox == []


def test_a_former_member_comes_back_with_the_new_role(
    cast: Any, ada: Client, omar: Client, mailoutbox: list
) -> None:
    ada.post(f"/t/acme/people/{cast.omar.pk}/end/")
    ada.post(PEOPLE, {"email": cast.omar.user.email, "role": "supervisor"})
    omar.post(link_in(mailoutbox[-1]))
    assert member(cast.acme, cast.omar.user.email).role == "supervisor"


def test_nothing_is_kept_when_the_mail_cannot_be_sent(
    ada: Client, cast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr(mail.EmailMessage, "send", refuse)
    page = ada.post(PEOPLE, {"email": "noor@new.example", "role": "operator"}).content.decode()
    assert "Our mail server is not answering" in page
    assert "noor@new.example" in page
    with tenant_scope(cast.acme):
        assert not Invitation.objects.exists()


def test_mail_bombing_an_address_stops_after_five_a_day(
    ada: Client, cast: Any, mailoutbox: list
) -> None:
    for _ in range(7):
        page = ada.post(PEOPLE, {"email": "noor@new.example", "role": "operator"})
    assert len(mailoutbox) == 5
    assert "several invitations today" in page.content.decode()


def test_who_is_ended_leaves_no_open_door_behind(
    cast: Any, signed_in: Any, ada: Client, mailoutbox: list
) -> None:
    ada.post(f"/t/acme/people/{cast.sam.pk}/", {"role": "admin"})
    signed_in(cast.sam).post(PEOPLE, {"email": "sams-other-self@x.example", "role": "admin"})
    link = link_in(mailoutbox[-1])
    ada.post(f"/t/acme/people/{cast.sam.pk}/end/")
    assert does_not_work(Client(), link)


def test_the_session_of_the_browser_is_a_new_one_after_joining(link: str, cast: Any) -> None:
    browser = sign_in(Client(), cast.eve)
    browser.post("/accounts/logout/")
    before = browser.session.session_key
    browser.post(link, NEWCOMER)
    assert browser.session.session_key != before
