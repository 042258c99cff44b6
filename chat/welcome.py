"""What a visitor is shown first: who the company is, when it is there, and who is there now."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.utils import timezone

from tenants.models import Membership, OpeningHours, Tenant

from .render import portrait

FACES = 5


def company_for_visitor(tenant: Tenant) -> dict[str, Any]:
    return {
        "name": tenant.name,
        "greeting": tenant.greeting,
        "courtesy": tenant.courtesy,
        "hours": hours_in_words(OpeningHours.objects.all()),
        "zone": tenant.zone,
    }


def people_online(tenant: Tenant) -> list[dict[str, Any]]:
    online = Membership.objects.active().filter(online_until__gt=timezone.now())
    rows = online.order_by("-online_until").values_list("display_name", "photo_hash")[:FACES]
    return [{"name": name, "photo": portrait(tenant.pk, photo)} for name, photo in rows]


def hours_in_words(hours: Iterable[OpeningHours]) -> list[dict[str, str]]:
    """[{"days": "Mon–Fri", "from": "09:00", "to": "17:00"}]: neighbouring days that are alike
    are one line."""
    by_day: dict[int, tuple[tuple[str, str], ...]] = {}
    for day, rows in groupby(sorted(hours, key=lambda row: row.weekday), lambda row: row.weekday):
        by_day[day] = tuple(sorted((f"{r.opens:%H:%M}", f"{r.closes:%H:%M}") for r in rows))
    lines = []
    for first, last, intervals in _runs(by_day):
        names = OpeningHours.WEEKDAYS
        days = names[first] if first == last else f"{names[first]}–{names[last]}"
        lines += [{"days": days, "from": opens, "to": closes} for opens, closes in intervals]
    return lines


def _runs(by_day: dict[int, Any]) -> Iterable[tuple[int, int, Any]]:
    runs: list[tuple[int, int, Any]] = []
    for day in sorted(by_day):
        if runs and runs[-1][1] == day - 1 and runs[-1][2] == by_day[day]:
            runs[-1] = (runs[-1][0], day, by_day[day])
        else:
            runs.append((day, day, by_day[day]))
    return runs
