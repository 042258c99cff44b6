"""Row-level security, asked from outside: another company's token finds nothing of Acme's at any
operation of the schema, whatever id it names and wherever it names it."""

import re
from typing import Any
from uuid import UUID

import pytest

from chat.api.document import schema
from chat.models import Article, CannedReply, Conversation, Delivery, Endpoint, Entry, Visitor
from chat.webhooks import changing
from feedback.models import ConsentEvent, FollowUp, Question
from helpdesk.tenancy import tenant_scope
from tenants.models import Department, Holiday, Membership
from tests.isolation.conftest import samples_of

from .conftest import Program
from .examples import body_of, id_named

KAZOO = "kazoo"  # in everything of Acme's
MODELS = [Membership, Conversation, Entry, Visitor, Department, Holiday, CannedReply, Article]
MODELS += [Endpoint, Delivery, FollowUp, ConsentEvent]


@pytest.fixture
def ids(cast: Any, new_id: Any) -> dict[str, Any]:
    """Of something of Acme's, by the name of the path's first part."""
    found, acme = samples_of(cast, new_id), {"tenant": cast.acme, "events": ["message.created"]}
    with tenant_scope(cast.acme):
        endpoint, _ = changing.add(
            member=cast.ada, kind="webhook", name="Kazoo", url="https://kazoo.example/", **acme
        )
        key = changing.send_test(endpoint, "kazoo").key
        holiday = Holiday.objects.create(tenant=cast.acme, name="Kazoo day", date="2026-12-24")
        line, question = ConsentEvent.objects.first(), Question.objects.first()
    return {
        "key": key,
        "webhooks": endpoint.pk,
        "conversations": found["conversation"],
        "visitors": cast.visitor.pk,
        "people": cast.omar.pk,
        "departments": found["department_id"],
        "canned-replies": found["reply_id"],
        "holidays": holiday.pk,
        "articles": found["article_id"],
        "follow-ups": found["follow_up_id"],
        "reviews": found["review_id"],
        "consents": line.pk,
        "surveys": question.version_id,
    }


def everything_of(tenant: Any) -> list[Any]:
    with tenant_scope(tenant):
        return [list(model.objects.order_by("pk").values()) for model in MODELS]


def operations() -> list[tuple[str, str, dict[str, Any]]]:
    paths = schema()["paths"].items()
    return [(method.upper(), path, told) for path, item in paths for method, told in item.items()]


def at(path: str, ids: dict[str, Any]) -> str:
    """The path, naming what is Acme's."""
    number = ids[path.removeprefix("/api/v1/").split("/")[0]] if "{" in path else ""
    return re.sub(r"\{\w+\}", str(number), path.replace("{key}", str(ids["key"])))


NEVER, NO_KEY = 10**15, UUID(int=1)


def test_an_outsider_finds_nothing_of_acme_by_any_id(cast, ids, strangers_robot, settings):
    settings.API_REQUESTS_PER_MINUTE = 10_000
    before, walked = everything_of(cast.acme), 0
    never = dict.fromkeys(ids, NEVER) | {"key": NO_KEY}
    for method, path, operation in operations():
        if "{" not in path:
            continue
        for body in (body_of(schema(), operation, ids), {}):
            here = strangers_robot.ask(method, at(path, ids), body)
            nowhere = strangers_robot.ask(method, at(path, never), body)
            assert here.status_code in (400, 404, 409, 422), (method, path, here.content)
            assert here.status_code == nowhere.status_code, (method, path)
            assert here.json() == nowhere.json(), (method, path)
            if body is None or method == "GET":
                assert here.status_code == 404, (method, path)
            assert KAZOO not in here.text.lower(), (method, path)
            walked += 1
    assert walked > 30
    assert everything_of(cast.acme) == before


def test_nor_by_naming_ids_of_acme_in_what_they_send(cast, ids, strangers_robot, settings):
    settings.API_REQUESTS_PER_MINUTE = 10_000
    before, never = everything_of(cast.acme), dict.fromkeys(ids, NEVER)
    for method, path, operation in operations():
        if "{" in path:
            continue
        bodies = [body_of(schema(), operation, each) for each in (ids, never)]
        here, nowhere = (strangers_robot.ask(method, path, body) for body in bodies)
        assert here.status_code == nowhere.status_code, (method, path, here.content)
        if here.status_code >= 400:  # with the number that was sent, which is told back
            told = [re.sub(r"\d+", "N", answer.text) for answer in (here, nowhere)]
            assert told[0] == told[1], (method, path)
    assert everything_of(cast.acme) == before


def test_their_lists_hold_nothing_of_acme(cast, ids, strangers_robot):
    for method, path, operation in operations():
        if method != "GET" or "{" in path:
            continue
        filters = [each["name"] for each in operation["parameters"] if each["name"].endswith("_id")]
        for query in ["", *(f"{name}={id_named(name, ids)}" for name in filters), "q=kazoo"]:
            answer = strangers_robot.get(f"{path}?{query}")
            assert answer.status_code in (200, 400, 404), (path, query)
            if "q" in query or "=" in query:
                assert answer.json().get("results", []) == [], (path, query)
            assert KAZOO not in answer.text.lower(), (path, query)


def test_the_walk_would_find_an_open_door(cast, ids, robot):
    """Ada's own program is answered by the same requests."""
    for method, path, _operation in operations():
        if method == "GET":
            answer = robot.ask(method, at(path, ids))
            assert answer.status_code in (200, 400), (path, answer.content)
            assert answer.status_code == 200 or "{" not in path, path


def test_a_token_of_acme_is_no_use_under_another_companys_number(cast, ids, robot):
    _, _, secret = robot.shown.split("_")
    forged = Program(f"hd_{cast.globex.pk}_{secret}")
    for method, path, _operation in operations():
        answer = forged.ask(method, at(path, ids))
        assert answer.status_code in (401, 429), (method, path)
