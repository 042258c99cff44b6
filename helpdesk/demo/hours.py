"""When somebody answers at the demo company, and how else it can be reached."""

from datetime import date, time

from django.utils import timezone

from tenants.hours import Week, keep_week
from tenants.models import ContactWay, Holiday, Membership, Tenant

WEEK: Week = {day: [(time(9), time(17))] for day in range(5)} | {5: [(time(10), time(14))]}
HOLIDAYS = [
    (12, 24, "Christmas Eve", [["09:00", "12:00"]]),
    (12, 25, "Christmas Day", []),
    (12, 31, "New Year's Eve", [["09:00", "12:00"]]),
]
WAYS = [
    ("phone", "Call the workshop", "+49 30 5550127"),
    ("email", "Write to us", "hello@acme.example"),
    ("link", "Where is my parcel?", "https://www.acme.example/orders/track"),
]
THERE_AT_NIGHT = ["Ada", "Omar"]  # while one of them is online, the demo's chat is open at any hour


def write_down(tenant: Tenant) -> None:
    """Call inside the company's scope."""
    keep_week(tenant, WEEK)
    Holiday.objects.bulk_create(
        Holiday(tenant=tenant, date=_next(month, day), name=name, intervals=intervals)
        for month, day, name, intervals in HOLIDAYS
    )
    ContactWay.objects.bulk_create(
        ContactWay(tenant=tenant, kind=kind, label=label, value=value, position=n)
        for n, (kind, label, value) in enumerate(WAYS)
    )
    Membership.objects.filter(display_name__in=THERE_AT_NIGHT).update(works_after_hours=True)
    now = timezone.now()
    Tenant.objects.filter(pk=tenant.pk).update(
        hours_chosen_at=now,
        snippet_seen_at=now,
        mail_works_at=now,
        set_up_at=now,
        snippet_seen_on=tenant.allowed_origins[0],
    )


def _next(month: int, day: int) -> date:
    """The next time it comes, so that the list is never empty."""
    today = timezone.now().date()
    this_year = date(today.year, month, day)
    return this_year if this_year > today else this_year.replace(year=today.year + 1)
