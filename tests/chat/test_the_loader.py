"""/widget.js: small, alone or with what a listed page needs for the button."""

import gzip
import json
import re
from unittest.mock import Mock

import pytest
from django.db import OperationalError

LISTED = "https://shop.acme.example"
KB = 1024
LOADER_LIMIT = 5 * KB


def test_the_loader_is_small_and_asks_again_only_when_it_changed(client):
    response = client.get("/widget.js")
    assert response["Content-Type"].startswith("text/javascript")
    assert len(gzip.compress(response.content)) <= LOADER_LIMIT
    again = client.get("/widget.js", headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304
    assert not response.cookies


def test_the_loader_is_sent_compressed(client):
    response = client.get("/widget.js", headers={"Accept-Encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"
    assert len(response.content) <= LOADER_LIMIT


def script(client, key, **headers):
    return client.get("/widget.js", {"site": key}, headers=headers)


def given(response):
    """The configuration that came along with the script, or None."""
    found = re.search(r"const given=(null|{.*?});", response.content.decode())
    return json.loads(found[1])


def test_a_listed_page_gets_script_and_button_by_one_request(client, cast):
    key = cast.acme.site_key
    response = script(client, key, Referer=f"{LISTED}/")
    config = client.get(f"/widget/{key}/config/", headers={"Origin": LISTED})
    assert given(response) == config.json()
    assert response["Cache-Control"].startswith("private, max-age=")
    assert {"Referer", "Accept-Language"} <= {part.strip() for part in response["Vary"].split(",")}
    again = script(client, key, Referer=f"{LISTED}/", **{"If-None-Match": response["ETag"]})
    assert again.status_code == 304
    in_german = script(client, key, Referer=f"{LISTED}/", **{"Accept-Language": "de"})
    assert given(in_german)["language"] == "de"


def test_what_comes_along_is_small(client, cast):
    response = script(client, cast.acme.site_key, Referer=f"{LISTED}/")
    assert len(gzip.compress(response.content)) <= LOADER_LIMIT + KB


@pytest.mark.parametrize(
    "page", ["https://evil.example/", f"{LISTED}.evil.example/", "", "x", "https://["]
)
def test_any_other_page_gets_the_script_alone_and_is_told_why_when_it_asks(client, cast, page):
    response = script(client, cast.acme.site_key, **({"Referer": page} if page else {}))
    assert response.content == client.get("/widget.js").content
    assert given(response) is None


def test_an_unknown_site_gets_the_script_alone(client, cast):
    assert given(script(client, "nobody", Referer=f"{LISTED}/")) is None
    assert given(script(client, "\x00'\"", Referer=f"{LISTED}/")) is None


def test_without_the_database_the_script_comes_all_the_same(client, cast, monkeypatch):
    monkeypatch.setattr("chat.loader.active_tenant", Mock(side_effect=OperationalError))
    assert given(script(client, cast.acme.site_key, Referer=f"{LISTED}/")) is None
