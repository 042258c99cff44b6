"""A bot, or another channel, carries a whole conversation."""

from uuid import uuid4

import pytest
from django.utils import timezone

from chat import actions
from chat.actions.blocking import block
from chat.bot.hearing import hear
from chat.models import Bot, Conversation, Entry
from helpdesk.tenancy import tenant_scope
from tenants.models import Department, Membership

from .conftest import program_of


@pytest.fixture
def people(cast):
    """As Ada's program knows them: it speaks as her."""
    return program_of(cast.ada, speaks_as="person")


def begun(robot, words="Where is my parcel?", **more):
    visitor = robot.post("visitors", {"name": "Vera"}).json()["id"]
    asked = {"visitor_id": visitor, "message": {"content": words}, **more}
    answer = robot.post("conversations", asked)
    assert answer.status_code == 201, answer.json()
    return answer.json()


def lines(robot, chat):
    rows = robot.get(f"conversations/{chat['id']}/messages").json()["results"]
    of = [(row, row["sender"]) for row in rows]
    return [(row["message_type"], by["type"], by["name"], row["content"]) for row, by in of]


def test_a_bot_carries_a_whole_conversation(robot):
    chat = begun(robot, page={"url": "https://shop.acme.example/track", "title": "Track"})
    at = f"conversations/{chat['id']}"
    said = robot.post(f"{at}/messages", {"content": "It is on its way.", "options": ["Thanks"]})
    assert said.status_code == 201
    robot.post(f"{at}/messages", {"content": "Thanks", "message_type": "incoming"})
    robot.post(f"{at}/messages", {"content": "Solved by tracking.", "private": True})
    closed = robot.post(f"{at}/toggle_status", {"status": "closed"}).json()
    assert closed["status"] == "closed"
    told = lines(robot, chat)
    assert told[0] == ("incoming", "visitor", "Vera", "Where is my parcel?")
    assert told[1][:2] == ("outgoing", "automatic")  # the company's own acknowledgement
    assert told[2:] == [
        ("outgoing", "automatic", "Parcel robot", "It is on its way."),
        ("incoming", "visitor", "Vera", "Thanks"),
        ("outgoing", "automatic", "Parcel robot", "Solved by tracking."),
        ("activity", "automatic", "Parcel robot", ""),
    ]


def test_nothing_a_program_does_is_labelled_as_a_persons(cast, robot):
    with tenant_scope(cast.acme):
        billing = Department.objects.create(tenant=cast.acme, name="Billing")
    chat = begun(robot, priority="high", department_id=billing.pk)
    at = f"conversations/{chat['id']}"
    for path, asked in [
        ("messages", {"content": "Hello"}),
        ("messages", {"content": "A note", "private": True}),
        ("tags", {"tags": ["Parcel", "late"]}),
        ("tags", {"tags": ["late"]}),
        ("toggle_priority", {"priority": "urgent"}),
        ("assignments", {"assignee_id": cast.omar.pk, "department_id": None}),
        ("transfers", {"supervisor": True, "summary": "Angry"}),
        ("toggle_status", {"status": "waiting"}),
        ("toggle_status", {"status": "closed"}),
        ("toggle_status", {"status": "waiting"}),
    ]:
        answer = robot.post(f"{at}/{path}", asked)
        assert answer.status_code in (200, 201), (path, answer.json())
    shown = robot.get(at).json()
    assert (shown["status"], shown["priority"], shown["tags"]) == ("waiting", "urgent", ["late"])
    with tenant_scope(cast.acme):
        authors = set(Entry.objects.values_list("author", "author_name"))
    assert {author for author, _ in authors} == {"visitor", "automatic", "system"}
    assert ("automatic", "Parcel robot") in authors


def test_a_person_who_writes_elsewhere_is_labelled_as_themselves(people):
    chat = begun(people)
    at = f"conversations/{chat['id']}"
    people.post(f"{at}/messages", {"content": "Ada here."})
    assert lines(people, chat)[-1] == ("outgoing", "person", "Ada", "Ada here.")
    assert people.get(at).json()["assignee"]["name"] == "Ada"
    people.post(f"{at}/toggle_status", {"status": "closed"})
    assert people.post(f"{at}/toggle_status", {"status": "open"}).json()["status"] == "open"


def test_the_companys_assistant_leaves_it_to_the_program(cast, robot):
    with tenant_scope(cast.acme):
        bot = Bot.objects.create(tenant=cast.acme, is_on=True, on_since=timezone.now())
    chat = begun(robot)
    robot.post(f"conversations/{chat['id']}/messages", {"content": "It is on its way."})
    said = {"content": "Thanks", "message_type": "incoming"}
    robot.post(f"conversations/{chat['id']}/messages", said)
    with tenant_scope(cast.acme):
        assert hear(cast.acme, bot) == 0
    other = begun(robot)
    with tenant_scope(cast.acme):
        assert hear(cast.acme, bot) == 1
    assert lines(robot, other)[-1][:2] != lines(robot, chat)[-1][:2]


def test_a_retry_with_the_same_echo_id_is_the_same_message(robot):
    chat, echo = begun(robot), str(uuid4())
    said = {"content": "Once", "echo_id": echo}
    first = robot.post(f"conversations/{chat['id']}/messages", said)
    again = robot.post(f"conversations/{chat['id']}/messages", said)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    taken = robot.post(f"conversations/{chat['id']}/messages", said | {"private": True})
    assert (taken.status_code, taken.json()["code"]) == (409, "id_reused")


def test_what_there_is_stands_against_it(cast, robot):
    chat = begun(robot)
    at = f"conversations/{chat['id']}"
    tess, late = {"assignee_id": cast.tess.pk}, {"status": "closed", "snoozed_until": "2030-01-01"}
    both = {"content": "x", "private": True, "message_type": "incoming"}
    with tenant_scope(cast.acme):
        Membership.objects.filter(pk=cast.tess.pk).update(must_practise=True)
    for path, asked, status, code in [
        ("assignments", tess, 409, "practice_first"),
        ("assignments", {"assignee_id": cast.eve.pk}, 404, "not_found"),
        ("assignments", {"department_id": 999}, 404, "not_found"),
        ("toggle_status", {"status": "open"}, 409, "program"),
        ("toggle_status", {"status": "snoozed"}, 400, "invalid"),
        ("toggle_status", late, 400, "invalid"),
        ("toggle_priority", {"priority": 7}, 400, "invalid"),
        ("transfers", {"summary": "x"}, 400, "invalid"),
        ("tags", {"tags": ["\u200b"]}, 422, "bad_frame"),
        ("messages", {"content": "\u200b"}, 422, "empty"),
        ("messages", {"content": "x" * 8001}, 422, "too_long"),
        ("messages", both, 400, "invalid"),
        ("assignments", {}, 400, "invalid"),
    ]:
        answer = robot.post(f"{at}/{path}", asked)
        assert (answer.status_code, answer.json()["code"]) == (status, code), (path, asked)
    robot.post(f"{at}/toggle_status", {"status": "closed"})
    late = robot.post(f"{at}/messages", {"content": "Too late"})
    assert (late.status_code, late.json()["code"]) == (409, "not_open")


def test_a_blocked_visitor_does_not_write_by_another_way(cast, robot):
    chat = begun(robot)
    with tenant_scope(cast.acme):
        of = {"conversation_id": chat["id"], "client_id": uuid4()}
        actions.take(member=cast.sam, conversation_id=chat["id"], client_id=uuid4())
        block(member=cast.sam, **of, reason="x", period="day")
    said = {"content": "Again", "message_type": "incoming"}
    answer = robot.post(f"conversations/{chat['id']}/messages", said)
    assert (answer.status_code, answer.json()["code"]) == (409, "blocked")


def test_who_is_who_cannot_be_sent_along(cast, robot):
    chat = begun(robot)
    said = {"content": "Hi", "author": "operator", "member": cast.omar.pk, "tenant": cast.globex.pk}
    said |= {"sender": {"type": "person", "id": cast.omar.pk}, "author_name": "Omar", "seq": 99}
    told = robot.post(f"conversations/{chat['id']}/messages", said).json()
    assert told["sender"] == {"type": "automatic", "id": None, "name": "Parcel robot"}
    forged = {"tenant": cast.globex.pk, "tenant_id": cast.globex.pk, "token_hash": "x"}
    visitor = robot.post("visitors", {"name": "V", **forged}).json()
    person = robot.patch(f"people/{cast.omar.pk}", {"availability": "away", "role": "owner"}).json()
    assert (person["role"], person["chosen_availability"]) == ("operator", "away")
    with tenant_scope(cast.acme):
        assert Conversation.objects.get(pk=chat["id"]).tenant_id == cast.acme.pk
        assert cast.acme.visitors.filter(pk=visitor["id"]).exists()


def test_filters_are_a_closed_set(cast, robot):
    first, second = begun(robot, priority="high"), begun(robot)
    robot.post(f"conversations/{second['id']}/tags", {"tags": ["late"]})
    for query, found in [
        ("", [second, first]),
        ("?status=waiting", [second, first]),
        ("?status=closed", []),
        ("?priority=high", [first]),
        ("?tag=late", [second]),
        (f"?visitor_id={first['visitor']['id']}", [first]),
        (f"?assignee_id={cast.omar.pk}", []),
        ("?since=2026-01-01&until=2199-12-31", [second, first]),
        ("?limit=1&language=de", []),
    ]:
        answer = robot.get(f"conversations{query}")
        ids = [row["id"] for row in answer.json()["results"]]
        assert ids == [row["id"] for row in found], query
    for query in (
        "status=opened",
        "status[]=open",
        "status__in=open",
        "assignee_id=me",
        "assignee_id=-1",
        "assignee_id=1.5",
        "assignee_id=NaN",
        "assignee_id=999999999999999999999",
        "priority=0",
        "since=yesterday",
        "since=0001-01-01",
        "until=9999-12-31",
        "tag=%00",
        "tag=" + "x" * 41,
        "ordering=tenant",
        "q=1",
    ):
        answer = robot.get(f"conversations?{query}")
        assert answer.status_code == 400, query
        assert answer.json()["errors"][0]["field"] in query


def test_conversations_are_found_by_what_was_said(cast, robot):
    from chat.search.indexing import index_some

    chat = begun(robot, "My kettle leaks")
    with tenant_scope(cast.acme):
        index_some()
    (hit,) = robot.get("conversations/search?q=kettles").json()["results"]
    assert hit["conversation"]["id"] == chat["id"]
    assert hit["message"]["content"] == "My kettle leaks"
    for query in ("", "?q=", "?q=a&before=x", "?q=a&before=-1", "?words=a", "?q=%00"):
        assert robot.get(f"conversations/search{query}").status_code == 400, query


def test_a_conversation_goes_on_where_the_visitor_is(cast, robot):
    chat = begun(robot)
    asked = {"visitor_id": chat["visitor"]["id"], "message": {"content": "And?"}}
    again = robot.post("conversations", asked)
    assert (again.status_code, again.json()["id"]) == (200, chat["id"])
    with tenant_scope(cast.acme):
        actions.close(member=cast.sam, conversation_id=chat["id"], client_id=uuid4())
    reopened = robot.post("conversations", asked)
    assert (reopened.status_code, reopened.json()["status"]) == (200, "waiting")
    foreign = robot.post("conversations", asked | {"visitor_id": cast.stranger.pk})
    assert foreign.status_code == 404
