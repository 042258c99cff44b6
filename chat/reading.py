"""Questions the doors ask. Call inside a tenant scope; nothing here writes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from tenants.models import Membership

from . import ladder
from .beside import BESIDE, beside, with_beside
from .models import Conversation, Entry, LogEpoch, Priority, ReadMark, Status, Visitor
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
    "department_id",
    "department__name",
    "queued_at",
    "offered_to_id",
    "offer_ends_at",
    "snoozed_until",
    "shown",
    "step",
)
QUEUE_FIELDS = ("place", "wait", "why")  # of `shown`; the rest is for comparing with the next


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
    rows = with_beside(Conversation.objects.filter(pk__in=list(conversation_ids)))
    return {row["id"]: _summary(row) for row in rows.values(*SUMMARY_FIELDS, *BESIDE)}


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
        "priority": Priority(row["priority"]).name.lower(),
        "department": row["department_id"]
        and {"id": row["department_id"], "name": row["department__name"]},
        "offer": row["offered_to_id"]
        and {"member": row["offered_to_id"], "until": instant(row["offer_ends_at"])},
        "queued_at": instant(row["queued_at"]),
        "snoozed_until": instant(row["snoozed_until"]),
        "queue": row["shown"] and {name: row["shown"].get(name) for name in QUEUE_FIELDS},
        "wants_help": row["status"] == Status.OPEN
        and row["waiting_since"] is not None
        and row["step"] >= ladder.HELP_FROM,
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
        **beside(row),
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
    closed = view == "closed"
    found = _closed_page(cursor) if closed else _live_page(_view(member, view), cursor)
    shown = found[:LIST_PAGE]
    column = "closed_at" if closed else "waiting_since"
    next_cursor = _cursor(shown[-1], column) if len(found) > LIST_PAGE else None
    return with_seen([_summary(row) for row in shown], member), next_cursor


def _view(member: Membership, view: str) -> QuerySet[Conversation]:
    conversations = Conversation.objects.all()
    return {
        "waiting": conversations.waiting,
        "mine": lambda: conversations.of(member).filter(snoozed_until=None),
        "snoozed": lambda: conversations.of(member).exclude(snoozed_until=None),
        "all": conversations.not_closed,
    }[view]()


def _live_page(rows: QuerySet[Conversation], cursor: str | None) -> list[dict[str, Any]]:
    """Those who wait first, the longest wait on top; then the newest. Each part is read in the
    order of an index, so that the last page costs what the first one does."""
    if cursor is None:
        return _values(rows.order_by("waiting_since", "-id"))
    since, pk = _read_cursor(cursor)
    asked: list[dict[str, Any]] = []
    if since is not None:
        later = Q(waiting_since__gt=since) | Q(id__lt=pk)
        asked = _values(
            rows.filter(later, waiting_since__gte=since).order_by("waiting_since", "-id")
        )
    answered = (
        rows.filter(waiting_since=None) if since else rows.filter(waiting_since=None, id__lt=pk)
    )
    missing = LIST_PAGE + 1 - len(asked)
    return asked + (_values(answered.order_by("-id"))[:missing] if missing else [])


def _closed_page(cursor: str | None) -> list[dict[str, Any]]:
    rows = Conversation.objects.closed().order_by("-closed_at", "-id")
    if cursor is None:
        return _values(rows)
    at, pk = _read_cursor(cursor)
    if at is None:
        raise ValueError("cursor")
    return _values(rows.filter(Q(closed_at__lt=at) | Q(id__lt=pk), closed_at__lte=at))


def _values(rows: QuerySet[Conversation]) -> list[dict[str, Any]]:
    """One row more than a page: whether there is another page."""
    return list(with_beside(rows).values(*SUMMARY_FIELDS, *BESIDE)[: LIST_PAGE + 1])


def _cursor(row: dict[str, Any], column: str) -> str:
    return f"{instant(row[column]) or ''}|{row['id']}"


def _read_cursor(cursor: str) -> tuple[datetime | None, int]:
    text, _, pk = cursor.partition("|")
    at = datetime.strptime(text, INSTANT).replace(tzinfo=UTC) if text else None
    if not pk.isascii() or not pk.isdigit() or len(pk) > 18:
        raise ValueError("cursor")
    return at, int(pk)


# Counted up to a limit, by indexes alone: what a list costs must not grow with the number of chats.
MOST_COUNTED = 1000
COUNTS = """
SELECT
  (SELECT count(*) FROM (SELECT FROM chat_conversation WHERE status = 'waiting' LIMIT %(most)s) w),
  (SELECT count(*) FROM (SELECT FROM chat_conversation WHERE status <> 'closed'
     AND operator_id = %(member)s AND snoozed_until IS NULL LIMIT %(most)s) m),
  (SELECT count(*) FROM (SELECT FROM chat_conversation WHERE status <> 'closed'
     AND operator_id = %(member)s AND snoozed_until IS NOT NULL LIMIT %(most)s) s),
  (SELECT count(*) FROM (SELECT FROM chat_conversation WHERE status <> 'closed' LIMIT %(most)s) a)
"""
DIGEST = """
SELECT count(*), coalesce(sum(last_seq), 0) FROM (
  SELECT last_seq FROM chat_conversation WHERE status <> 'closed'
  ORDER BY waiting_since, id DESC LIMIT %(most)s) first
"""


def counts(member: Membership) -> dict[str, int]:
    """Up to MOST_COUNTED each."""
    with connection.cursor() as cursor:
        cursor.execute(COUNTS, {"member": member.pk, "most": MOST_COUNTED})
        return dict(zip(("waiting", "mine", "snoozed", "all"), cursor.fetchone(), strict=True))


def inbox_digest() -> str:
    """Changes whenever a conversation that is not closed gets an entry, or opens or closes; looks
    at the first MOST_COUNTED in the order of the lists, more than any console holds."""
    with connection.cursor() as cursor:
        cursor.execute(DIGEST, {"most": MOST_COUNTED})
        number, entries = cursor.fetchone()
    return f"{number}.{entries}"
