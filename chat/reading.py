"""Questions the doors ask. Call inside a tenant scope; nothing here writes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from helpdesk.db.once import CompiledOnce
from tenants.models import Membership

from . import ladder
from .beside import BESIDE, beside, with_beside
from .models import Conversation, Entry, LogEpoch, Priority, ReadMark, Status, Visitor
from .render import Side, instant, portrait, stored_entry

PAGE = 100
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
    "mood",
    "mood_trend",
    "mood_signals",
    "upset_since",
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


def visitor_epoch(visitor_id: int, of_all: str) -> str:
    """Names the log a visitor reads: another one when they begin a new conversation. `of_all`:
    see `epoch`."""
    begun = Conversation.objects.filter(visitor=visitor_id).count()
    return f"{of_all}.{max(begun, 1)}"


def _log(conversation_id: int, side: Side) -> QuerySet[Entry]:
    rows = Entry.objects.filter(conversation_id=conversation_id)
    return rows.filter(public_seq__isnull=False) if side == "visitor" else rows


def _page(conversation_id: int, found: list[Entry], side: Side) -> LogPage:
    shown = [stored_entry(row, side) for row in found[:PAGE]]
    return LogPage(shown, head(conversation_id, side), len(found) > PAGE)


_summaries = CompiledOnce(
    lambda: with_beside(Conversation.objects.all()).values(*SUMMARY_FIELDS, *BESIDE)
)


def begin_summaries(conversation_ids: Iterable[int]) -> Callable[[], dict[int, dict[str, Any]]]:
    """`summaries`, to be read later by calling what it returns."""
    rows = _summaries.begin(conversation_ids)
    return lambda: {row["id"]: as_summary(row) for row in rows()}


def summaries(conversation_ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    return begin_summaries(conversation_ids)()


def summary(conversation_id: int) -> dict[str, Any]:
    """Raises Conversation.DoesNotExist."""
    found = summaries([conversation_id])
    if not found:
        raise Conversation.DoesNotExist
    return found[conversation_id]


def as_summary(row: dict[str, Any]) -> dict[str, Any]:
    """`row` has SUMMARY_FIELDS and BESIDE."""
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
        "mood": {
            "score": row["mood"],
            "trend": row["mood_trend"],
            "signals": row["mood_signals"],
            "upset_since": instant(row["upset_since"]),
        },
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
