"""Row-level security, asked from outside: another company's token finds nothing of Acme's at any
operation of the schema, whatever id it names and wherever it names it."""

import re
from typing import Any

import pytest

from chat import actions
from chat.api.document import schema
from chat.articles.stemming import save_article
from chat.models import Article, CannedReply, Conversation, Entry, Visitor
from helpdesk.tenancy import tenant_scope
from tenants.models import Department, Holiday, Membership

from .conftest import Program
from .examples import body_of, id_named

KAZOO = "kazoo"  # in everything of Acme's
MODELS = [Membership, Conversation, Entry, Visitor, Department, Holiday, CannedReply, Article]


@pytest.fixture
def ids(cast: Any, new_id: Any) -> dict[str, int]:
    """Of something of Acme's, by the name of the path's first part, or of the field."""
    with tenant_scope(cast.acme):
        asked = actions.post_visitor_message(
            visitor=cast.visitor, client_id=new_id(), body="A golden kazoo"
        )
        of = {"tenant": cast.acme}
        Membership.objects.update(display_name="Kazoo player")
        department = Department.objects.create(name="Kazoos", **of)
        reply = CannedReply.objects.create(shortcut="kazoo", body="Kazoo!", **of)
        holiday = Holiday.objects.create(name="Kazoo day", date="2026-12-24", **of)
        article = Article(title="Kazoo", body="A kazoo.", reviewed_on="2026-01-01", **of)
        save_article(article)
    return {
        "conversations": asked.entry.conversation_id,
        "visitors": cast.visitor.pk,
        "people": cast.omar.pk,
        "departments": department.pk,
        "canned-replies": reply.pk,
        "holidays": holiday.pk,
        "articles": article.pk,
    }


def everything_of(tenant: Any) -> list[Any]:
    with tenant_scope(tenant):
        return [list(model.objects.order_by("pk").values()) for model in MODELS]


def operations() -> list[tuple[str, str, dict[str, Any]]]:
    paths = schema()["paths"].items()
    return [(method.upper(), path, told) for path, item in paths for method, told in item.items()]


def id_for(path: str, ids: dict[str, int]) -> int:
    """`ids` may lack what a new resource is called: then one is there to be guessed all the same,
    because ids of all kinds begin at 1."""
    return ids.get(path.removeprefix("/api/v1/").split("/")[0], 1)


NEVER = 10**15


def asked(program: Program, method: str, path: str, id: int, body: Any) -> Any:
    return program.ask(method, re.sub(r"\{\w+\}", str(id), path), body)


def test_an_outsider_finds_nothing_of_acme_by_any_id(cast, ids, strangers_robot, settings):
    settings.API_REQUESTS_PER_MINUTE = 10_000
    before = everything_of(cast.acme)
    walked = 0
    for method, path, operation in operations():
        if "{" not in path:
            continue
        for body in (body_of(schema(), operation, ids), {}):
            here = asked(strangers_robot, method, path, id_for(path, ids), body)
            nowhere = asked(strangers_robot, method, path, NEVER, body)
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
            answer = asked(robot, method, path, id_for(path, ids), None)
            assert answer.status_code in (200, 400), (path, answer.content)


def test_a_token_of_acme_is_no_use_under_another_companys_number(cast, ids, robot):
    _, _, secret = robot.shown.split("_")
    forged = Program(f"hd_{cast.globex.pk}_{secret}")
    for method, path, _operation in operations():
        answer = asked(forged, method, path, id_for(path, ids), None)
        assert answer.status_code in (401, 429), (method, path)
