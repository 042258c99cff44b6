"""What a summary says beside the conversation's own columns: its tags, and the hand-over under way.

Read by subqueries of the same statement, so that a page of fifty costs no query more.
"""

from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from .models import Conversation, ConversationTag, Transfer
from .render import instant

BESIDE = ("tag_names", "handing", "is_current")


def with_beside(rows: QuerySet[Conversation]) -> QuerySet[Conversation]:
    """Adds the columns of BESIDE."""
    return rows.annotate(tag_names=_tags(), handing=_handing(), is_current=F("visitor__current"))


def _tags() -> ArraySubquery:
    of_chat = ConversationTag.objects.filter(conversation=OuterRef("pk")).order_by("tag__name")
    return ArraySubquery(of_chat.values("tag__name"))


def _handing() -> Subquery:
    """The one that waits for an answer, while the chat is still with whoever asked."""
    pending = Transfer.objects.filter(
        conversation=OuterRef("pk"), by=OuterRef("operator"), state=Transfer.State.PENDING
    )
    shown = JSONObject(
        by="by",
        by_name="by__display_name",
        member="to_member",
        member_name="to_member__display_name",
        department="to_department",
        department_name="to_department__name",
        supervisor="to_supervisor",
        summary="summary",
        why="reason",
        until="ends_at",
        declined="declined_by",
    )
    return Subquery(pending.values(shown=shown)[:1])


def beside(row: dict[str, Any]) -> dict[str, Any]:
    """The part of a summary that comes from the columns of BESIDE."""
    return {
        "tags": row["tag_names"],
        "transfer": row["handing"] and handing(row["handing"]),
        "is_current": row["is_current"] == row["id"],
    }


def handing(row: dict[str, Any]) -> dict[str, Any]:
    """A pending hand-over as docs/protocol.md has it."""
    return {
        "by": {"member": row["by"], "name": row["by_name"]},
        "to": {
            "member": row["member"],
            "department": row["department"],
            # Also where the department it was for has been given up meanwhile.
            "supervisor": row["supervisor"] or not (row["member"] or row["department"]),
            "name": row["member_name"] or row["department_name"] or "",
        },
        "summary": row["summary"],
        "why": row["why"],
        "until": instant(datetime.fromisoformat(row["until"])),
        "declined": row["declined"],
    }
