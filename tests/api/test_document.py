"""The schema and the page that shows it: everybody may read both, and they tell of no company."""

import re

import pytest
from django.urls import resolve

from chat.api.document import schema
from chat.api.scopes import BY_NAME
from tests.isolation.addresses import API, PUBLIC, routes


def operations():
    for path, item in schema()["paths"].items():
        for method, operation in item.items():
            yield method, path, operation


def test_every_address_of_the_api_is_in_the_schema():
    told = {re.sub(r"\{\w+\}", "%", path).lstrip("/") for path in schema()["paths"]}
    there = {re.sub(r"%\(\w+\)s", "%", route) for route in routes() if route.startswith(API)}
    assert there - {route for route in PUBLIC if route.startswith(API)} == told
    assert len(told) > 15


def test_every_operation_says_what_it_is_and_takes(client):
    for method, path, operation in operations():
        assert operation["summary"], (method, path)
        assert operation["security"] == [{"token": []}], (method, path)
        scope = re.search(r"Scope: `(.+)`", operation["description"])
        assert scope and scope[1] in BY_NAME, (method, path)
        assert resolve(re.sub(r"\{\w+\}", "1", path)), path
        keys = [each["name"] for each in operation["parameters"] if each["in"] == "header"]
        assert keys == (["Idempotency-Key"] if method == "post" else []), (method, path)


def test_it_is_openapi_3_1(client):
    answer = client.get("/api/v1/openapi.json")
    assert answer["Content-Type"] == "application/json"
    assert answer.json()["openapi"] == "3.1.0"
    assert answer.json() == schema()


def test_the_page_shows_all_of_it(client):
    page = client.get("/api/v1/docs/").text
    for _method, path, operation in operations():
        assert path in page
        assert operation["summary"] in page
    for name in BY_NAME:
        assert name in page
    assert not re.search(r'(src|href)="(https?:)?//', page)  # nothing of a third party


@pytest.mark.django_db
def test_it_says_the_same_to_whoever_is_signed_in(client, cast):
    from tests.conftest import sign_in

    nonce = re.compile(r'nonce="[^"]*"')
    before = nonce.sub("", client.get("/api/v1/docs/").text)
    sign_in(client, cast.ada)
    assert (
        nonce.sub("", client.get("/api/v1/docs/", headers={"Accept-Language": "de"}).text) == before
    )
