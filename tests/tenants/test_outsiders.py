"""Every page of a company as seen by somebody who is not in it: nothing there."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver

from tests.tenants.conftest import fresh

METHODS = ["get", "post", "put", "patch", "delete", "head", "options"]


def company_routes() -> list[str]:
    return sorted({route for route in _routes(get_resolver().url_patterns) if "/t/" in route})


def _routes(patterns: list, prefix: str = "/") -> Iterator[str]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from _routes(pattern.url_patterns, route)
        else:
            yield route


def address(route: str, slug: str, number: int) -> str:
    return re.sub(r"<\w+:\w+>", str(number), route.replace("<slug:slug>", slug))


def test_there_are_pages_to_look_at() -> None:
    assert "/t/<slug:slug>/settings/sites/" in company_routes()
    assert len(company_routes()) > 15


@pytest.mark.parametrize("method", METHODS)
def test_an_outsider_gets_404_everywhere(cast: Any, eve: Client, method: str) -> None:
    for route in company_routes():
        numbers = (cast.ada.pk, cast.eve.pk, 999_999) if method == "get" else (cast.ada.pk,)
        for path in {address(route, "acme", number) for number in numbers}:
            assert getattr(eve, method)(path).status_code == 404, path


def test_a_stranger_is_asked_to_sign_in_whatever_is_there(client: Client, cast: Any) -> None:
    for route in company_routes():
        for slug in ("acme", "nobody"):
            path = address(route, slug, 1)
            assert client.get(path)["Location"] == f"/accounts/login/?next={path}"
            assert client.post(path).status_code == 404


def test_a_disabled_company_is_gone_for_its_own_people(ada: Client, cast: Any) -> None:
    type(cast.acme).objects.filter(pk=cast.acme.pk).update(is_active=False)
    for route in company_routes():
        assert ada.get(address(route, "acme", 1)).status_code == 404


def test_nothing_was_changed_by_all_that(cast: Any, eve: Client) -> None:
    before = type(cast.acme).objects.filter(pk=cast.acme.pk).values().get()
    for route in company_routes():
        eve.post(address(route, "acme", cast.omar.pk), {"role": "trainee", "site": "evil.example"})
    assert type(cast.acme).objects.filter(pk=cast.acme.pk).values().get() == before
    assert fresh(cast.omar).is_active
