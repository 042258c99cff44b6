"""Lines of the log: which request, company and conversation they are about, never what was written.

LOG_FORMAT=json writes one object a line, with these fields and no others, for a program to read;
otherwise lines are for people. Either way an error is told without its own words
(`helpdesk.watch.errors`), and a path without the tokens in it.
"""

import logging
from copy import copy
from typing import Any

from pythonjsonlogger.json import JsonFormatter

from helpdesk.tenancy import current_tenant_id

from .calls import current_call
from .errors import ExcInfo, named, told

# What a line may have besides time, level, logger and message: nothing else is written, whatever
# a library puts on its records.
EXTRA = ("request_id tenant_id conversation_id method route status ms task side").split()
PEOPLE = "%(asctime)s %(levelname)s %(name)s %(message)s%(about)s"
PATH_FIRST = ("django.request", "django.security", "django.server")


class About(logging.Filter):
    """On the handler: says whom a record is about, and takes out what must not be written."""

    def filter(self, record: logging.LogRecord) -> bool:
        vars(record).update(about(record))
        _quieten(record)
        return True


def about(record: logging.LogRecord) -> dict[str, Any]:
    """What it says itself of whom it is about, else what is known of the call."""
    call = current_call()
    known = {
        "request_id": call and call.id,
        "tenant_id": current_tenant_id() or (call and call.tenant_id),
        "conversation_id": call and call.conversation_id,
    }
    return {name: getattr(record, name, None) or value for name, value in known.items()}


def fault_of(record: logging.LogRecord) -> BaseException | None:
    """The error that it tells of: given as usual, or as `extra={"fault": error}` by who wants its
    words out of every handler's reach."""
    return record.exc_info[1] if record.exc_info else getattr(record, "fault", None)


def _quieten(record: logging.LogRecord) -> None:
    if record.name.startswith(PATH_FIRST) and hasattr(record, "request"):
        record.args = tuple(_route_of(record, arg) for arg in record.args or ())
    elif record.name == "asyncio":  # what follows is the repr of a task, with its error's words
        record.msg, record.args = record.getMessage().partition("\n")[0], ()
    elif isinstance(record.args, dict):
        record.args = {name: _unsaid(value) for name, value in record.args.items()}
        if "exc" in record.args and record.exc_info:  # Celery: a text made of the error
            record.args["exc"] = named(record.exc_info[1])  # type: ignore[index]
    elif record.args:
        record.args = tuple(map(_unsaid, record.args))
    record.stack_info = None


def _unsaid(value: Any) -> Any:
    return named(value) if isinstance(value, BaseException) else value


def _route_of(record: logging.LogRecord, value: Any) -> Any:
    request = record.request  # type: ignore[attr-defined]
    if value not in (getattr(request, "path", None), request):
        return _unsaid(value)
    match = getattr(request, "resolver_match", None)
    return match.route if match else "an address of no page"


class Quiet:
    """Errors without their words, for a formatter."""

    def format(self, record: logging.LogRecord) -> str:
        record = copy(record)
        record.exc_text = None  # another handler's, with the words
        if error := fault_of(record):
            record.exc_info = (type(error), error, error.__traceback__)
        return super().format(record)  # type: ignore[misc]

    def formatException(self, info: ExcInfo) -> str:
        return told(info[1])


class Lines(Quiet, logging.Formatter):
    """For people: what it is about stands at the end."""

    def __init__(self) -> None:
        super().__init__(PEOPLE)

    def format(self, record: logging.LogRecord) -> str:
        fields = ("request_id", "tenant_id", "conversation_id")
        known = [f"{name}={v}" for name in fields if (v := getattr(record, name, None)) is not None]
        record.about = f" [{' '.join(known)}]" if known else ""
        return super().format(record)


class JsonLines(Quiet, JsonFormatter):
    """One object a line."""

    def __init__(self) -> None:
        super().__init__(
            ["levelname", "name", "message"],
            rename_fields={"levelname": "level", "name": "logger", "exc_info": "error"},
            timestamp="time",
        )

    def add_fields(self, log_data: dict[str, Any], record: logging.LogRecord, message: Any) -> None:
        slim = logging.makeLogRecord(
            {
                name: value
                for name, value in vars(record).items()
                if name in EXTRA and value is not None
            }
        )
        slim.levelname, slim.name, slim.created = record.levelname, record.name, record.created
        slim.message = record.message
        super().add_fields(log_data, slim, message)


def config(*, as_json: bool, level: str) -> dict[str, Any]:
    """LOGGING of the settings. Requests and sockets have a line each only where programs read."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"about": {"()": "helpdesk.watch.logs.About"}},
        "formatters": {
            "line": {"()": f"helpdesk.watch.logs.{'JsonLines' if as_json else 'Lines'}"}
        },
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "formatter": "line",
                "filters": ["about"],
            }
        },
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "helpdesk.request": {"level": level if as_json else "WARNING"},
            "helpdesk.socket": {"level": level if as_json else "WARNING"},
            "django.request": {"level": "ERROR"},
            "daphne": {"level": "WARNING"},
            "celery": {"level": "WARNING"},
            "stripe": {"level": "WARNING"},
        },
    }
