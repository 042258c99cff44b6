"""What a Sentry is told of a fault, by a transport that only remembers."""

import json
import logging
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import sentry_sdk
from django.core.exceptions import ImproperlyConfigured
from sentry_sdk.transport import Transport

from chat.sides.base import Side
from helpdesk.tenancy import tenant_scope
from helpdesk.watch import sentry
from helpdesk.watch.calls import Call, enter, leave

SECRET = "golden kazoo"
DSN = "https://key@sentry.example/1"


class Remembering(Transport):
    def __init__(self) -> None:
        super().__init__()
        self.events: list[dict[str, Any]] = []

    def capture_envelope(self, envelope: Any) -> None:
        self.events.append(envelope.get_event())


@pytest.fixture
def told() -> Iterator[list[dict[str, Any]]]:
    transport = Remembering()
    sentry.begin(DSN, environment="tests", transport=transport)
    yield transport.events
    sentry_sdk.init()


def fail(words: str) -> None:
    try:
        raise ValueError(f"cannot store {words}")
    except ValueError as error:
        raise RuntimeError(f"because of {words}") from error


def test_a_fault_is_told_by_where_it_was_and_whom_it_was_about(told):
    call = Call("request-1", "t/<slug:slug>/inbox/")
    call.conversation_id = 42
    token = enter(call)
    with tenant_scope(7):
        try:
            fail(SECRET)
        except RuntimeError:
            logging.getLogger("chat.tests").exception("chat %s failed", SECRET)
    leave(token)
    event = told[0]
    assert event["message"] == "chat %s failed"
    assert event["tags"] == {
        "request_id": "request-1",
        "route": "t/<slug:slug>/inbox/",
        "tenant_id": "7",
        "conversation_id": "42",
    }
    assert [cause["value"] for cause in event["exception"]["values"]] == [
        "ValueError",
        "RuntimeError",
    ]
    frame = event["exception"]["values"][0]["stacktrace"]["frames"][-1]
    assert (frame["filename"], frame["function"]) == ("tests/watch/test_sentry.py", "fail")
    assert frame["in_app"]


async def test_a_frame_that_failed_is_told_without_what_was_in_it(told):
    class Line:
        def reply(self, frame: Any) -> None: ...

    class Mistaken(Side):
        frame_types = {"send": "send"}

        async def send(self, frame: Any) -> None:
            raise RuntimeError(f"cannot store {frame['body']}")

    side = Mistaken(None, Line())
    side.is_greeted = True
    await side.handle({"type": "send", "body": SECRET})
    assert told[0]["message"] == "a frame failed: %s"
    assert told[0]["exception"]["values"][0]["type"] == "RuntimeError"
    assert SECRET not in json.dumps(told)


@pytest.mark.urls("tests.watch.broken")
@pytest.mark.django_db
def test_a_page_that_breaks_is_told_without_its_address_body_or_cookies(told, client, settings):
    settings.MIDDLEWARE = []
    client.raise_request_exception = False
    client.cookies["name"] = SECRET
    at = "/broken/golden-kazoo/?q=golden-kazoo"
    answer = client.post(at, {"body": SECRET}, headers={"X-Name": SECRET})
    assert answer.status_code == 500
    assert told[0]["exception"]["values"][0]["type"] == "RuntimeError"
    assert "kazoo" not in json.dumps(told)
    gathered = {"request", "user", "breadcrumbs", "extra", "modules", "contexts"}
    assert not gathered & set(told[0])


def test_what_a_library_says_in_its_own_words_is_not_told(told):
    logging.getLogger("somebody.else").error(f"could not parse {SECRET}")
    logging.getLogger("asyncio").error("Task exception was never retrieved\n%s", SECRET)
    assert [event["message"] for event in told] == [
        "an error of somebody.else",
        "an error of asyncio",
    ]
    assert SECRET not in json.dumps(told)


def test_warnings_are_not_faults(told):
    logging.getLogger("chat.tests").warning("hm")
    assert told == []


def test_without_the_library_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "sentry_sdk", None)
    with pytest.raises(ImproperlyConfigured, match="sentry-sdk is not installed"):
        sentry.begin(DSN, environment="tests")
