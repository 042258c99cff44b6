"""Signing in and out, forgotten and changed passwords."""

from typing import Any

import pytest
from django.test import Client

from tests.tenants.conftest import PASSWORD, link_in

LOGIN, RESET = "/accounts/login/", "/accounts/password/reset/"
NEW = "a completely new one"


@pytest.fixture
def ada_with_password(cast: Any) -> Any:
    cast.ada.user.set_password(PASSWORD)
    cast.ada.user.save()
    return cast.ada.user


def sign_in_by_form(user: Any, password: str = PASSWORD, **more: str) -> tuple[Client, Any]:
    browser = Client()
    answer = browser.post(LOGIN, {"login": user.email, "password": password, **more})
    return browser, answer


def is_in(browser: Client) -> bool:
    return browser.get("/t/acme/me/").status_code == 200


def test_signing_in_leads_to_the_companies(ada_with_password: Any) -> None:
    browser, answer = sign_in_by_form(ada_with_password)
    assert answer["Location"] == "/companies/"
    assert is_in(browser)


def test_a_wrong_password_keeps_the_address_and_tells_nothing(ada_with_password: Any) -> None:
    _, wrong = sign_in_by_form(ada_with_password, "wrong")
    unknown = Client().post(LOGIN, {"login": "nobody@x.example", "password": "wrong"})
    for answer in (wrong, unknown):
        assert "do not go together" in answer.content.decode()
    assert ada_with_password.email in wrong.content.decode()


def test_guessing_is_slowed_down(ada_with_password: Any) -> None:
    for _ in range(6):
        _, answer = sign_in_by_form(ada_with_password, "wrong")
    assert "Too many attempts." in answer.content.decode()
    browser, _ = sign_in_by_form(ada_with_password)
    assert not is_in(browser)


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "///evil.example",
        "http:evil.example",
        "javascript:alert(1)",
        "\thttps://evil.example",
    ],
)
def test_no_redirect_leads_away(ada_with_password: Any, target: str) -> None:
    _, answer = sign_in_by_form(ada_with_password, next=target)
    assert answer["Location"] == "/companies/"


def test_signing_in_leads_back_to_where_one_was(ada_with_password: Any) -> None:
    _, answer = sign_in_by_form(ada_with_password, next="/t/acme/people/")
    assert answer["Location"] == "/t/acme/people/"


def test_sign_in_headers_are_ignored(cast: Any, client: Client) -> None:
    headers = {"remote-user": cast.ada.user.email, "x-forwarded-user": cast.ada.user.email}
    answer = client.get("/t/acme/me/", headers=headers)
    assert answer["Location"].startswith("/accounts/login/")


def test_signing_out_takes_a_click(ada: Client) -> None:
    ada.get("/accounts/logout/")
    assert is_in(ada)
    assert ada.post("/accounts/logout/")["Location"] == "/"
    assert not is_in(ada)


def test_a_forgotten_password_is_replaced_by_a_link(
    ada_with_password: Any, mailoutbox: list
) -> None:
    Client().post(RESET, {"email": ada_with_password.email})
    browser = Client()
    page = browser.get(link_in(mailoutbox[0]), follow=True)
    form = page.redirect_chain[-1][0]
    browser.post(form, {"password1": NEW, "password2": NEW})
    assert is_in(sign_in_by_form(ada_with_password, NEW)[0])
    assert not is_in(sign_in_by_form(ada_with_password)[0])


def test_a_reset_link_works_once(ada_with_password: Any, mailoutbox: list) -> None:
    Client().post(RESET, {"email": ada_with_password.email})
    link = link_in(mailoutbox[0])
    browser = Client()
    form = browser.get(link, follow=True).redirect_chain[-1][0]
    browser.post(form, {"password1": NEW, "password2": NEW})
    assert "does not work any more" in Client().get(link).content.decode()


def test_the_reset_link_names_our_own_address(
    ada_with_password: Any, mailoutbox: list, settings: Any
) -> None:
    Client().post(RESET, {"email": ada_with_password.email}, headers={"host": "localhost"})
    assert f"{settings.PUBLIC_URL}/accounts/password/reset/key/" in mailoutbox[0].body


def test_an_unknown_address_gets_the_same_page_and_no_mail(
    ada_with_password: Any, mailoutbox: list
) -> None:
    known = Client().post(RESET, {"email": ada_with_password.email}, follow=True)
    unknown = Client().post(RESET, {"email": "nobody@x.example"}, follow=True)
    assert known.content == unknown.content
    assert len(mailoutbox) == 1


def test_mail_bombing_by_reset_stops_after_three_an_hour(
    ada_with_password: Any, mailoutbox: list
) -> None:
    for _ in range(6):
        answer = Client().post(RESET, {"email": ada_with_password.email})
    assert answer.status_code == 429
    assert len(mailoutbox) == 3


def test_changing_the_password_ends_every_other_session(
    ada_with_password: Any, mailoutbox: list
) -> None:
    here, _ = sign_in_by_form(ada_with_password)
    elsewhere, _ = sign_in_by_form(ada_with_password)
    form = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    here.post("/accounts/password/change/", form)
    assert is_in(here)
    assert not is_in(elsewhere)
    assert mailoutbox[-1].subject == "Your password was changed"


def test_the_current_password_is_needed_to_change_it(ada_with_password: Any) -> None:
    here, _ = sign_in_by_form(ada_with_password)
    form = {"oldpassword": "guess", "password1": NEW, "password2": NEW}
    page = here.post("/accounts/password/change/", form).content.decode()
    assert "This is not your current password." in page
    assert is_in(sign_in_by_form(ada_with_password)[0])


def test_a_new_address_counts_only_once_it_is_confirmed(
    ada_with_password: Any, mailoutbox: list
) -> None:
    here, _ = sign_in_by_form(ada_with_password)
    here.post("/accounts/email/", {"email": "ada@new.example", "action_add": ""})
    ada_with_password.refresh_from_db()
    assert ada_with_password.email == "ada@acme.example"
    here.post(link_in(next(mail for mail in mailoutbox if mail.to == ["ada@new.example"])))
    ada_with_password.refresh_from_db()
    assert ada_with_password.email == "ada@new.example"


@pytest.mark.parametrize(
    "path",
    [
        "/accounts/login/",
        "/accounts/signup/",
        "/accounts/password/reset/",
        "/accounts/password/reset/done/",
        "/accounts/password/reset/key/done/",
        "/accounts/password/reset/key/1-nonsense/",
        "/accounts/confirm-email/",
        "/accounts/confirm-email/nonsense/",
        "/accounts/inactive/",
    ],
)
def test_every_page_is_in_our_own_house(client: Client, db: None, path: str) -> None:
    page = client.get(path).content.decode()
    assert "helpdesk/entrance.css" in page
    assert " style=" not in page
    assert "<script>" not in page
    assert "onclick" not in page


@pytest.mark.parametrize("path", ["logout", "password/change", "email", "reauthenticate"])
def test_every_page_for_people_inside_too(ada: Client, cast: Any, path: str) -> None:
    cast.ada.user.set_password(PASSWORD)
    cast.ada.user.save()
    ada.force_login(cast.ada.user, "allauth.account.auth_backends.AuthenticationBackend")
    assert "helpdesk/entrance.css" in ada.get(f"/accounts/{path}/").content.decode()
