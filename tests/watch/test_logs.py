"""Log lines say whom they are about, and nothing of what anybody wrote."""

import asyncio
import io
import json
import logging
import uuid
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from django.db import IntegrityError, transaction
from django.test import RequestFactory
from django.urls import resolve

from helpdesk.services.web import Web
from helpdesk.tenancy import tenant_scope
from helpdesk.watch import logs
from helpdesk.watch.calls import Call, enter, leave
from tests.wire import greeted_operator, greeted_visitor

SECRET = "golden kazoo"


class Book:
    """A handler as the settings make it, and what it has written."""

    def __init__(self, formatter: logging.Formatter) -> None:
        self.stream = io.StringIO()
        self.handler = logging.StreamHandler(self.stream)
        self.handler.setFormatter(formatter)
        self.handler.addFilter(logs.About())

    @property
    def text(self) -> str:
        return self.stream.getvalue()

    @property
    def line(self) -> dict[str, Any]:
        return json.loads(self.text)


@pytest.fixture(params=[logs.JsonLines, logs.Lines])
def either(request: Any) -> Iterator[Book]:
    yield from kept(Book(request.param()))


@pytest.fixture
def book() -> Iterator[Book]:
    yield from kept(Book(logs.JsonLines()))


def kept(book: Book) -> Iterator[Book]:
    logging.getLogger().addHandler(book.handler)
    yield book
    logging.getLogger().removeHandler(book.handler)


def fail() -> None:
    try:
        raise ValueError(f"cannot store {SECRET}")
    except ValueError as error:
        raise RuntimeError(f"because of {SECRET}") from error


# --- What is never written ----------------------------------------------------------------------


def test_an_error_is_told_without_its_words(either):
    try:
        fail()
    except RuntimeError:
        logging.getLogger("tests").exception("it failed")
    assert SECRET not in either.text
    assert "it failed" in either.text
    assert either.text.index("ValueError") < either.text.index("RuntimeError")
    assert "test_logs.py" in either.text and "in fail" in either.text


def test_nor_where_it_is_one_of_the_arguments(either):
    logging.getLogger("tests").warning("refused: %s", ValueError(SECRET))
    assert "refused: ValueError" in either.text
    assert SECRET not in either.text


def test_nor_as_a_worker_tells_of_a_task(either):
    try:
        fail()
    except RuntimeError as error:
        about = {
            "name": "chat.tasks.relay",
            "id": "1",
            "exc": repr(error),
            "args": f"('{SECRET}',)",
        }
        logging.getLogger("celery.app.trace").error(
            "Task %(name)s[%(id)s] failed: %(exc)s", about, exc_info=True, extra={"data": about}
        )
    assert "Task chat.tasks.relay[1] failed: RuntimeError" in either.text
    assert SECRET not in either.text


async def test_nor_of_a_task_of_the_event_loop_that_nobody_waited_for(either):
    loop = asyncio.get_running_loop()
    task = loop.create_task(asyncio.to_thread(fail))
    await asyncio.wait([task])
    context = {"message": "Task exception was never retrieved", "task": task}
    loop.default_exception_handler(context | {"exception": task.exception()})
    assert "Task exception was never retrieved" in either.text
    assert SECRET not in either.text


def test_nor_an_address_with_a_token_in_it(either):
    path = "/privacy/abc/golden-kazoo/erase/"
    request = RequestFactory().get(path)
    request.resolver_match = resolve(path)
    logging.getLogger("django.request").error(
        "Internal Server Error: %s", path, extra={"request": request, "status_code": 500}
    )
    assert "privacy/<slug:key>/<str:token>/erase/" in either.text
    assert "golden" not in either.text


def test_nor_what_a_row_would_have_held(either, cast):
    try:
        with transaction.atomic():
            type(cast.acme).objects.create(name=SECRET, slug="acme")
    except IntegrityError:
        logging.getLogger("tests").exception("it failed")
    assert "IntegrityError (23505 tenants_tenant" in either.text
    assert SECRET not in either.text and "already exists" not in either.text


def test_nor_what_a_library_puts_on_a_record(book):
    logging.getLogger("tests").warning("hm", extra={"request": SECRET, "status": 500})
    assert book.line["status"] == 500
    assert SECRET not in book.text


async def test_a_whole_chat_leaves_none_of_its_words_in_the_servers_log(server, committed_cast):
    said = [f"kazoo-{uuid.uuid4()}" for _ in range(4)]
    async with (
        greeted_visitor(server, committed_cast) as visitor,
        greeted_operator(server, committed_cast.omar) as omar,
    ):
        await visitor.say(type="typing", text=said[0])
        await visitor.post(said[1])
        await omar.say(type="list", view="all")
        number = (await omar.hear("conversation"))["conversation"]["id"]
        await omar.say(type="note", id=str(uuid.uuid4()), conversation=number, body=said[2])
        await omar.say(type="send", id=str(uuid.uuid4()), conversation=number, body=said[3])
        await omar.say(type=f"{said[0]}")
    text = server.log.read_text(errors="replace")
    assert [words for words in said if words in text] == []


# --- Whom a line is about -----------------------------------------------------------------------


def test_a_line_names_the_request_and_the_company(either):
    call = Call("request-1")
    call.conversation_id = 42
    token = enter(call)
    try:
        with tenant_scope(7):
            logging.getLogger("tests").warning("look")
    finally:
        leave(token)
    for number in ("request-1", "7", "42"):
        assert number in either.text


def test_a_line_for_programs_is_one_object(book):
    logging.getLogger("tests").warning("two\nlines of %s", "text")
    assert book.text.count("\n") == 1
    assert {name: book.line[name] for name in ("level", "logger", "message")} == {
        "level": "WARNING",
        "logger": "tests",
        "message": "two\nlines of text",
    }
    assert book.line["time"].endswith("+00:00")


def lines_of(server: Any, logger: str) -> list[dict[str, Any]]:
    text = server.log.read_text(errors="replace").splitlines()
    found = [json.loads(line) for line in text if line.startswith("{")]
    return [line for line in found if line["logger"] == logger]


async def test_each_request_has_an_id_that_is_answered_and_logged(server):
    async with httpx.AsyncClient(base_url=server.origin) as client:
        named = await client.get("/healthz", headers={"X-Request-ID": "of-the-proxy-1"})
        others = [
            await client.get("/healthz", headers={"X-Request-ID": bad}) for bad in ("", "a b")
        ]
    ids = [answer.headers["X-Request-ID"] for answer in (named, *others)]
    assert ids[0] == "of-the-proxy-1"
    assert len(set(ids)) == 3 and all(len(new) == 32 for new in ids[1:])
    logged = {line["request_id"]: line for line in lines_of(server, "helpdesk.request")}
    line = logged["of-the-proxy-1"]
    assert (line["method"], line["route"], line["status"]) == ("GET", "healthz", 200)


async def test_a_socket_is_logged_with_its_company(server, committed_cast):
    async with greeted_visitor(server, committed_cast):
        opened = lines_of(server, "helpdesk.socket")[-1]
    assert (opened["message"], opened["side"]) == ("opened", "visitor")
    assert opened["tenant_id"] == committed_cast.acme.pk


def test_the_server_keeps_no_list_of_addresses_of_its_own():
    assert Web().parser.get_default("verbosity") == 0
