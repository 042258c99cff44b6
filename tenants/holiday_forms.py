"""A day with hours of its own."""

from datetime import date as Day
from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .fields import NameField
from .hours import zone_named
from .hours_forms import IntervalsForm
from .models import Department, Holiday, Tenant
from .schedule import MIDNIGHT, problem_on

MOST_HOLIDAYS = 200


class HolidayForm(IntervalsForm):
    most = 2
    whose = _("Holiday")

    date = forms.DateField(
        label=_("Date"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "required": _("Choose the day."),
            "invalid": _("Enter a day such as 2026-12-24."),
        },
    )
    name = NameField(
        label=_("Name"),
        max_length=60,
        error_messages={"required": _("Enter a name. Customers see it beside the day.")},
    )
    kind = forms.ChoiceField(
        label=_("On that day"),
        widget=forms.RadioSelect,
        choices=[
            ("closed", _("Closed")),
            ("hours", _("Open at these hours")),
            ("all", _("24 hours")),
        ],
        initial="closed",
    )

    def __init__(self, *args, tenant: Tenant, department: Department | None, **kwargs) -> None:
        super().__init__(*args, prefix="holiday", **kwargs)
        self.holidays = Holiday.objects.filter(tenant=tenant, department=department)
        own = department.zone if department and department.own_hours else ""
        self.zone = zone_named(own or tenant.zone)
        self.today = timezone.now().astimezone(self.zone).date()

    def clean_date(self) -> Day:
        day = self.cleaned_data["date"]
        if day < self.today:
            raise ValidationError(gettext("This day is over."), code="over")
        if day > self.today + timedelta(days=3 * 366):
            raise ValidationError(gettext("This is more than three years away."), code="far")
        if there := self.holidays.filter(date=day).first():
            taken = gettext("{name} is on this day already. Remove it first.")
            raise ValidationError(taken.format(name=there.name), code="twice")
        return day

    def clean(self) -> dict:
        data = super().clean()
        kind = data.get("kind")
        self.intervals = [(MIDNIGHT, MIDNIGHT)] if kind == "all" else []
        if kind == "hours":
            self.intervals = self.read_intervals(data)
            self._check_hours(data.get("date"))
        if self.holidays.count() >= MOST_HOLIDAYS:
            full = gettext("{most} holidays are the most. Remove some first.")
            self.add_error(None, full.format(most=MOST_HOLIDAYS))
        return data

    def _check_hours(self, day: Day | None) -> None:
        if not self.intervals and not self.errors:
            nothing = gettext("Enter when it opens and closes, or choose “Closed”.")
            self.add_error("kind", nothing)
        elif day and (problem := problem_on(day, self.intervals, self.zone)):
            self.add_error(None, problem)
