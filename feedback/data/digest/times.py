"""When a digest goes out, and which days it is about."""

from datetime import date, datetime, time, timedelta

from feedback.models import Digest
from feedback.reports.asking import Period
from tenants.hours import zone_named
from tenants.models import Tenant

AT = time(7)
DAY, WEEK = timedelta(days=1), timedelta(days=7)


def next_time(tenant: Tenant, every: str, now: datetime) -> datetime:
    """The next morning, or Monday morning, on the company's clock."""
    zone = zone_named(tenant.zone)
    today = now.astimezone(zone).date()
    day = today if every == Digest.Every.DAY else today - timedelta(days=today.weekday())
    while (at := datetime.combine(day, AT, zone)) <= now:
        day += DAY if every == Digest.Every.DAY else WEEK
    return at


def period_of(tenant: Tenant, every: str, now: datetime) -> Period:
    """Yesterday, or the last whole week."""
    today = now.astimezone(zone_named(tenant.zone)).date()
    if every == Digest.Every.DAY:
        return Period(today - DAY, today - DAY)
    monday: date = today - timedelta(days=today.weekday())
    return Period(monday - WEEK, monday - DAY)
