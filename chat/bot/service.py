"""A company's own answer service, asked over HTTP: what it is told and what it may answer. The
contract is docs/bots.md. Nothing here touches the database.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from chat.frames import BadFrame, clean_body
from helpdesk import outgoing, signing

VERSION = 1
MOST_BYTES = 64 * 1024
MOST_SOURCES = 3
LONGEST_TITLE, LONGEST_URL = 160, 500


class ServiceFailed(Exception):
    """`why`: slow, refused, unreachable, forbidden, unreadable."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Reply:
    """`text` is None where the service does not know, or wants a person to answer."""

    text: str | None
    sources: list[dict[str, Any]] = field(default_factory=list)


def ask(
    *, url: str, secret: str, about: dict[str, Any], request_id: UUID, timeout_s: float
) -> Reply:
    """Raises ServiceFailed, and nothing else for what the other end does."""
    body = json.dumps({"version": VERSION, **about}, ensure_ascii=False)
    headers = signed(secret, str(request_id), datetime.now(UTC), body)
    try:
        answer = outgoing.ask(url, body.encode(), headers, total_s=timeout_s, most=MOST_BYTES)
    except outgoing.Forbidden:
        raise ServiceFailed("forbidden") from None
    except outgoing.TooSlow:
        raise ServiceFailed("slow") from None
    except outgoing.TooLarge:
        raise ServiceFailed("unreadable") from None
    except OSError:
        raise ServiceFailed("unreachable") from None
    if answer.status != 200:
        raise ServiceFailed("refused")
    return read(answer.body)


def signed(secret: str, request_id: str, at: datetime, body: str) -> dict[str, str]:
    """Headers by https://www.standardwebhooks.com; `at` is in UTC."""
    return signing.signed([secret], request_id, at, body, "helpdesk-bot/1")


def read(body: bytes) -> Reply:
    """Raises ServiceFailed("unreadable")."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        raise ServiceFailed("unreadable") from None
    if not isinstance(told, dict):
        raise ServiceFailed("unreadable")
    text = told.get("answer")
    if text is None or told.get("person") is True:
        return Reply(None)
    if not isinstance(text, str):
        raise ServiceFailed("unreadable")
    try:
        return Reply(clean_body(text), _sources(told.get("sources", [])))
    except BadFrame:
        raise ServiceFailed("unreadable") from None


def _sources(told: Any) -> list[dict[str, Any]]:
    """What is no source is left out: the answer may be good all the same."""
    rows: Sequence[Any] = told if isinstance(told, list) else []
    return [source for row in rows[:MOST_SOURCES] if (source := _source(row))]


def _source(row: Any) -> dict[str, Any] | None:
    if not isinstance(row, dict):
        return None
    title, url = row.get("title"), row.get("url")
    if not isinstance(title, str) or not isinstance(url, str) or not _is_link(url):
        return None
    try:
        line = " ".join(clean_body(title).split())
    except BadFrame:
        return None
    return {"title": line[:LONGEST_TITLE], "url": url}


def _is_link(url: str) -> bool:
    """https, on a host, without a name or a password before it."""
    if len(url) > LONGEST_URL or not url.isascii() or not url.isprintable() or " " in url:
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.hostname) and parts.username is None
