"""The loader's configuration and the frame: who may have them, and how heavy they are."""

import gzip
import json
import re

import pytest
from django.test import override_settings

from chat.models import Visitor
from helpdesk import collected
from helpdesk.tenancy import tenant_scope

LISTED = "https://shop.acme.example"
FRAME_LIMIT, PAGE_LIMIT = 40 * 1024, 5 * 1024


def config(client, key, **headers):
    return client.get(f"/widget/{key}/config/", headers=headers)


def frame(client, key):
    return client.get(f"/widget/{key}/")


def directive(response, name: str) -> list[str]:
    policy = dict(
        part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";")
    )
    return policy[name].split()


# --- the loader's configuration -----------------------------------------------------------------


def test_a_listed_page_gets_the_button(client, cast):
    response = config(client, cast.acme.site_key, Origin=LISTED)
    assert response.status_code == 200
    assert response["Access-Control-Allow-Origin"] == LISTED
    assert "Origin" in response["Vary"]
    assert response.json()["frame"] == f"/widget/{cast.acme.site_key}/"
    assert "Acme" in response.json()["label"]
    assert response.json()["state"] == "open"


def test_our_own_page_gets_the_button(client, cast):
    response = config(client, cast.acme.site_key, **{"Sec-Fetch-Site": "same-origin"})
    assert response.status_code == 200


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "http://shop.acme.example",
        "https://shop.acme.example:444",
        "https://shop.acme.example.evil.example",
        "https://SHOP.acme.example",
        "null",
        "",
    ],
)
def test_another_page_is_refused_and_may_read_why(client, cast, origin):
    response = config(client, cast.acme.site_key, Origin=origin)
    assert (response.status_code, response.json()) == (403, {"error": "origin_not_listed"})
    assert response["Access-Control-Allow-Origin"] == origin
    assert response["Cache-Control"] == "no-store"


def test_no_origin_at_all_is_refused(client, cast):
    assert config(client, cast.acme.site_key).status_code == 403


def test_an_unknown_key_and_a_disabled_company_look_the_same(client, cast):
    unknown = config(client, "0" * 32, Origin=LISTED)
    cast.acme.is_active = False
    cast.acme.save()
    disabled = config(client, cast.acme.site_key, Origin=LISTED)
    assert unknown.status_code == disabled.status_code == 404
    assert unknown.json() == disabled.json() == {"error": "unknown_site"}
    assert disabled["Access-Control-Allow-Origin"] == LISTED


def test_another_companys_list_does_not_count(client, cast):
    assert config(client, cast.globex.site_key, Origin=LISTED).status_code == 403


def test_white_is_readable_on_the_accent(client, cast):
    cast.acme.accent = "#ffe680"
    cast.acme.save()
    assert config(client, cast.acme.site_key, Origin=LISTED).json()["accent"] < "#a0"


# --- the frame ----------------------------------------------------------------------------------


def test_only_listed_pages_may_embed_the_frame(client, cast):
    response = frame(client, cast.acme.site_key)
    assert set(directive(response, "frame-ancestors")) >= {"'self'", LISTED}
    assert "X-Frame-Options" not in response
    assert "*" not in response["Content-Security-Policy"]


def test_a_bad_entry_in_the_list_cannot_widen_the_policy(client, cast):
    cast.acme.allowed_origins = ["https://a.example; script-src *", "https://*", "'unsafe-inline'"]
    cast.acme.save()
    policy = frame(client, cast.acme.site_key)["Content-Security-Policy"]
    assert not {"*", "https://*", "'unsafe-inline'"} & set(re.split(r"[ ;]+", policy))


def test_the_frame_runs_only_scripts_of_its_own(client, cast):
    response = frame(client, cast.acme.site_key)
    assert "'unsafe-inline'" not in response["Content-Security-Policy"]
    assert directive(response, "require-trusted-types-for") == ["'script'"]
    html = response.content.decode()
    (nonce,) = set(re.findall(r'nonce="([^"]+)"', html))
    assert f"'nonce-{nonce}'" in directive(response, "script-src")
    assert not re.search(r"\son\w+=|\sstyle=", html)


def test_the_frame_sets_no_cookie_and_makes_no_visitor(client, cast):
    with tenant_scope(cast.acme):
        before = Visitor.objects.count()
    response = frame(client, cast.acme.site_key)
    with tenant_scope(cast.acme):
        assert Visitor.objects.count() == before
    assert not response.cookies
    assert response["Referrer-Policy"] == "same-origin"


def test_the_frame_of_an_unknown_or_disabled_company_is_not_there(client, cast):
    cast.acme.is_active = False
    cast.acme.save()
    assert (
        frame(client, "0" * 32).status_code == frame(client, cast.acme.site_key).status_code == 404
    )


def test_what_a_company_writes_is_text_in_the_frame(client, cast):
    cast.acme.name = cast.acme.greeting = "</script><img src=x onerror=alert(1)>"
    cast.acme.save()
    assert b"<img src=x" not in frame(client, cast.acme.site_key).content


# --- how heavy it is -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def all_files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("static")
    with override_settings(COLLECTED=folder):
        assert collected.bring_up_to_date()
    return folder


@pytest.fixture
def as_served(settings, all_files):
    """Pages name files as they are served, and those lie here (helpdesk.collected)."""
    settings.COLLECTED, settings.SERVES_SOURCES = all_files, False
    return all_files


def test_the_whole_frame_is_light(client, cast, as_served):
    html = frame(client, cast.acme.site_key).content.decode()
    ours = [path for path in referenced(html) if path.endswith((".js", ".css"))]
    files = {path: as_served / path.removeprefix("/static/") for path in ours}
    weights = {path: len(gzip.compress(file.read_bytes())) for path, file in files.items()}
    assert {"/static/chat/packed/widget.js", "/static/chat/packed/later.js"} <= set(weights)
    assert sum(weights.values()) <= FRAME_LIMIT, weights
    assert len(gzip.compress(html.encode())) <= PAGE_LIMIT


def test_the_frame_needs_few_files_before_it_works(client, cast, as_served):
    html = frame(client, cast.acme.site_key).content.decode()
    linked = {path for path in at_once(html) if path.endswith((".js", ".css"))}
    assert len(linked) <= 4, linked


def test_what_only_some_visitors_need_is_not_loaded_before_they_do(client, cast):
    html = frame(client, cast.acme.site_key).content.decode()
    later = referenced(html) - at_once(html)
    assert len(later) >= 3
    assert not re.search(r'rel="modulepreload"[^>]+/later/', html)


def test_the_frame_asks_no_other_host_for_anything(client, cast):
    html = frame(client, cast.acme.site_key).content.decode()
    assert all(path.startswith("/static/") for path in referenced(html))


def at_once(html: str) -> set[str]:
    """All but what is fetched when it is first needed."""
    return {path for path in referenced(html) if not re.search(r"/later/|/later\.js$", path)}


def referenced(html: str) -> set[str]:
    """Addresses of everything the page loads, its import map included."""
    imports = json.loads(re.search(r'type="importmap"[^>]*>(.*?)</script>', html)[1])["imports"]
    linked = re.findall(r'<(?:link|script)[^>]+(?:href|src)="([^"]+)"', html)
    return {*imports.values(), *linked}
