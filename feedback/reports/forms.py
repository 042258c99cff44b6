"""The filters above every report."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Max, Sum
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from feedback.models import ReportSum
from feedback.surveys.selection import PRESETS, SelectionForm
from tenants.models import Membership, Tenant

from .asking import Filters, Period
from .naming import names_of
from .question import Question

MOST_CHOICES = 100
USUAL_DAYS = 30
LATELY = timedelta(days=90)


class ReportForm(SelectionForm):
    page = forms.ChoiceField(label=_("Page"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)

    def __init__(self, data: QueryDict, *, tenant: Tenant, member: Membership) -> None:
        super().__init__(data, tenant=tenant, member=member, days=USUAL_DAYS)
        for name in ("page", "language"):
            self.fields[name].choices = [("", _("All")), *_choices(name, self.data.get(name))]

    def question(self) -> Question:
        """What was asked for, or the usual days where that made no sense."""
        selection = self.selection()
        data = self.cleaned_data if self.is_valid() else {}
        filters = Filters(
            department=selection.department and selection.department.pk,
            member=selection.operator and selection.operator.pk,
            page=data.get("page") or None,
            language=data.get("language") or None,
        )
        return Question(self.tenant, Period(selection.first, selection.last), filters)

    @property
    def query(self) -> str:
        return urlencode({name: value for name, value in self.data.items() if value})

    def presets(self, period: Period) -> list[dict[str, Any]]:
        """The last so many days, whatever else is chosen staying."""
        kept = {n: v for n, v in self.data.items() if v and n not in ("first", "last")}
        return [self._preset(days, kept, period) for days in PRESETS]

    def _preset(self, days: int, kept: dict[str, str], period: Period) -> dict[str, Any]:
        since: date = self.today - timedelta(days=days - 1)
        query = urlencode({"first": since, "last": self.today, **kept})
        is_current = (period.first, period.last) == (since, self.today)
        return {"days": days, "query": query, "is_current": is_current}


def _choices(by: str, chosen: str | None) -> list[tuple[str, str]]:
    """Those with the most chats lately, by name; also the chosen one, which may be rare."""
    everything = ReportSum.objects.filter(span=ReportSum.Span.DAY, by=by).exclude(key="")
    latest = everything.aggregate(day=Max("first"))["day"]
    recent = everything.filter(first__gt=latest - LATELY) if latest else everything
    rows = recent.values_list("key").annotate(n=Sum("chats")).order_by("-n", "key")
    if chosen and not everything.filter(key=chosen).exists():
        chosen = None
    keys = {row[0] for row in rows[:MOST_CHOICES]} | ({chosen} if chosen else set())
    return sorted(names_of(by, keys).items(), key=lambda pair: pair[1].casefold())
