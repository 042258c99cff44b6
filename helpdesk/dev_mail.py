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
    to: str
    subject: str
    at: datetime | None
    text: str


@require_safe
@never_cache
def mailbox(request: HttpRequest) -> HttpResponse:
    """Newest first. Does not exist outside development, even where it was wired by mistake."""
    if not settings.DEVELOPMENT or not getattr(settings, "EMAIL_FILE_PATH", None):
        raise Http404
    return render(request, "helpdesk/dev_mail.html", {"mails": list(newest_mails())})


def newest_mails() -> Iterator[Mail]:
    files = sorted(
        Path(settings.EMAIL_FILE_PATH).glob("*.log"), key=lambda file: file.stat().st_mtime_ns
    )
    for file in list(reversed(files))[:NEWEST]:
        for raw in reversed(BETWEEN.split(file.read_bytes())):
            if raw.strip():
                yield _read(raw)


def _read(raw: bytes) -> Mail:
    message = message_from_bytes(raw.lstrip(), policy=policy.default)
    body = message.get_body(("plain",))
    text = body.get_content() if body else ""
    sent = message.get("Date")
    return Mail(
        to=str(message.get("To", "")),
        subject=str(message.get("Subject", "")),
        at=parsedate_to_datetime(sent) if sent else None,
        text=text,
    )
