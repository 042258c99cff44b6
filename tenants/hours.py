"""The hours a company, or one of its departments, has written down. Call inside its scope."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import transaction
from django.utils import timezone

from .models import Department, Holiday, OpeningHours, Tenant
from .schedule import DAY, MIDNIGHT, Interval, Schedule

Week = dict[int, list[Interval]]
ALWAYS: Week = {day: [(MIDNIGHT, MIDNIGHT)] for day in range(7)}


class WrittenHours:
    """Everything one company has written about its hours, read in two queries."""

    def __init__(self, tenant: Tenant, now: datetime | None = None) -> None:
        self.tenant = tenant
        self._weeks: dict[int | None, Week] = {}
        self._holidays: dict[int | None, dict[date, list[Interval]]] = {}
        for row in OpeningHours.objects.filter(tenant=tenant):
            week = self._weeks.setdefault(row.department_id, {})
            week.setdefault(row.weekday, []).append((row.opens, row.closes))
        since = (now or timezone.now()).date() - 2 * DAY  # whatever the zone
        for row in Holiday.objects.filter(tenant=tenant, date__gte=since):
            days = self._holidays.setdefault(row.department_id, {})
            days[row.date] = read_intervals(row.intervals)

    def has_week(self, department: Department | None = None) -> bool:
        """Whether there is anything to show: without a week one is there whenever one is there."""
        return bool(self._weeks.get(_owner(department)))

    def schedule(self, department: Department | None = None) -> Schedule:
        """A department's own hours where it has some, else the company's.

        The company's holidays hold for everybody; a department's own come before them.
        """
        owner = _owner(department)
        zone = department.zone if department and owner and department.zone else self.tenant.zone
        holidays = self._holidays.get(None, {}) | self._holidays.get(owner, {})
        return Schedule(zone_named(zone), self._weeks.get(owner) or ALWAYS, holidays)


def _owner(department: Department | None) -> int | None:
    return department.pk if department and department.own_hours else None


def zone_named(name: str) -> ZoneInfo:
    """UTC for a zone nobody knows: the forms refuse those, but zones have been abolished before."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def week_of(tenant: Tenant, department: Department | None = None) -> Week:
    """{weekday: its intervals}, days without any left out."""
    week: Week = {}
    for row in OpeningHours.objects.filter(tenant=tenant, department=department):
        week.setdefault(row.weekday, []).append((row.opens, row.closes))
    return week


@transaction.atomic
def keep_week(
    tenant: Tenant, week: Mapping[int, Sequence[Interval]], department: Department | None = None
) -> None:
    """Replace the opening hours."""
    OpeningHours.objects.filter(tenant=tenant, department=department).delete()
    OpeningHours.objects.bulk_create(
        OpeningHours(
            tenant=tenant, department=department, weekday=weekday, opens=opens, closes=closes
        )
        for weekday, intervals in week.items()
        for opens, closes in intervals
    )


def read_intervals(pairs: Iterable[Sequence[str]]) -> list[Interval]:
    """As `Holiday.intervals` keeps them: [["09:00", "12:00"]]."""
    return [(time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in pairs]


def write_intervals(intervals: Iterable[Interval]) -> list[list[str]]:
    return [[f"{opens:%H:%M}", f"{closes:%H:%M}"] for opens, closes in intervals]
