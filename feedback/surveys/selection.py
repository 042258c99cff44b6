"""Which ratings a page is about: days of the company, and whose."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from chat.articles.dates import today_of
from tenants.models import Department, Membership, Tenant

USUAL_DAYS = 90
PRESETS = (7, 30, 90, 365)
MOST_DAYS = 5 * 366


@dataclass(frozen=True)
class Selection:
    """Both days belong to it. `operator`, `department`: None is everybody's."""

    tenant: Tenant
    first: date
    last: date
    operator: Membership | None = None
    department: Department | None = None

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.tenant.zone)

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def is_of_one(self) -> bool:
        """One person's, or what may come down to one person."""
        return self.operator is not None or self.department is not None

    @property
    def before(self) -> "Selection":
        """As many days before these."""
        length = timedelta(days=self.days)
        return replace(self, first=self.first - length, last=self.last - length)

    @property
    def since(self) -> datetime:
        return self._midnight(self.first)

    @property
    def until(self) -> datetime:
        """Not itself part of it."""
        return self._midnight(self.last + timedelta(days=1))

    def asks(self, prefix: str = "") -> Q:
        """The condition on an Ask, reached by `prefix` such as "rating__ask__". By when it was
        asked, so that answers and what they are a share of are of the same chats. A question the
        customer ended by writing again was none."""
        conditions = {
            "asked_at__gte": self.since,
            "asked_at__lt": self.until,
            "ended_at": None,
        }
        if self.operator is not None:
            conditions["operator"] = self.operator.pk
        if self.department is not None:
            conditions["department"] = self.department.pk
        return Q(**{prefix + name: value for name, value in conditions.items()})

    def _midnight(self, day: date) -> datetime:
        return datetime(day.year, day.month, day.day, tzinfo=self.zone)


class SelectionForm(forms.Form):
    """The filter above the page. Who does not look after all chats selects days alone."""

    first = forms.DateField(label=_("From"), required=False)
    last = forms.DateField(label=_("To"), required=False)
    operator = forms.ModelChoiceField(
        None, label=_("Operator"), required=False, empty_label=_("Everybody")
    )
    department = forms.ModelChoiceField(
        None, label=_("Department"), required=False, empty_label=_("All")
    )

    def __init__(
        self, data: QueryDict, *, tenant: Tenant, member: Membership, days: int = USUAL_DAYS
    ) -> None:
        """`days`: up to today, where nothing else is asked for."""
        today = today_of(tenant)
        usual = {"first": today - timedelta(days=days - 1), "last": today}
        given = {name: data[name] for name in self.base_fields if data.get(name)}
        super().__init__({name: f"{day:%Y-%m-%d}" for name, day in usual.items()} | given)
        self.tenant, self.member, self.usual, self.today = tenant, member, usual, today
        if member.may("oversee"):
            people = Membership.objects.defer("photo").order_by("display_name", "pk")
            self.fields["operator"].queryset = people
            self.fields["department"].queryset = Department.objects.order_by("name")
        else:
            del self.fields["operator"], self.fields["department"]
        for name in ("first", "last"):
            attrs = {"type": "date", "max": f"{today:%Y-%m-%d}"}
            self.fields[name].widget = forms.DateInput(attrs=attrs, format="%Y-%m-%d")

    def clean(self) -> dict:
        data = super().clean() or {}
        first, last = data.get("first"), data.get("last")
        if first and last and first > last:
            raise ValidationError(_("The first day has to come before the last one."))
        if first and last and (last - first).days >= MOST_DAYS:
            raise ValidationError(_("Five years are the most at once."))
        return data

    def selection(self) -> Selection:
        """What was asked for, or the usual days where that made no sense."""
        data = self.cleaned_data if self.is_valid() else self.usual
        operator = data.get("operator") if self.member.may("oversee") else self.member
        return Selection(self.tenant, data["first"], data["last"], operator, data.get("department"))
