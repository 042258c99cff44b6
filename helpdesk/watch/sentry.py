"""Faults of the software, told to a Sentry of your own where SENTRY_DSN names one. Off otherwise.

Told is every line of the log that is an error, and of it what the log has: where it happened, the
kind of error, the route, and the numbers of the request, company and conversation. No words of an
error, no body, address, cookie, header, query or token, no values of variables, no trail of what
happened before. An event is made anew here from those facts; what the library gathered is dropped.
"""

import logging
import traceback
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from helpdesk.services.process import ROOT

from .calls import current_call
from .errors import causes, named
from .logs import about, fault_of

OUR_LOGGERS = ("chat.", "feedback.", "helpdesk.", "tenants.", "celery.", "django.")
KEPT = frozenset("event_id timestamp level logger platform release environment sdk".split())


def begin(dsn: str, *, environment: str, release: str = "", transport: Any = None) -> None:
    """Call once at start-up. Raises ImproperlyConfigured where the library is not installed."""
    try:
        import sentry_sdk
        from sentry_sdk.integrations.logging import LoggingIntegration
    except ImportError:
        raise ImproperlyConfigured(
            "SENTRY_DSN is set, and sentry-sdk is not installed: pip install 'sentry-sdk>=2.30'."
        ) from None
    sentry_sdk.init(
        dsn=dsn,
        environment=environment,
        release=release or None,
        transport=transport,
        default_integrations=False,  # nothing of Django or Celery is wrapped: all of them log
        auto_enabling_integrations=False,
        integrations=[LoggingIntegration(level=None, event_level=logging.ERROR)],
        include_local_variables=False,
        include_source_context=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        before_send=only_facts,
    )


def only_facts(event: dict[str, Any], hint: dict[str, Any]) -> dict[str, Any] | None:
    """The event that leaves; None for what is no line of a log."""
    record = hint.get("log_record")
    if record is None:
        return None
    kept = {name: value for name, value in event.items() if name in KEPT}
    kept["tags"] = _tags(record)
    kept["message"] = _said(record)
    if error := fault_of(record):
        kept["exception"] = {"values": [_cause(each) for each in reversed(list(causes(error)))]}
    return kept


def _tags(record: logging.LogRecord) -> dict[str, str]:
    call = current_call()
    known = about(record) | {"route": call and call.route}
    return {name: str(value) for name, value in known.items() if value}


def _said(record: logging.LogRecord) -> str:
    """The text of the program, before anything is put into it; of a library that may have done so
    already, its name."""
    if record.name.startswith(OUR_LOGGERS) and isinstance(record.msg, str):
        return record.msg.partition("\n")[0]
    return f"an error of {record.name}"


def _cause(error: BaseException) -> dict[str, Any]:
    steps = traceback.extract_tb(error.__traceback__)
    return {
        "type": type(error).__name__,
        "module": type(error).__module__,
        "value": named(error),
        "stacktrace": {"frames": [_frame(step) for step in steps]},
    }


def _frame(step: traceback.FrameSummary) -> dict[str, Any]:
    is_ours = step.filename.startswith(str(ROOT)) and "site-packages" not in step.filename
    name = step.filename.removeprefix(f"{ROOT}/") if is_ours else step.filename
    return {"filename": name, "function": step.name, "lineno": step.lineno, "in_app": is_ours}
