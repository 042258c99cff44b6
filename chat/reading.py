"""Questions the doors ask. Call inside a tenant scope; nothing here writes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from tenants.models import Membership

from .models import Conversation, Entry, LogEpoch, ReadMark, Status, Visitor
from .render import INSTANT, Side, instant, portrait, stored_entry

PAGE = 100
LIST_PAGE = 50
SUMMARY_FIELDS = (
    "id",
    "tenant_id",
    "status",
    "priority",
    "last_seq",
    "last_public_seq",
    "preview",
    "preview_author",
    "waiting_since",
    "visitor_messages",
    "visitor_read_seq",
    "operator_read_seq",
    "page_url",
    "page_title",
    "created_at",
    "changed_at",
    "closed_at",
    "visitor_id",
    "visitor__name",
    "visitor__locale",
    "operator_id",
    "operator__display_name",
    "operator__photo_hash",
)


def epoch() -> str:
    return str(LogEpoch.objects.values_list("value", flat=True).get())


@dataclass(frozen=True)
class LogPage:
    """Entries in order; `more` says that there are others beyond them in the direction asked."""

    entries: list[dict[str, Any]]
    head: int
    more: bool


def entries_after(conversation_id: int, after: int, side: Side) -> LogPage:
    rows = _log(conversation_id, side).filter(seq__gt=after)
    if side == "visitor":
        rows = rows.filter(public_seq__gt=after)
    found = list(rows.order_by("seq")[: PAGE + 1])
    return _page(conversation_id, found, side)


def entries_before(conversation_id: int, before: int | None, side: Side) -> LogPage:
    """The newest page, or the one just before an entry."""
    rows = _log(conversation_id, side)
    if before is not None:
        rows = rows.filter(**{"public_seq__lt" if side == "visitor" else "seq__lt": before})
    found = list(rows.order_by("-seq")[: PAGE + 1])
    page = _page(conversation_id, found, side)
    return LogPage(page.entries[::-1], page.head, page.more)


def head(conversation_id: int, side: Side) -> int:
    column = "last_public_seq" if side == "visitor" else "last_seq"
    return Conversation.objects.values_list(column, flat=True).get(pk=conversation_id)


def heads(conversation_ids: Iterable[int]) -> dict[int, int]:
    """{conversation: head for operators}"""
    rows = Conversation.objects.filter(pk__in=list(conversation_ids))
    return dict(rows.values_list("pk", "last_seq"))


def current_logs(visitor_ids: Iterable[int]) -> dict[int, tuple[int | None, int]]:
    """{visitor: (their conversation, its head for them)}; (None, 0) before the first message."""
    rows = Visitor.objects.filter(pk__in=list(visitor_ids))
    found = rows.values_list("pk", "current", "current__last_public_seq")
    return {pk: (current, head or 0) for pk, current, head in found}


def visitor_epoch(visitor_id: int) -> str:
    """Names the log a visitor reads: another one when they begin a new conversation."""
    begun = Conversation.objects.filter(visitor=visitor_id).count()
    return f"{epoch()}.{max(begun, 1)}"


def _log(conversation_id: int, side: Side) -> QuerySet[Entry]:
    rows = Entry.objects.filter(conversation_id=conversation_id)
    return rows.filter(public_seq__isnull=False) if side == "visitor" else rows


def _page(conversation_id: int, found: list[Entry], side: Side) -> LogPage:
    shown = [stored_entry(row, side) for row in found[:PAGE]]
    return LogPage(shown, head(conversation_id, side), len(found) > PAGE)


def summaries(conversation_ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    rows = Conversation.objects.filter(pk__in=list(conversation_ids)).values(*SUMMARY_FIELDS)
    return {row["id"]: _summary(row) for row in rows}


def summary(conversation_id: int) -> dict[str, Any]:
    """Raises Conversation.DoesNotExist."""
    found = summaries([conversation_id])
    if not found:
        raise Conversation.DoesNotExist
    return found[conversation_id]


def _summary(row: dict[str, Any]) -> dict[str, Any]:
    operator = row["operator_id"] and {
        "member": row["operator_id"],
        "name": row["operator__display_name"],
        "photo": portrait(row["tenant_id"], row["operator__photo_hash"]),
    }
    return {
        "id": row["id"],
        "visitor": {
            "id": row["visitor_id"],
            "name": row["visitor__name"],
            "locale": row["visitor__locale"],
        },
        "status": row["status"],
        "priority": row["priority"],
        "operator": operator,
        "head": row["last_seq"],
        "public_head": row["last_public_seq"],
        "preview": {"author": row["preview_author"], "body": row["preview"]},
        "waiting_since": instant(row["waiting_since"]),
        "visitor_messages": row["visitor_messages"],
        "read": {"visitor": row["visitor_read_seq"], "operator": row["operator_read_seq"]},
        "page": {"url": row["page_url"], "title": row["page_title"]},
        "created_at": instant(row["created_at"]),
        "changed_at": instant(row["changed_at"]),
    }


def with_seen(items: list[dict[str, Any]], member: Membership) -> list[dict[str, Any]]:
    """Adds how many of the visitor's messages this operator has read."""
    marks = dict(
        ReadMark.objects.filter(
            member=member, conversation_id__in=[item["id"] for item in items]
        ).values_list("conversation_id", "visitor_messages")
    )
    return [item | {"seen": marks.get(item["id"], 0)} for item in items]


def conversation_list(
    member: Membership, view: str, cursor: str | None
) -> tuple[list[dict[str, Any]], str | None]:
    """One page of a view and the cursor of the next. Raises ValueError on a malformed cursor."""
    rows = _view(member, view)
    if view == "closed":
        rows = rows.order_by(F("closed_at").desc(), F("id").desc())
        rows = _closed_beyond(rows, cursor)
    else:
        rows = rows.order_by(F("waiting_since").asc(nulls_last=True), F("id").desc())
        rows = _live_beyond(rows, cursor)
    found = list(rows.values(*SUMMARY_FIELDS)[: LIST_PAGE + 1])
    shown = found[:LIST_PAGE]
    column = "closed_at" if view == "closed" else "waiting_since"
    next_cursor = _cursor(shown[-1], column) if len(found) > LIST_PAGE else None
    return with_seen([_summary(row) for row in shown], member), next_cursor


def _view(member: Membership, view: str) -> QuerySet[Conversation]:
    conversations = Conversation.objects.all()
    return {
        "waiting": conversations.waiting,
        "mine": lambda: conversations.of(member),
        "all": conversations.not_closed,
        "closed": conversations.closed,
    }[view]()


def _live_beyond(rows: QuerySet[Conversation], cursor: str | None) -> QuerySet[Conversation]:
    if cursor is None:
        return rows
    since, pk = _read_cursor(cursor)
    if since is None:
        return rows.filter(waiting_since=None, id__lt=pk)
    later = Q(waiting_since__gt=since) | Q(waiting_since=since, id__lt=pk)
    return rows.filter(later | Q(waiting_since=None))


def _closed_beyond(rows: QuerySet[Conversation], cursor: str | None) -> QuerySet[Conversation]:
    if cursor is None:
        return rows
    at, pk = _read_cursor(cursor)
    if at is None:
        raise ValueError("cursor")
    return rows.filter(Q(closed_at__lt=at) | Q(closed_at=at, id__lt=pk))


def _cursor(row: dict[str, Any], column: str) -> str:
    return f"{instant(row[column]) or ''}|{row['id']}"


def _read_cursor(cursor: str) -> tuple[datetime | None, int]:
    text, _, pk = cursor.partition("|")
    at = datetime.strptime(text, INSTANT).replace(tzinfo=UTC) if text else None
    if not pk.isascii() or not pk.isdigit() or len(pk) > 18:
        raise ValueError("cursor")
    return at, int(pk)


def counts(member: Membership) -> dict[str, int]:
    return Conversation.objects.not_closed().aggregate(
        waiting=Count("pk", filter=Q(status=Status.WAITING)),
        mine=Count("pk", filter=Q(operator=member)),
        all=Count("pk"),
    )


def inbox_digest() -> str:
    """Changes whenever a conversation that is not closed gets an entry, or opens or closes."""
    live = Conversation.objects.not_closed().aggregate(n=Count("pk"), entries=Sum("last_seq"))
    return f"{live['n']}.{live['entries'] or 0}"
