"""Which visitors may not write for now, or only slowly. Call inside a tenant scope."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from .models import Block, Visitor
from .phrases import phrase
from .render import instant


def in_force(now: datetime | None = None) -> QuerySet[Block]:
    """Blocks, and what only slows down, that count now."""
    now = now or timezone.now()
    return Block.objects.filter(Q(ends_at=None) | Q(ends_at__gt=now), lifted_at=None)


def block_of(visitor_id: int) -> Block | None:
    """Of several, the one that lasts longest."""
    found = list(in_force().filter(visitor=visitor_id, is_slow=False))
    return max(found, key=lambda block: (block.ends_at is None, block.ends_at), default=None)


def standing(visitor: Visitor) -> tuple[datetime | None, dict[str, Any] | None]:
    """`slow_until` and `shown_to`, by one question."""
    rows = list(in_force().filter(visitor=visitor.pk).values_list("is_slow", "ends_at"))
    slow = [until for is_slow, until in rows if is_slow]
    blocks = [until for is_slow, until in rows if not is_slow]
    until_slow = max(slow, key=_lasts, default=None)
    return until_slow, shown(visitor, max(blocks, key=_lasts)) if blocks else None


def _lasts(until: datetime | None) -> tuple[bool, float]:
    return until is None, until.timestamp() if until else 0.0


def slow_until(visitor_id: int) -> datetime | None:
    rows = in_force().filter(visitor=visitor_id, is_slow=True).order_by("-ends_at")
    return rows.values_list("ends_at", flat=True).first()


def shown(visitor: Visitor, until: datetime | None) -> dict[str, Any]:
    """What the visitor is told: kindly, firmly, and until when."""
    words = phrase("blocked", visitor.tenant, visitor.language or visitor.locale)
    return {"until": instant(until), "words": words}


def shown_to(visitor: Visitor) -> dict[str, Any] | None:
    found = block_of(visitor.pk)
    return shown(visitor, found.ends_at) if found else None
