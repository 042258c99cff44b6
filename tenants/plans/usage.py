"""What of a plan is used up: seats, and the chats of this month."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from django.core.cache import cache
from django.utils import timezone

from tenants.hours import zone_named

from .standing import plan_of, seats_taken, standing
from .table import SOFT_SHARE

KEPT_S = 300

_counters: list[Callable[[datetime], int]] = []


def count_chats_with(counter: Callable[[datetime], int]) -> None:
    """`counter(moment)`: how many chats of the company whose scope is open began since then."""
    if counter not in _counters:
        _counters.append(counter)


class Used(NamedTuple):
    """`most`: None is no limit."""

    used: int
    most: int | None

    @property
    def percent(self) -> int:
        return 0 if self.most is None else 100 * self.used // max(self.most, 1)

    @property
    def high(self) -> int:
        """From where on a meter warns."""
        return int(SOFT_SHARE * (self.most or 0))

    @property
    def is_close(self) -> bool:
        return self.most is not None and self.used >= SOFT_SHARE * self.most

    @property
    def is_full(self) -> bool:
        return self.most is not None and self.used >= self.most


class Usage(NamedTuple):
    seats: Used
    chats: Used
    month_began: datetime


def usage(tenant: Any) -> Usage:
    """Call inside the company's scope."""
    plan, began = plan_of(tenant), month_began(tenant)
    chats = sum(counter(began) for counter in _counters)
    return Usage(Used(seats_taken(tenant), plan.seats), Used(chats, plan.chats), began)


def month_began(tenant: Any) -> datetime:
    """By the company's own clock."""
    now = timezone.now().astimezone(zone_named(tenant.zone))
    return now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def recent_usage(tenant: Any) -> Usage | None:
    """The same, some minutes old, for what every page shows; None where nothing is limited."""
    plan = standing(tenant).plan
    if plan.seats is None and plan.chats is None:
        return None
    key = f"plan-usage-{tenant.pk}-{plan.name}"
    found = cache.get(key)
    if found is None:
        found = usage(tenant)
        cache.set(key, found, KEPT_S)
    return found
