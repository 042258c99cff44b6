"""A link in a mail leads back into the chat: once, not for ever, and in another browser only for
who knows the address it went to."""

import pytest

from chat.models import Entry, Visitor
from chat.sides.visitor import find_visitor
from feedback.models import ReopenLink, VisitorKey

from .links import EMAIL, link_for, site_of, type_in

# --- Coming in ----------------------------------------------------------------------------------


def test_looking_uses_nothing_up(client, path):
    for method in (client.get, client.head, client.get):
        assert method(path).status_code == 200
    assert ReopenLink.objects.get().used_at is None
    assert "no-store" in client.get(path)["Cache-Control"]
    assert client.get(path)["Referrer-Policy"] == "strict-origin"


def test_the_address_it_went_to_lets_another_browser_in(client, path, in_acme):
    response = type_in(client, path, EMAIL.upper())
    site = site_of(response)
    assert response.status_code == 200 and site["chat"].endswith(f"{in_acme.acme.site_key}/")
    assert find_visitor(site["token"]).pk == in_acme.visitor.pk
    assert VisitorKey.objects.get().token_hash == Visitor.hash(site["token"])


def test_the_browser_they_began_in_stays_in_and_the_chat_says_so(client, path, in_acme, chat):
    type_in(client, path)
    assert find_visitor(in_acme.token).pk == in_acme.visitor.pk
    told = Entry.objects.filter(conversation=chat).latest("seq")
    assert (told.data, told.public_seq is not None) == ({"card": "came_back"}, True)
    assert EMAIL not in told.body


def test_the_same_browser_goes_straight_in(client, path, in_acme):
    response = client.post(path, {"token": in_acme.token})
    assert (response.status_code, response["Location"]) == (
        302,
        f"/widget/{in_acme.acme.site_key}/",
    )
    assert not VisitorKey.objects.exists() and ReopenLink.objects.get().used_at


def test_a_browser_that_was_let_in_before_goes_straight_in(client, path, in_acme, chat):
    token = site_of(type_in(client, path))["token"]
    assert client.post(link_for(in_acme, chat), {"token": token}).status_code == 302


@pytest.mark.parametrize("token", ["0" * 32, "x", "", "ä" * 32, "0" * 5000])
def test_somebody_elses_browser_has_to_know_the_address(client, path, in_acme, token):
    response = client.post(path, {"token": token})
    assert response.status_code == 400 and "Type the address" in response.content.decode()
    assert type_in(client, path, token=token).status_code == 200


def test_the_page_speaks_the_customers_language(client, path):
    Visitor.objects.update(language="ar")
    page = client.get(path).content.decode()
    assert 'lang="ar"' in page and 'dir="rtl"' in page
