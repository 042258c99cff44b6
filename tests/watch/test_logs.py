"""Log lines say whom they are about, and nothing of what anybody wrote."""

import asyncio
import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import RequestFactory
from django.urls import resolve

from helpdesk.tenancy import tenant_scope
from helpdesk.watch import logs
from helpdesk.watch.calls import Call, enter, leave

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
