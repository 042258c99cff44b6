"""Which place each waiting visitor has, and what they are told. Call inside a tenant scope."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Sum
from django.utils import timezone

from chat.events import Push, announce, visitor_group
from chat.models import Conversation, Status
from tenants.models import Membership

from .estimate import Queue, Wait, estimate

RECENT = 100
MOST_TOLD = 200
OVERTAKING_OVER = timedelta(hours=1)
ROUND_UP_S = 30
WORTH_TELLING = 0.2  # a smaller change of the range is not pushed


def tell_places() -> int:
    """Works out every place anew and pushes those that changed; returns how many."""
    now = timezone.now()
    waiting = list(
        Conversation.objects.waiting().order_by("priority", "queued_at", "id")[:MOST_TOLD]
    )
    if not waiting:
        return 0
    house = _house(now)
    told = [_tell(row, place, house) for place, row in enumerate(waiting, start=1)]
    return sum(told)


def _house(now: datetime) -> dict[str, Any]:
    """What the estimate needs to know of the company at this moment."""
    answering = Membership.objects.answering()
    capacity = answering.aggregate(n=Sum("capacity"))["n"] or 0
    began = Conversation.objects.filter(
        status=Status.OPEN, operator__in=answering, assigned_at__isnull=False
    ).values_list("assigned_at", flat=True)
    busy = [(now - at).total_seconds() for at in began]
    return {
        "busy_s": busy,
        "free": max(0, capacity - len(busy)),
        "handling_s": recent_handling_s(),
        "overtaking": overtaking_per_s(now),
        "capacity": capacity,
    }


def recent_handling_s() -> list[float]:
    """From somebody having it to its end, in seconds; the newest last."""
    rows = (
        Conversation.objects.closed()
        .filter(assigned_at__isnull=False, closed_at__gt=F("assigned_at"))
        .order_by("-closed_at", "-id")
        .values_list("assigned_at", "closed_at")[:RECENT]
    )
    return [(closed - assigned).total_seconds() for assigned, closed in reversed(rows)]


def overtaking_per_s(now: datetime) -> dict[int, float]:
    """{priority: how often, a second, chats arrive that are served before it}"""
    since = now - OVERTAKING_OVER
    arrived = Conversation.objects.filter(queued_at__gte=since).values_list("priority", flat=True)
    arrivals = list(arrived)
    seconds = OVERTAKING_OVER.total_seconds()
    return {own: sum(other < own for other in arrivals) / seconds for own in range(4)}


def _tell(row: Conversation, place: int, house: dict[str, Any]) -> bool:
    wait = estimate(
        Queue(
            ahead=place - 1,
            busy_s=house["busy_s"],
            free=house["free"],
            handling_s=house["handling_s"],
            overtaking_per_s=house["overtaking"].get(row.priority, 0.0),
        ),
        seed=row.pk,
    )
    shown = {"place": place, "wait": _range(wait), "capacity": house["capacity"]}
    if row.shown is not None and not _is_news(row.shown, shown):
        return False
    why = _why_longer(row.shown, shown)
    Conversation.objects.filter(pk=row.pk, status=Status.WAITING).update(shown=shown)
    frame = {"type": "queue", "place": place, "wait": shown["wait"], "why": why}
    announce([Push(visitor_group(row.tenant_id, row.visitor_id), frame)])
    return True


def _range(wait: Wait | None) -> list[int] | None:
    """[low, high] in seconds, rounded so that nobody reads more precision than there is."""
    if wait is None:
        return None
    low = int(wait.low_s // ROUND_UP_S) * ROUND_UP_S
    high = (int(wait.high_s // ROUND_UP_S) + 1) * ROUND_UP_S
    return [low, high]


def _is_news(before: dict[str, Any], now: dict[str, Any]) -> bool:
    if before["place"] != now["place"] or (before["wait"] is None) != (now["wait"] is None):
        return True
    if now["wait"] is None:
        return False
    return _moved(before["wait"], now["wait"])


def _moved(before: Sequence[int], now: Sequence[int]) -> bool:
    return any(
        abs(a - b) > max(ROUND_UP_S, WORTH_TELLING * max(a, b))
        for a, b in zip(before, now, strict=True)
    )


def _why_longer(before: dict[str, Any] | None, now: dict[str, Any]) -> str | None:
    """Why it takes longer than was said: overtaken, fewer_people, slower; None when it does not."""
    if before is None:
        return None
    if now["place"] > before["place"]:
        return "overtaken"
    longer = now["wait"] is None or (before["wait"] and now["wait"][1] > before["wait"][1])
    if not longer or before["wait"] is None:
        return None
    return "fewer_people" if now["capacity"] < before["capacity"] else "slower"
