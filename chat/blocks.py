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
    """Until when they may only write slowly, and what they are told where they may not at all."""
    ends = _ends(visitor.pk)
    return ends.get(True), shown(visitor, ends[False]) if False in ends else None


def slow_until(visitor_id: int) -> datetime | None:
    return _ends(visitor_id).get(True)


def _ends(visitor_id: int) -> dict[bool, datetime | None]:
    """{is_slow: when the one ends that lasts longest}; None for ever."""
    rows = in_force().filter(visitor=visitor_id).values_list("is_slow", "ends_at")
    return dict(sorted(rows, key=lambda row: (row[1] is None, row[1])))


def shown(visitor: Visitor, until: datetime | None) -> dict[str, Any]:
    """What the visitor is told: kindly, firmly, and until when."""
    words = phrase("blocked", visitor.tenant, visitor.spoken)
    return {"until": instant(until), "words": words}


def shown_to(visitor: Visitor) -> dict[str, Any] | None:
    return standing(visitor)[1]
