"""Forms for a week of hours, and for who is there besides."""

from collections.abc import Mapping
from datetime import time

from django import forms
from django.db.models import QuerySet
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .hours import ALWAYS, Week
from .models import Department, Membership, Role, Tenant
from .schedule import MIDNIGHT, Interval, problem_between, problem_with
from .zones import zone_choices

INTERVALS_A_DAY = 4
OFFICE: Week = {day: [(time(9), time(17))] for day in range(5)}  # what a first week begins with


def time_field(label: str) -> forms.TimeField:
    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time", "aria-label": label})
    messages = {"invalid": _("Enter a time such as 09:00.")}
    return forms.TimeField(required=False, widget=widget, label=label, error_messages=messages)


class IntervalsForm(forms.Form):
    """Some intervals of one day. `intervals` are those that were filled in, in order of time."""

    most = INTERVALS_A_DAY
    whose = ""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for n in range(self.most):
            opens, closes = gettext("{day}, opens ({number})"), gettext("{day}, closes ({number})")
            which = {"day": str(self.whose), "number": n + 1}
            self.fields[f"opens{n}"] = time_field(opens.format(**which))
            self.fields[f"closes{n}"] = time_field(closes.format(**which))

    @property
    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"opens{n}"], self[f"closes{n}"]) for n in range(self.most)]

    def read_intervals(self, data: Mapping) -> list[Interval]:
        """Adds an error to the form where they cannot be one day's."""
        given = [(data.get(f"opens{n}"), data.get(f"closes{n}")) for n in range(self.most)]
        pairs = [(a, b) for a, b in given if a is not None and b is not None]
        if any((opens is None) != (closes is None) for opens, closes in given) and not self.errors:
            self.add_error(None, gettext("Give both times, or neither."))
        elif any(opens == closes != MIDNIGHT for opens, closes in pairs):
            whole = gettext(
                "It opens and closes at the same time. Choose “24 hours” for a whole day."
            )
            self.add_error(None, whole)
        elif problem := problem_with(pairs):
            self.add_error(None, problem)
        return sorted(pairs)

    @staticmethod
    def as_initial(intervals: list[Interval]) -> dict[str, time]:
        return {
            f"{edge}{n}": value
            for n, interval in enumerate(intervals)
            for edge, value in zip(("opens", "closes"), interval, strict=True)
        }


class DayForm(IntervalsForm):
    """One weekday."""

    all_day = forms.BooleanField(required=False, label=_("24 hours"))

    def __init__(self, *args, weekday: int, intervals: list[Interval], **kwargs) -> None:
        self.weekday, self.whose = weekday, WEEKDAYS[weekday]
        is_whole = intervals == [(MIDNIGHT, MIDNIGHT)]
        initial = {"all_day": True} if is_whole else self.as_initial(intervals)
        super().__init__(*args, prefix=f"day{weekday}", initial=initial, **kwargs)

    def clean(self) -> dict:
        data = super().clean()
        is_whole = data.get("all_day")
        self.intervals = [(MIDNIGHT, MIDNIGHT)] if is_whole else self.read_intervals(data)
        return data


class WeekForm:
    """Seven days, which also have to go with each other."""

    def __init__(self, data: object = None, *, week: Week) -> None:
        self.days = [DayForm(data, weekday=day, intervals=week.get(day, [])) for day in range(7)]

    def is_valid(self) -> bool:
        fine = [day.is_valid() for day in self.days]  # every day, so that each shows its error
        return all(fine) and self._nights_fit()

    def _nights_fit(self) -> bool:
        for before, day in zip([self.days[-1], *self.days], self.days, strict=False):
            if problem := problem_between(before.intervals, day.intervals):
                day.add_error(None, problem)
        return not self.wrong

    @property
    def wrong(self) -> list[str]:
        return [str(day.whose) for day in self.days if day.is_bound and day.errors]

    @property
    def week(self) -> Week:
        return {day.weekday: day.intervals for day in self.days if day.intervals}


class HoursKindForm(forms.Form):
    """Which hours: somebody else's or none, a week, or always."""

    kind = forms.ChoiceField(widget=forms.RadioSelect, label=_("When does somebody answer?"))

    def __init__(self, *args, department: Department | None, week: Week, **kwargs) -> None:
        super().__init__(*args, initial={"kind": self._kind(department, week)}, **kwargs)
        self.fields["kind"].choices = [
            ("company", _("In the company's hours"))
            if department
            else ("anytime", _("Whenever somebody is online, at no set hours")),
            ("week", _("At these hours")),
            ("always", _("Around the clock: 24 hours, every day")),
        ]
        if department:
            self.fields["zone"] = forms.ChoiceField(
                label=_("Time zone"),
                required=False,
                choices=lambda: [("", gettext("The company's")), *zone_choices()],
                initial=department.zone,
                error_messages={"invalid_choice": _("Choose a time zone from the list.")},
            )

    @staticmethod
    def _kind(department: Department | None, week: Week) -> str:
        if department and not department.own_hours:
            return "company"
        if not week:
            return "anytime"
        return "always" if week == ALWAYS else "week"


class BesidesForm(forms.Form):
    """What the hours alone do not say: who counts outside them, and when nobody is there."""

    people = forms.ModelMultipleChoiceField(
        Membership.objects.none(),
        required=False,
        label=_("Who opens the chat outside the hours"),
        help_text=_("While one of them is online, the chat is open at any hour."),
        widget=forms.CheckboxSelectMultiple,
    )
    minutes = forms.IntegerField(
        min_value=0,
        max_value=60,
        label=_("Minutes until the button says that nobody is there"),
        help_text=_(
            "Within the hours, when nobody is online. It takes questions for later then. "
            "From 0 to 60."
        ),
    )

    def __init__(self, *args, tenant: Tenant, **kwargs) -> None:
        people = answering_people(tenant)
        initial = {
            "people": [member.pk for member in people if member.works_after_hours],
            "minutes": tenant.masked_after_s // 60,
        }
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["people"].queryset = people


def answering_people(tenant: Tenant) -> QuerySet[Membership]:
    """Those whom the queue gives chats."""
    members = tenant.memberships.active().exclude(role=Role.TRAINEE).defer("photo")
    return members.order_by("display_name", "pk")
