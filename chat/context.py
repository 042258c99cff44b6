"""What stands beside a chat: where its customer has been here, what they asked before, and what
the company's own page says of them. Nothing personal is collected for it. Call inside a tenant
scope."""

from typing import Any

from django.utils import timezone

from tenants.models import Membership

from .blocks import block_of
from .identity import shown
from .models import Conversation, Mention, Visitor
from .reading import summaries
from .render import instant

EARLIER = 20
TRAIL = 20
MENTIONS = 50


def context_of(conversation_id: int) -> dict[str, Any]:
    """Raises Conversation.DoesNotExist."""
    row = Conversation.objects.select_related("visitor").get(pk=conversation_id)
    visitor = row.visitor
    return {
        "type": "context",
        "conversation": conversation_id,
        "trail": visitor.trail,
        "zone": visitor.zone,
        "language": visitor.spoken,
        "earlier": _earlier(row),
        "block": _block(visitor),
        "identity": shown(visitor),
        "attributes": visitor.attributes,
    }


def _earlier(row: Conversation) -> list[dict[str, Any]]:
    """The other chats of this visitor, the newest first."""
    others = Conversation.objects.filter(visitor=row.visitor_id).exclude(pk=row.pk)
    ids = list(others.order_by("-pk").values_list("pk", flat=True)[:EARLIER])
    known = summaries(ids)
    return [known[pk] for pk in ids]


def _block(visitor: Visitor) -> dict[str, Any] | None:
    found = block_of(visitor.pk)
    if found is None:
        return None
    by = Membership.objects.filter(pk=found.by_id).values_list("display_name", flat=True).first()
    return {"until": instant(found.ends_at), "by": by, "why": found.reason}


def open_mentions(member: Membership) -> list[dict[str, Any]]:
    """Where somebody was called and has not looked yet, the latest first."""
    rows = Mention.objects.filter(member=member, seen_at=None).select_related("by")
    return [
        {
            "conversation": row.conversation_id,
            "seq": row.seq,
            "by": {"member": row.by_id, "name": row.by.display_name},
            "at": instant(row.at),
        }
        for row in rows.defer("by__photo").order_by("-at")[:MENTIONS]
    ]


def with_page(trail: list[dict[str, str]], page: dict[str, str]) -> list[dict[str, str]]:
    """The trail with one page more, at most TRAIL; the same page again is no step. Query and
    fragment are cut off: they may hold what is nobody's business."""
    url = page["url"].split("?", 1)[0].split("#", 1)[0]
    step = {"url": url, "title": page["title"], "at": instant(timezone.now()) or ""}
    if trail and trail[-1]["url"] == url:
        return [*trail[:-1], step | {"at": trail[-1]["at"]}]
    return [*trail, step][-TRAIL:]
