"""A mailbox for development: the mails Django wrote as files instead of sending them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

NEWEST = 100
BETWEEN = re.compile(rb"^-{79}$", re.MULTILINE)  # how Django's file backend parts mails


@dataclass(frozen=True)
class Mail:
    """`html`: the other part of it, empty where there is none; `key` names it in `?look=`."""

    key: str
    to: str
    subject: str
    at: datetime | None
    text: str
    html: str


# What a mail is shown with: its own styles, links to click, and nothing that runs or is loaded.
AS_IN_A_MAILBOX = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)


@require_safe
@never_cache
def mailbox(request: HttpRequest) -> HttpResponse:
    """Newest first. Does not exist outside development, even where it was wired by mistake."""
    if not settings.DEVELOPMENT or not getattr(settings, "EMAIL_FILE_PATH", None):
        raise Http404
    mails = list(newest_mails())
    if key := request.GET.get("look"):
        return _as_html(next((mail.html for mail in mails if mail.key == key), ""))
    return render(request, "helpdesk/dev_mail.html", {"mails": mails})


def _as_html(html: str) -> HttpResponse:
    if not html:
        raise Http404
    response = HttpResponse(html)
    response._csp_exempt = True  # type: ignore[attr-defined] - has its own, a stricter one
    response["Content-Security-Policy"] = AS_IN_A_MAILBOX
    return response


def newest_mails() -> Iterator[Mail]:
    files = sorted(
        Path(settings.EMAIL_FILE_PATH).glob("*.log"), key=lambda file: file.stat().st_mtime_ns
    )
    for file in list(reversed(files))[:NEWEST]:
        parts = BETWEEN.split(file.read_bytes())
        for place, raw in reversed(list(enumerate(parts))):
            if raw.strip():
                yield _read(f"{file.stem}.{place}", raw)


def _read(key: str, raw: bytes) -> Mail:
    message = message_from_bytes(raw.lstrip(), policy=policy.default)
    body = message.get_body(("plain",))
    html = message.get_body(("html",))
    sent = message.get("Date")
    return Mail(
        key=key,
        to=str(message.get("To", "")),
        subject=str(message.get("Subject", "")),
        at=parsedate_to_datetime(sent) if sent else None,
        text=body.get_content() if body else "",
        html=html.get_content() if html else "",
    )
