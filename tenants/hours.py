"""The week in which somebody answers: two intervals a day at most, enough for a lunch break."""

from datetime import time

from django import forms
from django.db import transaction

from .models import OpeningHours, Tenant

WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
INTERVALS_A_DAY = 2
Interval = tuple[time, time]


def time_field(label: str) -> forms.TimeField:
    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time", "aria-label": label})
    messages = {"invalid": "Enter a time such as 09:00."}
    return forms.TimeField(required=False, widget=widget, label=label, error_messages=messages)


class DayForm(forms.Form):
    """One weekday. `intervals` are those that were filled in, in order of time."""

    def __init__(self, *args, weekday: int, **kwargs) -> None:
        super().__init__(*args, prefix=f"day{weekday}", **kwargs)
        self.weekday = weekday
        self.day = WEEKDAYS[weekday]
        for n in range(INTERVALS_A_DAY):
            again = " again" if n else ""
            self.fields[f"opens{n}"] = time_field(f"{self.day} opens{again}")
            self.fields[f"closes{n}"] = time_field(f"{self.day} closes{again}")

    @property
    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"opens{n}"], self[f"closes{n}"]) for n in range(INTERVALS_A_DAY)]

    @property
    def has_break(self) -> bool:
        return any(field.value() for field in self.rows[1])

    def clean(self) -> dict:
        data = super().clean()
        given = [(data.get(f"opens{n}"), data.get(f"closes{n}")) for n in range(INTERVALS_A_DAY)]
        self.intervals = sorted(pair for pair in given if all(pair))
        if any(bool(opens) != bool(closes) for opens, closes in given) and not self.errors:
            self.add_error(None, "Give both times, or neither for a closed day.")
        elif any(opens >= closes for opens, closes in self.intervals):
            self.add_error(
                None,
                "Closing must come after opening. For a night shift, close at 23:59 and open at "
                "00:00 the next day.",
            )
        elif any(a[1] > b[0] for a, b in zip(self.intervals, self.intervals[1:], strict=False)):
            self.add_error(None, "These two times overlap. Let the second begin after the first.")
        return data


def week_of(tenant: Tenant, data: object = None) -> list[DayForm]:
    """Seven forms, filled with what the company has, or with `data` that was sent."""
    kept: dict[int, list[OpeningHours]] = {}
    for hours in tenant.opening_hours.all():
        kept.setdefault(hours.weekday, []).append(hours)
    return [
        DayForm(data, weekday=weekday, initial=_initial(kept.get(weekday, [])))
        for weekday in range(7)
    ]


def _initial(intervals: list[OpeningHours]) -> dict[str, time]:
    pairs = enumerate(intervals[:INTERVALS_A_DAY])
    return {
        f"{edge}{n}": getattr(hours, edge) for n, hours in pairs for edge in ("opens", "closes")
    }


@transaction.atomic
def keep_week(tenant: Tenant, week: dict[int, list[Interval]]) -> None:
    """Replace the opening hours. Call inside the tenant's scope."""
    tenant.opening_hours.all().delete()
    OpeningHours.objects.bulk_create(
        OpeningHours(tenant=tenant, weekday=weekday, opens=opens, closes=closes)
        for weekday, intervals in week.items()
        for opens, closes in intervals
    )
