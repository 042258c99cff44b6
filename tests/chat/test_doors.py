"""The HTTP doors: the same frames where sockets are blocked."""

from django.db import transaction

from chat.actions.posting import visitor_entry
from chat.log import append_entries
from chat.models import Entry
from chat.units import unscoped
from helpdesk.tenancy import tenant_scope
from tests.door import HELLO, send
from tests.wire import greeted_operator


def stored(cast):
    with tenant_scope(cast.acme):
        return list(Entry.objects.order_by("seq").values_list("kind", "author", "body"))


def test_a_visitor_without_a_token_says_hello_and_is_given_one(visitor_door):
    answer = visitor_door.post(HELLO, headers={"Authorization": ""})
    (welcome,) = answer.json()["frames"]
    assert (welcome["type"], len(welcome["token"])) == ("welcome", 32)
    assert "Set-Cookie" not in answer.headers
    visitor_door.headers = {"Authorization": f"Bearer {welcome['token']}"}
    (again,) = visitor_door.say(HELLO)
    assert "token" not in again


def test_a_chat_by_questions_and_answers(visitor_door, operator_door, new_id):
    hello, ack, entries = visitor_door.say(HELLO, send(new_id), {"type": "sync", "after": 0})
    assert [hello["type"], ack["type"], entries["type"]] == ["welcome", "ack", "entries"]
    (listed,) = operator_door.say({"type": "list", "view": "waiting"})
    number = listed["items"][0]["id"]
    (taken,) = operator_door.say(send(new_id, "Hi!", conversation=number))
    assert (taken["type"], taken["conversation"]) == ("ack", number)
    (news,) = visitor_door.say({"type": "sync", "after": entries["head"]})
    assert [entry["body"] for entry in news["entries"]] == ["", "Hi!"]


def test_with_a_token_a_send_needs_no_hello(visitor_door, new_id):
    (ack,) = visitor_door.say(send(new_id))
    assert (ack["type"], ack["seq"]) == ("ack", 1)


def test_frames_are_handled_and_answered_in_order(visitor_door, new_id):
    sends = [send(new_id, str(n)) for n in range(20)]
    acks = visitor_door.say(*sends)
    assert [ack["id"] for ack in acks] == [frame["id"] for frame in sends]
    assert [ack["seq"] for ack in acks] == [1, *range(3, 22)]  # 2 is the acknowledgement


def test_the_same_id_again_is_the_same_entry(visitor_door, committed_cast, new_id):
    question = send(new_id)
    first, second = visitor_door.say(question, question)
    assert visitor_door.say(question) == [first] == [second]
    assert len(stored(committed_cast)) == 2


def test_one_bad_frame_does_not_spoil_the_others(visitor_door, new_id):
    good = send(new_id)
    answers = visitor_door.say({"type": "nonsense"}, send(new_id, "\u202e"), good)
    assert [a.get("code", a["type"]) for a in answers] == ["unknown_type", "bad_text", "ack"]


def test_a_long_log_comes_in_pages_and_says_that_there_is_more(
    visitor_door, committed_cast, new_id
):
    visitor_door.say(send(new_id))
    with tenant_scope(committed_cast.acme), transaction.atomic():
        number = Entry.objects.first().conversation_id
        append_entries([visitor_entry(number, "", new_id(), "More") for _ in range(600)])
    pages = visitor_door.say({"type": "sync", "after": 0})
    assert [page["more"] for page in pages] == [True] * 5
    (last, *_) = visitor_door.say({"type": "sync", "after": pages[-1]["entries"][-1]["seq"]})
    assert last["entries"][0]["seq"] == 501


async def test_what_came_by_the_door_is_pushed_to_sockets(
    server, visitor_door, committed_cast, new_id
):
    async with greeted_operator(server, committed_cast.omar) as line:
        await unscoped(visitor_door.say, send(new_id, "By post"))
        pushed = await line.hear("conversation")
        assert pushed["conversation"]["preview"]["body"] == "By post"
