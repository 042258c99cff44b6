"""Finding lines of the trail: by person, kind of change, days and words."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from tenants.hours import zone_named
from tenants.models import AuditEntry, Tenant

from .actions import ACTIONS

NOBODYS = "0"  # whatever no member did


class SearchForm(forms.Form):
    """All of it is optional. Days are the company's own."""

    person = forms.ChoiceField(label=pgettext_lazy("audit", "Who"), required=False)
    action = forms.ChoiceField(label=pgettext_lazy("audit", "What"), required=False)
    first = forms.DateField(label=_("From"), required=False)
    last = forms.DateField(label=_("To"), required=False)
    q = forms.CharField(label=pgettext_lazy("audit", "Words"), required=False, max_length=100)

    def __init__(self, *args: Any, tenant: Tenant, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tenant = tenant
        people = tenant.memberships.order_by("display_name", "pk").values_list("pk", "display_name")
        nobody = (NOBODYS, _("Nobody of the company"))
        self.fields["person"].choices = [("", _("Everybody")), *people, nobody]
        self.fields["action"].choices = [("", _("Everything")), *ACTIONS.items()]
        for name in ("first", "last"):
            self.fields[name].widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        first, last = data.get("first"), data.get("last")
        if first and last and last < first:
            raise ValidationError(gettext("The last day is before the first."), code="order")
        return data

    def lines(self) -> QuerySet[AuditEntry]:
        """Newest first. None for what cannot be looked for."""
        rows = AuditEntry.objects.filter(tenant=self.tenant).order_by("-at", "-pk")
        if not self.is_valid():
            return rows if not self.is_bound else rows.none()
        return self._narrowed(rows, self.cleaned_data)

    def _narrowed(self, rows: QuerySet[AuditEntry], asked: dict[str, Any]) -> QuerySet[AuditEntry]:
        if person := asked["person"]:
            rows = rows.filter(member=None if person == NOBODYS else int(person))
        if asked["action"]:
            rows = rows.filter(action=asked["action"])
        if asked["first"]:
            rows = rows.filter(at__gte=self._midnight(asked["first"]))
        if asked["last"]:
            rows = rows.filter(at__lt=self._midnight(asked["last"] + timedelta(days=1)))
        return _with_words(rows, asked["q"])

    def _midnight(self, day: date) -> datetime:
        zone = zone_named(self.tenant.zone)
        return timezone.make_aware(datetime.combine(day, datetime.min.time()), zone)


def _with_words(rows: QuerySet[AuditEntry], words: str) -> QuerySet[AuditEntry]:
    """Each word, in whatever a line has of words."""
    if not words:
        return rows
    rows = rows.annotate(told=Cast("detail", TextField()))
    for word in words.split()[:8]:
        found = Q(target__icontains=word) | Q(actor__icontains=word) | Q(told__icontains=word)
        rows = rows.filter(found | Q(network__icontains=word))
    return rows
