"""Departments, people, canned replies, articles and hours: read, changed, and kept by the same
rules as on the pages of the settings."""

from datetime import timedelta

import pytest
from django.utils import timezone

from chat.models import Article, CannedReply
from helpdesk.tenancy import tenant_scope
from tenants.models import AuditEntry, Department


@pytest.fixture
def billing(cast):
    with tenant_scope(cast.acme):
        return Department.objects.create(tenant=cast.acme, name="Billing")


NEXT_YEAR = (timezone.now() + timedelta(days=300)).date().isoformat()
DAY = {"day": "monday", "opens": "09:00", "closes": "17:00"}
WHOLE = {"day": "sunday", "opens": "00:00", "closes": "00:00"}
ARTICLE = {"title": "Returns", "content": "Within 30 days.", "is_public": True}
KEPT = [
    ("departments", {"name": "Sales", "member_ids": []}, {"description": "Who sells"}),
    ("canned-replies", {"short_code": "hello", "content": "Hello!"}, {"content": "Hi!"}),
    ("articles", ARTICLE, {"content": "Within 60 days."}),
]


def test_what_is_added_can_be_changed_and_removed(robot):
    for path, new, change in KEPT:
        made = robot.post(path, new)
        assert made.status_code == 201, made.json()
        at = f"{path}/{made.json()['id']}"
        assert made.json() | new == made.json() == robot.get(at).json()
        changed = robot.patch(at, change)
        assert changed.json() == made.json() | change, path
        assert robot.get(path).json()["results"] == [changed.json()]
        assert robot.ask("DELETE", at).status_code == 204
        assert robot.get(at).status_code == 404


REFUSED = [
    ("departments", {"name": "billing"}, "name"),
    ("departments", {"name": "https://x.example"}, "name"),
    ("departments", {"name": "New", "member_ids": [10**9]}, "member_ids"),
    ("canned-replies", {"short_code": "a b", "content": "Hi"}, "short_code"),
    ("canned-replies", {"short_code": "a", "content": "Hi {{ secret }} {foo}"}, "content"),
    (
        "canned-replies",
        {"short_code": "a", "content": "Hi", "department_id": 10**9},
        "department_id",
    ),
    ("articles", ARTICLE | {"language": "xx"}, "language"),
    ("articles", ARTICLE | {"reviewed_on": NEXT_YEAR}, "reviewed_on"),
    ("articles", ARTICLE | {"source_url": "javascript:alert(1)"}, "source_url"),
    ("holidays", {"date": "2020-01-01", "name": "Past"}, "date"),
    ("holidays", {"date": NEXT_YEAR, "name": "X", "hours": [DAY, DAY, DAY]}, "hours"),
]


def test_the_rules_of_the_pages_hold_for_programs(robot, billing):
    for path, asked, field in REFUSED:
        answer = robot.post(path, asked)
        assert answer.status_code == 400, (path, asked, answer.json())
        assert answer.json()["errors"][0]["field"].startswith(field), (path, asked)


def test_hours_are_read_and_written(robot, billing):
    assert robot.get("hours").json()["kind"] == "always"
    week = {"kind": "week", "week": [DAY, WHOLE]}
    kept = robot.ask("PUT", "hours", week).json()
    assert (kept["kind"], kept["week"], kept["timezone"]) == ("week", [DAY, WHOLE], "UTC")
    of_billing = f"hours?department_id={billing.pk}"
    assert robot.get(of_billing).json()["kind"] == "company"
    assert robot.ask("PUT", of_billing, {"kind": "always"}).json()["kind"] == "always"
    assert robot.get("hours").json()["kind"] == "week"
    overlap = [DAY, DAY | {"opens": "12:00", "closes": "18:00"}]
    for wrong in (
        {"kind": "company"},
        {"kind": "week"},
        {"kind": "always", "week": [DAY]},
        {"kind": "week", "week": overlap},
        {"kind": "week", "week": [DAY] * 5},
        {"kind": "week", "week": [DAY | {"opens": "25:00"}]},
        {"kind": "week", "week": [DAY | {"day": 1}]},
    ):
        answer = robot.ask("PUT", "hours", wrong)
        assert answer.status_code == 400, (wrong, answer.json())
    for odd in ("department_id=x", "department_id=1&department_id=2", "tenant=1"):
        assert robot.get(f"hours?{odd}").status_code == 400
    assert robot.get("hours?department_id=999999").status_code == 404


def test_a_holiday_comes_and_goes(robot, billing):
    asked = {"date": NEXT_YEAR, "name": "Eve", "department_id": billing.pk}
    asked["hours"] = [{"opens": "09:00", "closes": "12:00"}]
    made = robot.post("holidays", asked).json()
    assert made == asked | {"id": made["id"]}
    listed = robot.get(f"holidays?department_id={billing.pk}").json()["results"]
    assert listed == [made]
    assert robot.ask("DELETE", f"holidays/{made['id']}").status_code == 204


def test_nobody_elses_own_replies_are_shown(cast, robot):
    with tenant_scope(cast.acme):
        mine = CannedReply.objects.create(
            tenant=cast.acme, shortcut="mine", body="Kazoo", member=cast.ada
        )
    assert robot.get("canned-replies").json()["results"] == []
    assert robot.get(f"canned-replies/{mine.pk}").status_code == 404


def test_people_are_shown_without_their_addresses(cast, robot):
    rows = robot.get("people").json()["results"]
    assert [row["name"] for row in rows] == ["Ada", "Sam", "Omar", "Tess"]
    assert {row["availability"] for row in rows} == {"offline"}
    assert "@" not in str(rows)
    assert robot.patch(f"people/{cast.omar.pk}", {"availability": "practice"}).status_code == 400


def test_an_identity_a_program_tells_is_shown_as_verified(robot):
    known = {"id": "c-17", "name": "Vera Vogel", "email": "vera@example.com"}
    made = robot.post("visitors", {"identity": known, "attributes": {"plan": "pro"}}).json()
    assert made["identity"] == known | {"verified": True, "at": made["identity"]["at"]}
    assert (made["name"], made["attributes"]) == ("Vera Vogel", {"plan": "pro"})
    at = f"visitors/{made['id']}"
    other = robot.patch(at, {"identity": {"id": "c-18"}})
    assert (other.status_code, other.json()["code"]) == (409, "other_person")
    for wrong in ({"identity": {}}, {"identity": {"email": "x"}}, {"timezone": "Mars"}):
        assert robot.patch(at, wrong).status_code == 400, wrong
    assert robot.patch(at, {"attributes": {"plan": {"a": 1}}}).status_code == 422


def test_the_trail_names_the_program(cast, robot):
    robot.post("articles", ARTICLE)
    with tenant_scope(cast.acme):
        line = AuditEntry.objects.get(action="text.added")
        assert Article.objects.get().title == line.target
    assert (line.through, line.actor, line.member_id) == ("token", "Parcel robot", cast.ada.pk)
