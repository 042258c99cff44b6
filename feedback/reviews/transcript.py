"""What a reviewer reads of a chat: what was said up to one closing, with personal data veiled, and
how long each side waited. Call inside the company's scope."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from chat.models import Author, Conversation, Entry, Kind, Visitor
from feedback.models import MessageMark
from feedback.scoring.sentences import told_time

from .masking import masked, names_given

READ = (Kind.MESSAGE, Kind.CARD)
LONG_S = 120


@dataclass(frozen=True)
class Line:
    """`gap`: how long it took, where that was longer than two minutes."""

    seq: int
    at: datetime  # on the company's clock
    side: str
    who: str
    text: str
    gap: str = ""
    files: int = 0
    marks: list[MessageMark] = field(default_factory=list)


def lines_of(
    conversation: Conversation | None,
    closing: int,
    zone: ZoneInfo,
    marks: Iterable[MessageMark] = (),
) -> list[Line]:
    """Empty where the chat was erased."""
    if conversation is None:
        return []
    rows = Entry.objects.filter(conversation=conversation, kind__in=READ, seq__lte=closing)
    entries = list(rows.order_by("seq"))
    names = _names(conversation.visitor, entries)
    lines, before = [], None
    for entry in entries:
        own = [mark for mark in marks if mark.seq == entry.seq]
        lines.append(_line(entry, before, zone, names, own))
        before = entry if entry.author != Author.AUTOMATIC else before
    return lines


def _names(visitor: Visitor, entries: Iterable[Entry]) -> set[str]:
    said = names_given(entry.body for entry in entries if entry.author == Author.VISITOR)
    return {visitor.name, *said} - {""}


def _line(
    entry: Entry, before: Entry | None, zone: ZoneInfo, names: set[str], marks: list[MessageMark]
) -> Line:
    waited = int((entry.at - before.at).total_seconds()) if before else 0
    is_turn = before is not None and before.author != entry.author
    is_long = is_turn and waited > LONG_S and entry.author != Author.AUTOMATIC
    return Line(
        seq=entry.seq,
        at=entry.at.astimezone(zone),
        side=entry.author,
        who=_who(entry),
        text=masked(entry.body, names),
        gap=told_time(waited) if is_long else "",
        files=len(entry.data.get("attachments", ())),
        marks=marks,
    )


def _who(entry: Entry) -> str:
    if entry.author == Author.VISITOR:
        return _("Customer")
    if entry.author == Author.AUTOMATIC:
        return _("Automatic reply")
    return entry.author_name
