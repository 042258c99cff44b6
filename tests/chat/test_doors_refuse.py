"""Requests the HTTP doors turn away, and with what."""

import pytest

from chat.models import Entry
from helpdesk.tenancy import tenant_scope
from tests.door import CSRF, HELLO, assert_refused, send


def stored(cast):
    with tenant_scope(cast.acme):
        return list(Entry.objects.order_by("seq").values_list("kind", "author", "body"))


@pytest.mark.parametrize(
    "token",
    ["", "Bearer", "Bearer " + "0" * 32, "Basic abc", "Bearer a b", "x" * 5000, "\\"],
)
def test_without_a_token_that_is_known_nothing_is_done(visitor_door, committed_cast, new_id, token):
    answer = visitor_door.post(send(new_id), headers={"Authorization": token})
    assert_refused(answer, 401, "bad_token")
    assert stored(committed_cast) == []


def test_a_token_of_another_company_is_not_known(visitor_door, committed_cast, new_id):
    theirs = {"Authorization": f"Bearer {committed_cast.strangers_token}"}
    assert_refused(visitor_door.post(send(new_id), headers=theirs), 401, "bad_token")
    assert_refused(visitor_door.post(HELLO, headers=theirs), 401, "bad_token")


def test_no_cookie_makes_a_visitor(visitor_door, committed_cast, new_id):
    signed_in = {"Authorization": "", "Cookie": committed_cast.omar.cookie}
    assert_refused(visitor_door.post(send(new_id), headers=signed_in), 401, "bad_token")


def test_a_site_nobody_has_is_not_found(visitor_door, new_id):
    visitor_door.url = visitor_door.url.replace(visitor_door.url.split("/")[-3], "0" * 32)
    assert_refused(visitor_door.post(send(new_id)), 404, "not_found")


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
def test_what_cannot_be_read_is_400(visitor_door, operator_door, body):
    for door in (visitor_door, operator_door):
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
def test_a_form_is_no_frames(visitor_door, operator_door, kind, body):
    for door in (visitor_door, operator_door):
        answer = door.post(content=body, json=None, headers={"Content-Type": kind})
        assert_refused(answer, 400, "bad_json")


def test_at_most_20_frames_at_once(visitor_door, operator_door, committed_cast, new_id):
    many = [send(new_id) for _ in range(21)]
    assert_refused(visitor_door.post(*many), 400, "bad_json")
    assert_refused(operator_door.post(*many), 400, "bad_json")
    assert stored(committed_cast) == []


@pytest.mark.parametrize("door", ["visitor_door", "operator_door"])
def test_at_most_65536_bytes(request, door, committed_cast):
    door = request.getfixturevalue(door)
    head, tail = b'{"pad": "', b'", "frames": []}'
    fits = head + b"x" * (65_536 - len(head) - len(tail)) + tail
    as_json = {"Content-Type": "application/json"}
    assert door.post(content=fits, json=None, headers=as_json).json() == {"frames": []}
    assert_refused(door.post(content=fits + b" ", json=None, headers=as_json), 413, "too_large")
    in_pieces = iter([fits, b" "])  # without a Content-Length
    assert_refused(door.post(content=in_pieces, json=None, headers=as_json), 413, "too_large")


def test_too_many_requests_are_told_how_long_to_wait(visitor_door):
    answers = [visitor_door.post() for _ in range(61)]
    assert {answer.status_code for answer in answers[:60]} == {200}
    assert_refused(answers[60], 429, "slow_down")
    assert 1 <= int(answers[60].headers["Retry-After"]) <= 11


def test_only_post_is_answered(visitor_door, operator_door):
    for method in ("GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"):
        for door in (visitor_door, operator_door):
            answer = door.client.request(method, door.url, headers=door.headers)
            assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")


def test_answers_are_never_kept_by_anybody(visitor_door, operator_door):
    for door in (visitor_door, operator_door):
        assert door.post(HELLO).headers["Cache-Control"] == "no-store"


# --- where a request comes from -----------------------------------------------------------------


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://shop.acme.example"])
def test_a_page_from_elsewhere_is_refused(visitor_door, committed_cast, new_id, origin):
    answer = visitor_door.post(send(new_id), headers={"Origin": origin})
    assert_refused(answer, 403, "forbidden_origin")
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert stored(committed_cast) == []


def test_a_request_that_calls_itself_cross_site_is_refused(visitor_door, new_id):
    answer = visitor_door.post(send(new_id), headers={"Sec-Fetch-Site": "cross-site"})
    assert_refused(answer, 403, "forbidden_origin")


def test_our_own_pages_the_companys_site_and_programs_are_let_in(visitor_door, server):
    for headers in ({"Origin": server.origin}, {"Origin": "https://shop.acme.example"}, {}):
        assert visitor_door.post(HELLO, headers=headers).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [{"X-CSRFToken": ""}, {"X-CSRFToken": "d" * 32}, {"Origin": "https://evil.example"}],
    ids=["no token", "another token", "a page from elsewhere"],
)
def test_an_operators_request_needs_the_csrf_token(operator_door, visitor_door, new_id, headers):
    visitor_door.say(send(new_id))
    assert operator_door.post({"type": "list", "view": "all"}, headers=headers).status_code == 403


def test_the_operators_door_is_not_there_for_others(operator_door, committed_cast, new_id):
    others = {"nobody": "", "eve": committed_cast.eve.cookie}
    for cookie in others.values():
        headers = {"Cookie": f"{cookie}; helpdesk_csrf={CSRF}"}
        answer = operator_door.post({"type": "list", "view": "all"}, headers=headers)
        assert answer.status_code == 404
        assert "items" not in answer.text
