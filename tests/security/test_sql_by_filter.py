"""Odd values in every filter of every list, and fields nobody may set: wrong or ignored, never an
error of ours."""

from itertools import cycle
from urllib.parse import urlencode

import pytest

from chat.api.document import schema
from tests.api.conftest import program_of
from tests.api.examples import body_of
from tests.isolation.asking import Asker

from .payloads import ODD_FILTERS

PAGES = {
    "audit/": ["who", "action", "since", "until", "words", "page"],
    "ratings/": ["from", "to", "operator", "department", "page", "score"],
    "people/": ["q", "page", "order"],
    "mail/outbox/": ["state", "kind", "page"],
    "articles/": ["q", "language", "page"],
    "reviews/": ["state", "operator", "page"],
    "reports/": ["from", "to", "department", "person", "page"],
}


def lists():
    for path, item in schema()["paths"].items():
        if "get" in item and "{" not in path:
            names = [each["name"] for each in item["get"].get("parameters", [])]
            yield path, [name for name in names if name != "Idempotency-Key"]


def test_every_filter_of_the_api(cast, settings):
    settings.API_REQUESTS_PER_MINUTE = 100_000
    robot, odd_ones, asked = program_of(cast.ada), cycle(ODD_FILTERS), 0
    for path, names in lists():
        for name in [*names, *names, "ordering", "tenant__slug"]:
            odd = next(odd_ones)
            answer = robot.client.get(
                path, {name: odd.encode("utf-8", "surrogatepass")},
                headers={"authorization": f"Bearer {robot.shown}"},
            )  # fmt: skip
            assert answer.status_code in (200, 400, 404), (path, name, odd)
            assert name in names or answer.status_code == 400 or not names, (path, name)
            asked += 1
    assert asked > 80


def test_every_filter_of_a_page(cast):
    ada = Asker(cast.ada)
    for page, names in PAGES.items():
        for odd in ODD_FILTERS[:8:2]:
            answer = ada.get(f"/t/acme/{page}?{urlencode(dict.fromkeys(names, odd))}")
            assert answer.status_code in (200, 302, 400, 404), (page, odd)
        assert ada.get(f"/t/acme/{page}").status_code == 200, page


@pytest.fixture
def forged(cast):
    return {
        "id": 1, "tenant": cast.globex.pk, "tenant_id": cast.globex.pk, "role": "owner",
        "author": {"kind": "visitor"}, "author_name": "Ada", "member": cast.eve.pk, "made_by": 1,
        "created_at": "2000-01-01T00:00:00Z", "is_active": False, "seq": 1, "identity": {"id": "x"},
        "identity_verified_at": "2000-01-01T00:00:00Z", "token_hash": "", "is_superuser": True,
    }  # fmt: skip


def a_good_body(operation):
    """What the schema says, with what it cannot say."""
    body = body_of(schema(), operation, {})
    if not isinstance(body, dict):
        return {}
    plain = {name: each for name, each in body.items() if not name.endswith(("_id", "_ids"))}
    good = {"short_code": "a-code", "reviewed_on": "2026-01-01", "timezone": "Europe/Berlin"}
    good |= {"url": "https://answers.example/x", "language": "en"}
    return plain | {name: each for name, each in good.items() if name in plain}


def test_nobody_assigns_what_is_not_theirs_to_set(cast, forged, settings):
    """Mass assignment at every operation that writes."""
    settings.API_REQUESTS_PER_MINUTE = 100_000
    robot, wrote = program_of(cast.ada), 0
    for path, item in schema()["paths"].items():
        for method in item.keys() & {"post", "put", "patch"}:
            known = a_good_body(item[method])
            if not known or "{" in path:
                continue
            added = {name: value for name, value in forged.items() if name not in known}
            answer = robot.ask(method.upper(), path, known | added)
            assert answer.status_code < 500, (method, path)
            if answer.status_code in (200, 201):
                told = answer.json()
                wrote += 1
                assert told.get("created_at", "") != forged["created_at"], path
                assert told.get("role") != "owner", path
                assert "tenant" not in told, path
    assert wrote > 3
    for member in (cast.omar, cast.tess, cast.eve):
        member.user.refresh_from_db()
        assert not member.user.is_superuser
