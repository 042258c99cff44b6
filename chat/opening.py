"""Whether a company is open now, and when it opens next, from its own opening hours."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tenants.models import OpeningHours, Tenant

WEEK = 7


@dataclass(frozen=True)
class Opening:
    """`opens` is the next opening in the company's zone; None when it is open or has no hours."""

    open: bool
    opens: datetime | None = None


def opening(tenant: Tenant, hours: Iterable[OpeningHours], now: datetime) -> Opening:
    """A company that never wrote down its hours is taken to be open: nothing is promised."""
    intervals = list(hours)
    if not intervals:
        return Opening(open=True)
    local = now.astimezone(zone_of(tenant))
    if any(is_within(interval, local) for interval in intervals):
        return Opening(open=True)
    return Opening(open=False, opens=min(next_start(interval, local) for interval in intervals))


def zone_of(tenant: Tenant) -> ZoneInfo:
    try:
        return ZoneInfo(tenant.zone)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def is_within(interval: OpeningHours, local: datetime) -> bool:
    today = local.weekday() == interval.weekday
    return today and interval.opens <= local.time() < interval.closes


def next_start(interval: OpeningHours, local: datetime) -> datetime:
    days = (interval.weekday - local.weekday()) % WEEK
    start = datetime.combine(local.date() + timedelta(days=days), interval.opens, local.tzinfo)
    return start if start > local else start + timedelta(days=WEEK)
