"""The lists of the console, a page at a time. Call inside a tenant scope.

Each part of a page is read in the order of an index, so that the last page costs what the first
one does.
"""

from datetime import UTC, datetime
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from tenants.models import Membership

from .beside import BESIDE, with_beside
from .models import Conversation, ReadMark
from .reading import SUMMARY_FIELDS, as_summary
from .render import INSTANT, instant

LIST_PAGE = 50


def conversation_list(
    member: Membership, view: str, cursor: str | None
) -> tuple[list[dict[str, Any]], str | None]:
    """One page of a view and the cursor of the next. Raises ValueError on a malformed cursor."""
    closed = view == "closed"
    found = _closed_page(member, cursor) if closed else _live_page(member, view, cursor)
    shown = found[:LIST_PAGE]
    column = "closed_at" if closed else "waiting_since"
    next_cursor = _cursor(shown[-1], column) if len(found) > LIST_PAGE else None
    return [as_summary(row) | {"seen": row["seen"]} for row in shown], next_cursor


def _view(member: Membership, view: str) -> QuerySet[Conversation]:
    conversations = Conversation.objects.all()
    return {
        "waiting": conversations.waiting,
        "mine": lambda: conversations.of(member).filter(snoozed_until=None),
        "snoozed": lambda: conversations.of(member).exclude(snoozed_until=None),
        "all": conversations.not_closed,
    }[view]()


def _live_page(member: Membership, view: str, cursor: str | None) -> list[dict[str, Any]]:
    """Those who wait first, the longest wait on top; then the newest."""
    rows = _view(member, view)
    if cursor is None:
        return _values(member, rows.order_by("waiting_since", "-id"))
    since, pk = _read_cursor(cursor)
    asked: list[dict[str, Any]] = []
    if since is not None:
        later = Q(waiting_since__gt=since) | Q(id__lt=pk)
        after = rows.filter(later, waiting_since__gte=since)
        asked = _values(member, after.order_by("waiting_since", "-id"))
    answered = (
        rows.filter(waiting_since=None) if since else rows.filter(waiting_since=None, id__lt=pk)
    )
    missing = LIST_PAGE + 1 - len(asked)
    return asked + (_values(member, answered.order_by("-id"), missing) if missing else [])


def _closed_page(member: Membership, cursor: str | None) -> list[dict[str, Any]]:
    rows = Conversation.objects.closed().order_by("-closed_at", "-id")
    if cursor is None:
        return _values(member, rows)
    at, pk = _read_cursor(cursor)
    if at is None:
        raise ValueError("cursor")
    return _values(member, rows.filter(Q(closed_at__lt=at) | Q(id__lt=pk), closed_at__lte=at))


def _values(
    member: Membership, rows: QuerySet[Conversation], most: int = LIST_PAGE + 1
) -> list[dict[str, Any]]:
    """One row more than a page: whether there is another page. `seen`: how many of the visitor's
    messages this member has read."""
    marks = ReadMark.objects.filter(conversation=OuterRef("pk"), member=member)
    seen = Coalesce(Subquery(marks.values("visitor_messages")[:1]), 0)
    return list(with_beside(rows).values(*SUMMARY_FIELDS, *BESIDE, seen=seen)[:most])


def _cursor(row: dict[str, Any], column: str) -> str:
    return f"{instant(row[column]) or ''}|{row['id']}"


def _read_cursor(cursor: str) -> tuple[datetime | None, int]:
    text, _, pk = cursor.partition("|")
    at = datetime.strptime(text, INSTANT).replace(tzinfo=UTC) if text else None
    if not pk.isascii() or not pk.isdigit() or len(pk) > 18:
        raise ValueError("cursor")
    return at, int(pk)
