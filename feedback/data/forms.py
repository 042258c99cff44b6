"""Bringing a file, and saying which of its columns is what."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from chat.articles.dates import today_of
from feedback.models import ExportRun, ImportRun
from tenants.models import Department, Membership, Tenant

from .exports.asking import ANY, CLOSED, LIVE
from .imports.bringing import MOST_BYTES
from .imports.kinds import columns_of, open_to
from .imports.problem import WORDS

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
STATUSES = [(ANY, _("All")), (CLOSED, _("Closed")), (LIVE, _("Still open"))]


class FileForm(forms.Form):
    kind = forms.ChoiceField(label=_("What is in it"))
    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        help_text=_(
            "A table as CSV, or chats of Chatwoot as JSON. Nothing is stored before you "
            "have seen what would change."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.json,.jsonl"}),
        error_messages={"required": _("Choose a file.")},
    )

    def __init__(self, *args: Any, member: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = open_to(member)

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError(WORDS["too_large"], code="too_large")
        return file


class ExportForm(forms.Form):
    """Chats that began between two days of the company's calendar."""

    first = forms.DateField(label=_("From"), widget=DAY)
    last = forms.DateField(label=_("Until"), widget=DAY)
    department = forms.ChoiceField(label=_("Department"), required=False)
    status = forms.ChoiceField(label=_("Status"), required=False, choices=STATUSES)
    format = forms.ChoiceField(
        label=_("Format"), choices=ExportRun.Format.choices, initial=ExportRun.Format.CSV
    )

    def __init__(self, *args: Any, tenant: Tenant, **kwargs: Any) -> None:
        today = today_of(tenant)
        usual = {"first": today - timedelta(days=30), "last": today}
        super().__init__(*args, initial=usual, **kwargs)
        departments = Department.objects.values_list("pk", "name")
        self.fields["department"].choices = [("", _("All")), *departments]

    def clean_department(self) -> int | None:
        return int(self.cleaned_data["department"] or 0) or None

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        first, last = data.get("first"), data.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last day has to come after the first one."))
        return data


class ColumnsForm(forms.Form):
    """A select for each of our columns, with those of the file."""

    def __init__(self, *args: Any, run: ImportRun, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        theirs = [(str(n), name or str(n + 1)) for n, name in enumerate(run.columns)]
        for column in columns_of(run.kind):
            self.fields[column.name] = forms.ChoiceField(
                label=column.label,
                choices=theirs if column.is_required else [("", _("Not in the file")), *theirs],
                required=column.is_required,
                initial=str(run.mapping.get(column.name, "")),
            )

    def mapping(self) -> dict[str, int]:
        return {name: int(number) for name, number in self.cleaned_data.items() if number}
