"""One chat as lines to read, in the active language. Call inside the company's scope."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from chat.models import Author, Conversation, Entry, Kind, Visitor
from chat.wording import visitor_lines
from tenants.hours import zone_named
from tenants.models import Tenant

FIELD = re.compile(r"\{(\w+)\}")
SPOKEN = (Kind.MESSAGE, Kind.CARD)


@dataclass(frozen=True)
class Line:
    """Something said (`who` is set), or something that happened. `side`: visitor, operator,
    automatic or none. Everything is plain text."""

    at: datetime  # in the zone of the reader
    text: str
    who: str = ""
    side: str = "none"
    files: list[str] = field(default_factory=list)

    @property
    def time(self) -> str:
        return date_format(self.at, "TIME_FORMAT")

    @property
    def day(self) -> str:
        return date_format(self.at, "DATE_FORMAT")


@dataclass(frozen=True)
class Transcript:
    tenant: Tenant
    conversation: Conversation
    visitor: Visitor
    lines: list[Line]
    is_whole: bool
    zone: ZoneInfo

    @property
    def began(self) -> str:
        return date_format(self.conversation.created_at.astimezone(self.zone), "DATETIME_FORMAT")


def transcript_of(
    conversation: Conversation, zone: ZoneInfo, *, you: bool, newest: int | None = None
) -> Transcript:
    """`you`: the reader is the visitor. `newest`: only so many entries, the last ones."""
    visitor = conversation.visitor
    rows = Entry.objects.filter(conversation=conversation, public_seq__isnull=False)
    found = list(rows.order_by("-seq")[: newest + 1 if newest else None])
    is_whole = newest is None or len(found) <= newest
    told = [_line(row, visitor, zone, you) for row in reversed(found[:newest])]
    lines = [line for line in told if line is not None]
    return Transcript(visitor.tenant, conversation, visitor, lines, is_whole, zone)


def zone_of(visitor: Visitor) -> ZoneInfo:
    """The visitor's clock; the company's where it is not known."""
    return zone_named(visitor.zone or visitor.tenant.zone)


def _line(entry: Entry, visitor: Visitor, zone: ZoneInfo, you: bool) -> Line | None:
    at = entry.at.astimezone(zone)
    if entry.kind not in SPOKEN:
        text = _event(entry)
        return Line(at, text) if text else None
    files = [str(file.get("name", "")) for file in entry.data.get("attachments", ())]
    text = entry.body
    if not text and not files:
        text = _("(no longer kept)")
    side = entry.author if entry.author in (Author.VISITOR, Author.OPERATOR) else "automatic"
    return Line(at, text, _who(entry, visitor, you), side, files)


def _who(entry: Entry, visitor: Visitor, you: bool) -> str:
    if entry.author == Author.VISITOR:
        return _("You") if you else visitor.name or _("Customer")
    if entry.author == Author.OPERATOR and entry.author_name:
        return entry.author_name
    return _("{company} (automatic)").format(company=visitor.tenant.name)


def _event(entry: Entry) -> str:
    """What the widget says of it."""
    words = visitor_lines()
    text = next((words[key] for key in _keys(entry.kind, entry.data) if key in words), "")
    names = {"name": entry.author_name} | {k: v for k, v in entry.data.items() if v}
    return FIELD.sub(lambda found: str(names.get(found[1], "")), text)


def _keys(kind: str, data: Mapping[str, Any]) -> Iterable[str]:
    """The names of its words, the most fitting first, as chat/static/chat/shared/items.js."""
    why = bool(data.get("why"))
    if kind == Kind.ASSIGNED:
        how = _how(data)
        yield from ([f"{how}:why"] if how and why else []) + ([how] if how else [])
        yield "assigned" if data.get("name") else "released"
        return
    what = data.get("by") or data.get("what") or data.get("signal")
    yield from ([f"{kind}:{what}:why"] if why else []) + [f"{kind}:{what}", kind]


def _how(data: Mapping[str, Any]) -> str:
    if data.get("over"):
        return "assigned:over"
    if data.get("by"):
        return "assigned:handed" if data.get("name") else "released:handed"
    return ""
