"""What a company decides for itself: words, colour, sites, key."""

from typing import Any

import pytest
from django.test import Client

from tenants import colours
from tenants.models import Tenant

WORDS = {
    "name": "Acme",
    "greeting": "Hi!",
    "courtesy": "",
    "acknowledgement": "Got it.",
    "accent": "#2f5bd0",
    "language": "en",
    "zone": "Europe/Berlin",
}
SETTINGS = "/t/acme/settings/"
SITES, KEY = "/t/acme/settings/sites/", "/t/acme/settings/key/"


def acme() -> Tenant:
    return Tenant.objects.get(slug="acme")


@pytest.mark.parametrize("path", [SETTINGS, SITES, KEY, "/t/acme/install/"])
def test_operators_do_not_change_settings(cast: Any, omar: Client, path: str) -> None:
    assert omar.get(path).status_code == 403
    assert omar.post(path, WORDS | {"site": "x.example"}).status_code == 403
    assert acme().greeting != "Hi!"


def test_an_owner_changes_the_words(ada: Client) -> None:
    ada.post(SETTINGS, WORDS)
    assert (acme().greeting, acme().acknowledgement) == ("Hi!", "Got it.")
    assert acme().zone == "Europe/Berlin"


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("name", "", "required"),
        ("greeting", "x" * 201, "at most 200"),
        ("greeting", "\u200b", "required"),
        ("acknowledgement", "Hello\u202eolleh", "control characters"),
        ("accent", "blue", "Enter a colour such as #2f5bd0."),
        ("accent", "#2f5bd0;x", "at most 7"),
        ("zone", "Mars/Olympus", "Select a valid choice"),
    ],
)
def test_a_wrong_field_is_refused_and_nothing_is_kept(
    ada: Client, field: str, value: str, says: str
) -> None:
    page = ada.post(SETTINGS, WORDS | {field: value}).content.decode()
    assert says in page
    assert acme().greeting != "Hi!"


def test_a_refused_name_does_not_appear_in_the_header(ada: Client) -> None:
    page = ada.post(SETTINGS, WORDS | {"name": "Emca", "accent": "blue"}).content.decode()
    assert '<span class="company-name" dir="auto">Acme</span>' in page
    assert 'value="Emca"' in page


def test_a_pale_colour_is_refused_with_one_that_works(ada: Client) -> None:
    answer = ada.post(SETTINGS, WORDS | {"accent": "#FFCC00"})
    better = answer.context["form"].better_accent
    assert better in answer.content.decode()
    ada.post(SETTINGS, WORDS | {"accent": better})
    assert acme().accent == better


@pytest.mark.parametrize("colour", ["#ffcc00", "#ffffff", "#7fd6ff", "#ff0000", "#00ff00"])
def test_the_better_colour_is_readable_and_no_darker_than_needed(colour: str) -> None:
    shade = colours.readable(colour)
    assert 4.5 <= colours.contrast_with_white(shade) < 4.8


def test_a_readable_colour_stays_as_it_is() -> None:
    assert colours.readable("#2F5BD0") == "#2f5bd0"
    assert colours.contrast_with_white("#000000") == pytest.approx(21)
    assert colours.contrast_with_white("#767676") == pytest.approx(4.54, abs=0.01)


def test_a_site_is_added_as_an_origin(ada: Client) -> None:
    ada.post(SITES, {"site": "Blog.Acme.example/posts"})
    assert acme().allowed_origins == ["https://shop.acme.example", "https://blog.acme.example"]


@pytest.mark.parametrize("site", ["*", "https://*.acme.example", "", "shop.acme.example", "x y"])
def test_a_site_that_cannot_be_is_refused(ada: Client, site: str) -> None:
    page = ada.post(SITES, {"site": site}).content.decode()
    assert 'aria-invalid="true"' in page
    assert acme().allowed_origins == ["https://shop.acme.example"]


def test_a_site_is_removed(ada: Client) -> None:
    ada.post(f"{SITES}remove/", {"site": "https://shop.acme.example"})
    assert acme().allowed_origins == []


def test_the_forgotten_www_is_offered(ada: Client) -> None:
    ada.post(SITES, {"site": "acme.example"})
    assert "https://www.acme.example" in ada.get(SITES).content.decode()


def test_a_new_key_is_taken_only_after_asking(ada: Client) -> None:
    old = acme().site_key
    ada.get(KEY)
    assert acme().site_key == old
    ada.post(KEY)
    assert len(acme().site_key) == 32
    assert acme().site_key != old


def test_the_install_page_has_the_line_to_paste(ada: Client, settings: Any) -> None:
    line = ada.get("/t/acme/install/").context["snippet"]
    src = f'src="{settings.PUBLIC_URL}/widget.js?site={acme().site_key}"'
    assert line == f'<script {src} data-site="{acme().site_key}" async></script>'
