"""The HTTP doors: the same frames where sockets are blocked."""

import httpx
import pytest
from django.db import OperationalError, transaction
from django.test import AsyncClient

from chat import doors, frames
from chat.actions.posting import visitor_entry
from chat.log import append_entries
from chat.models import Entry
from chat.units import unscoped
from helpdesk.tenancy import tenant_scope
from tests.conftest import sign_in
from tests.wire import greeted_operator

CSRF = "c" * 32
HELLO = {"type": "hello", "v": 1}


class Door:
    """Posts frames to one address."""

    def __init__(self, url, headers):
        self.url, self.headers = url, headers
        self.client = httpx.Client(trust_env=False, timeout=30)

    def post(self, *said, **options):
        options = {"json": {"frames": list(said)}} | options
        headers = self.headers | options.pop("headers", {})
        return self.client.post(self.url, headers=headers, **options)

    def say(self, *said):
        """The frames it answers."""
        answer = self.post(*said)
        assert answer.status_code == 200, answer.text
        return answer.json()["frames"]


@pytest.fixture
def visitor(server, committed_cast):
    token = {"Authorization": f"Bearer {committed_cast.token}"}
    door = Door(f"{server.origin}/widget/{committed_cast.acme.site_key}/frames/", token)
    with door.client:
        yield door


@pytest.fixture
def operator(server, committed_cast):
    cookies = f"{committed_cast.omar.cookie}; helpdesk_csrf={CSRF}"
    headers = {"Cookie": cookies, "X-CSRFToken": CSRF, "Origin": server.origin}
    door = Door(f"{server.origin}/t/acme/frames/", headers)
    with door.client:
        yield door


def send(new_id, body="Hello?", **fields):
    return {"type": "send", "id": str(new_id()), "body": body} | fields


def assert_refused(answer, status, code):
    assert answer.status_code == status, answer.text
    error = answer.json()["error"]
    assert error == {"code": code, "message": frames.MESSAGES[code]}
    assert answer.headers["Cache-Control"] == "no-store"


def stored(cast):
    with tenant_scope(cast.acme):
        return list(Entry.objects.order_by("seq").values_list("kind", "author", "body"))


# --- a chat without a socket --------------------------------------------------------------------


def test_a_visitor_without_a_token_says_hello_and_is_given_one(visitor):
    answer = visitor.post(HELLO, headers={"Authorization": ""})
    (welcome,) = answer.json()["frames"]
    assert (welcome["type"], len(welcome["token"])) == ("welcome", 32)
    assert "Set-Cookie" not in answer.headers
    visitor.headers = {"Authorization": f"Bearer {welcome['token']}"}
    (again,) = visitor.say(HELLO)
    assert "token" not in again


def test_a_chat_by_questions_and_answers(visitor, operator, new_id):
    hello, ack, entries = visitor.say(HELLO, send(new_id), {"type": "sync", "after": 0})
    assert [hello["type"], ack["type"], entries["type"]] == ["welcome", "ack", "entries"]
    (listed,) = operator.say({"type": "list", "view": "waiting"})
    number = listed["items"][0]["id"]
    (taken,) = operator.say(send(new_id, "Hi!", conversation=number))
    assert (taken["type"], taken["conversation"]) == ("ack", number)
    (news,) = visitor.say({"type": "sync", "after": entries["head"]})
    assert [entry["body"] for entry in news["entries"]] == ["", "Hi!"]


def test_with_a_token_a_send_needs_no_hello(visitor, new_id):
    (ack,) = visitor.say(send(new_id))
    assert (ack["type"], ack["seq"]) == ("ack", 1)


def test_frames_are_handled_and_answered_in_order(visitor, new_id):
    sends = [send(new_id, str(n)) for n in range(20)]
    acks = visitor.say(*sends)
    assert [ack["id"] for ack in acks] == [frame["id"] for frame in sends]
    assert [ack["seq"] for ack in acks] == [1, *range(3, 22)]  # 2 is the acknowledgement


def test_the_same_id_again_is_the_same_entry(visitor, committed_cast, new_id):
    question = send(new_id)
    first, second = visitor.say(question, question)
    assert visitor.say(question) == [first] == [second]
    assert len(stored(committed_cast)) == 2


def test_one_bad_frame_does_not_spoil_the_others(visitor, new_id):
    good = send(new_id)
    answers = visitor.say({"type": "nonsense"}, send(new_id, "\u202e"), good)
    assert [a.get("code", a["type"]) for a in answers] == ["unknown_type", "bad_text", "ack"]


def test_a_long_log_comes_in_pages_and_says_that_there_is_more(visitor, committed_cast, new_id):
    visitor.say(send(new_id))
    with tenant_scope(committed_cast.acme), transaction.atomic():
        number = Entry.objects.first().conversation_id
        append_entries([visitor_entry(number, "", new_id(), "More") for _ in range(600)])
    pages = visitor.say({"type": "sync", "after": 0})
    assert [page["more"] for page in pages] == [True] * 5
    (last, *_) = visitor.say({"type": "sync", "after": pages[-1]["entries"][-1]["seq"]})
    assert last["entries"][0]["seq"] == 501


async def test_what_came_by_the_door_is_pushed_to_sockets(server, visitor, committed_cast, new_id):
    async with greeted_operator(server, committed_cast.omar) as line:
        await unscoped(visitor.say, send(new_id, "By post"))
        pushed = await line.hear("conversation")
        assert pushed["conversation"]["preview"]["body"] == "By post"


# --- being turned away --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "token",
    ["", "Bearer", "Bearer " + "0" * 32, "Basic abc", "Bearer a b", "x" * 5000, "\\"],
)
def test_without_a_token_that_is_known_nothing_is_done(visitor, committed_cast, new_id, token):
    answer = visitor.post(send(new_id), headers={"Authorization": token})
    assert_refused(answer, 401, "bad_token")
    assert stored(committed_cast) == []


def test_a_token_of_another_company_is_not_known(visitor, committed_cast, new_id):
    theirs = {"Authorization": f"Bearer {committed_cast.strangers_token}"}
    assert_refused(visitor.post(send(new_id), headers=theirs), 401, "bad_token")
    assert_refused(visitor.post(HELLO, headers=theirs), 401, "bad_token")


def test_no_cookie_makes_a_visitor(visitor, committed_cast, new_id):
    signed_in = {"Authorization": "", "Cookie": committed_cast.omar.cookie}
    assert_refused(visitor.post(send(new_id), headers=signed_in), 401, "bad_token")


def test_a_site_nobody_has_is_not_found(visitor, new_id):
    visitor.url = visitor.url.replace(visitor.url.split("/")[-3], "0" * 32)
    assert_refused(visitor.post(send(new_id)), 404, "not_found")


NOT_A_REQUEST = {
    "nothing": b"",
    "no JSON": b"hello",
    "an array": b"[]",
    "no frames": b"{}",
    "frames that are none": b'{"frames": {"type": "hello"}}',
    "frames of numbers": b'{"frames": [1]}',
    "one that is none": b'{"frames": [{"type": "hello"}, null]}',
    "NaN": b'{"frames": [{"type": "sync", "after": NaN}]}',
    "not UTF-8": b'{"frames": [{"type": "\xff"}]}',
    "deep": b"[" * 60_000,
}


@pytest.mark.parametrize("body", NOT_A_REQUEST.values(), ids=NOT_A_REQUEST)
def test_what_cannot_be_read_is_400(visitor, operator, body):
    for door in (visitor, operator):
        answer = door.post(content=body, json=None, headers={"Content-Type": "application/json"})
        assert_refused(answer, 400, "bad_json")


FORM = b'--x\r\nContent-Disposition: form-data; name="frames"\r\n\r\n[]\r\n--x--\r\n'
NO_JSON = {
    "text/plain": b'{"frames": []}',
    "multipart/form-data; boundary=x": FORM,
    "application/x-www-form-urlencoded": b"frames=[]",
    "": b'{"frames": []}',
}


@pytest.mark.parametrize(("kind", "body"), NO_JSON.items(), ids=NO_JSON)
def test_a_form_is_no_frames(visitor, operator, kind, body):
    for door in (visitor, operator):
        answer = door.post(content=body, json=None, headers={"Content-Type": kind})
        assert_refused(answer, 400, "bad_json")


def test_at_most_20_frames_at_once(visitor, operator, committed_cast, new_id):
    many = [send(new_id) for _ in range(21)]
    assert_refused(visitor.post(*many), 400, "bad_json")
    assert_refused(operator.post(*many), 400, "bad_json")
    assert stored(committed_cast) == []


@pytest.mark.parametrize("door", ["visitor", "operator"])
def test_at_most_65536_bytes(request, door, committed_cast):
    door = request.getfixturevalue(door)
    head, tail = b'{"pad": "', b'", "frames": []}'
    fits = head + b"x" * (65_536 - len(head) - len(tail)) + tail
    as_json = {"Content-Type": "application/json"}
    assert door.post(content=fits, json=None, headers=as_json).json() == {"frames": []}
    assert_refused(door.post(content=fits + b" ", json=None, headers=as_json), 413, "too_large")
    in_pieces = iter([fits, b" "])  # without a Content-Length
    assert_refused(door.post(content=in_pieces, json=None, headers=as_json), 413, "too_large")


def test_too_many_requests_are_told_how_long_to_wait(visitor):
    answers = [visitor.post() for _ in range(61)]
    assert {answer.status_code for answer in answers[:60]} == {200}
    assert_refused(answers[60], 429, "slow_down")
    assert 1 <= int(answers[60].headers["Retry-After"]) <= 11


def test_only_post_is_answered(visitor, operator):
    for method in ("GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"):
        for door in (visitor, operator):
            answer = door.client.request(method, door.url, headers=door.headers)
            assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")


def test_answers_are_never_kept_by_anybody(visitor, operator):
    for door in (visitor, operator):
        assert door.post(HELLO).headers["Cache-Control"] == "no-store"


# --- where a request comes from -----------------------------------------------------------------


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://shop.acme.example"])
def test_a_page_from_elsewhere_is_refused(visitor, committed_cast, new_id, origin):
    answer = visitor.post(send(new_id), headers={"Origin": origin})
    assert_refused(answer, 403, "forbidden_origin")
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert stored(committed_cast) == []


def test_a_request_that_calls_itself_cross_site_is_refused(visitor, new_id):
    answer = visitor.post(send(new_id), headers={"Sec-Fetch-Site": "cross-site"})
    assert_refused(answer, 403, "forbidden_origin")


def test_our_own_pages_the_companys_site_and_programs_are_let_in(visitor, server):
    for headers in ({"Origin": server.origin}, {"Origin": "https://shop.acme.example"}, {}):
        assert visitor.post(HELLO, headers=headers).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [{"X-CSRFToken": ""}, {"X-CSRFToken": "d" * 32}, {"Origin": "https://evil.example"}],
    ids=["no token", "another token", "a page from elsewhere"],
)
def test_an_operators_request_needs_the_csrf_token(operator, visitor, new_id, headers):
    visitor.say(send(new_id))
    assert operator.post({"type": "list", "view": "all"}, headers=headers).status_code == 403


def test_the_operators_door_is_not_there_for_others(operator, committed_cast, new_id):
    others = {"nobody": "", "eve": committed_cast.eve.cookie}
    for cookie in others.values():
        headers = {"Cookie": f"{cookie}; helpdesk_csrf={CSRF}"}
        answer = operator.post({"type": "list", "view": "all"}, headers=headers)
        assert answer.status_code == 404
        assert "items" not in answer.text


# --- without a database -------------------------------------------------------------------------


def away(*args, **kwargs):
    raise OperationalError("connection refused: golden kazoo")


async def away_for_units(*args, **kwargs):
    away()


def assert_try_again(answer):
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "unavailable")
    assert answer["Cache-Control"] == "no-store"
    assert "kazoo" not in answer.content.decode()


@pytest.mark.django_db
async def test_a_visitor_is_told_to_try_again_when_the_database_is_away(monkeypatch):
    monkeypatch.setattr(doors.units, "unscoped", away_for_units)
    body, address = {"frames": [HELLO]}, f"/widget/{'0' * 32}/frames/"
    assert_try_again(await AsyncClient().post(address, body, content_type="application/json"))


async def test_an_operator_is_told_so_too_wherever_it_shows(committed_cast, monkeypatch):
    name, _, key = committed_cast.omar.cookie.partition("=")
    client = AsyncClient(raise_request_exception=False)
    client.cookies[name] = key
    body = {"frames": [HELLO]}
    for where in ("tenants.middleware.find_membership", "chat.doors._answer"):
        with monkeypatch.context() as patch:
            patch.setattr(where, away)
            answer = await client.post("/t/acme/frames/", body, content_type="application/json")
            assert_try_again(answer)


def test_a_page_without_a_database_says_when_to_come_again(committed_cast, client, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("tenants.middleware.find_membership", away)
    answer = sign_in(client, committed_cast.omar).get("/t/acme/inbox/", headers={"Accept": "*/*"})
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert "kazoo" not in answer.content.decode()
