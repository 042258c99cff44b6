"""Bodies, keys and filters: what is taken, and what is told to be wrong."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from chat.api.idempotency import forget_old
from chat.api.models import StoredAnswer
from helpdesk.tenancy import tenant_scope
from tenants.models import Department

from .conftest import Program, program_of


def names(cast):
    with tenant_scope(cast.acme):
        return sorted(Department.objects.values_list("name", flat=True))


def test_the_same_request_with_the_same_key_is_done_once(cast, robot):
    first = robot.post("departments", {"name": "Sales"}, Idempotency_Key="k1")
    again = robot.post("departments", {"name": "Sales"}, Idempotency_Key="k1")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert again["Idempotency-Replayed"] == "true"
    assert "Idempotency-Replayed" not in first
    assert names(cast) == ["Sales"]


def test_another_request_with_the_same_key_is_refused(cast, robot, strangers_robot):
    robot.post("departments", {"name": "Sales"}, Idempotency_Key="k1")
    other = robot.post("departments", {"name": "Billing"}, Idempotency_Key="k1")
    assert (other.status_code, other.json()["code"]) == (409, "key_reused")
    assert (
        strangers_robot.post("departments", {"name": "B"}, Idempotency_Key="k1").status_code == 201
    )
    assert names(cast) == ["Sales"]


def test_a_refusal_leaves_its_key_free(cast, robot):
    refused = robot.post("departments", {"name": ""}, Idempotency_Key="k1")
    taken = robot.post("departments", {"name": "Sales"}, Idempotency_Key="k1")
    assert (refused.status_code, taken.status_code) == (400, 201)


def test_answers_are_sealed_and_forgotten_after_a_day(cast, robot):
    robot.post("departments", {"name": "Sales"}, Idempotency_Key="k1")
    with tenant_scope(cast.acme):
        kept = StoredAnswer.objects.get()
        assert b"Sales" not in bytes(kept.body)
        assert list(forget_old(cast.acme)) == [kept.at + timedelta(hours=24)]
        StoredAnswer.objects.update(at=timezone.now() - timedelta(hours=25))
        assert list(forget_old(cast.acme)) == [None]
        assert not StoredAnswer.objects.exists()


@pytest.mark.parametrize("key", ["", "x" * 201, "tab\there", "ü"])
def test_a_key_is_short_and_plain(robot, key):
    assert robot.post("departments", {"name": "Sales"}, Idempotency_Key=key).status_code == 400


DEEP = json.dumps({"name": 1}).replace("1", "[" * 40 + "]" * 40)
BODIES = [
    ("{", 400),
    ("[]", 400),
    ('"x"', 400),
    ('{"name": NaN}', 400),
    ("[" * 100_000, 400),
    (DEEP, 400),
    (b"\xff\xfe", 400),
    ('{"name": null}', 400),
    ('{"name": {"$ne": 1}}', 400),
    ('{"name": ["a"]}', 400),
    ('{"name": true}', 400),
    ('{"name": "a\\u0000b"}', 400),
    ('{"name": "\\ud800"}', 400),
    ('{"name": "x", "member_ids": "all"}', 400),
    ('{"name": "x", "member_ids": [-1]}', 400),
    ('{"name": "x", "member_ids": [999999999999]}', 400),
    ('{"name": "x", "is_public": 7}', 400),
    ("{}", 400),
    (json.dumps({"name": "x" * 2_000_000}), 413),
]


def test_odd_bodies_are_told_to_be_wrong(cast, robot):
    for body, status in BODIES:
        answer = robot.ask("POST", "departments", body)
        assert answer.status_code == status, (body[:60], answer.content[:200])
        assert answer["Content-Type"] == "application/problem+json"
    form = robot.client.post(
        "/api/v1/departments", {"name": "x"}, headers={"Authorization": f"Bearer {robot.shown}"}
    )
    assert form.status_code == 415
    assert names(cast) == []


QUERIES = [
    "?limit=0",
    "?limit=-1",
    "?limit=101",
    "?limit=1e3",
    "?limit=",
    "?cursor=",
    "?cursor=%00",
    "?cursor=YWJj",
    "?cursor=cD1hYmM%3D",
    "?cursor=cD05OTk5OTk5OTk5OTk5OTk5OTk5OTk5",
    "?cursor=%F0%9F%98%80",
    "?name__startswith=B",
    "?tenant=1",
    "?limit=1&limit=2",
]


def test_odd_pages_and_filters_are_told_to_be_wrong(robot):
    for query in QUERIES:
        answer = robot.get(f"departments{query}")
        assert answer.status_code == 400, (query, answer.content)
    told = robot.get("departments?tenant=1").json()
    assert told["errors"][0]["field"] == "tenant"
    assert "limit" in told["detail"]


def test_pages_hold_everything_once(cast, robot):
    with tenant_scope(cast.acme):
        for number in range(5):
            Department.objects.create(tenant=cast.acme, name=f"D{number}")
    found, path = [], "departments?limit=2"
    while path:
        page = robot.get(path).json()
        found += [row["name"] for row in page["results"]]
        path = page["next"] and page["next"].removeprefix("http://testserver")
    assert found == ["D0", "D1", "D2", "D3", "D4"]


def test_two_at_the_same_moment_are_one(committed_cast):
    robot = program_of(committed_cast.ada)

    def send(_number):
        try:
            sent = Program(robot.shown).post("departments", {"name": "Sales"}, Idempotency_Key="k")
            return sent.status_code, sent.json()["id"], sent.get("Idempotency-Replayed")
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as together:
        told = list(together.map(send, range(4)))
    assert len({(status, made) for status, made, _ in told}) == 1
    assert sorted(replayed or "" for *_, replayed in told) == ["", "true", "true", "true"]
    assert names(committed_cast) == ["Sales"]
