"""Bringing a file, and saying which of its columns is what."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from feedback.models import ImportRun
from tenants.models import Membership

from .imports.bringing import MOST_BYTES
from .imports.kinds import columns_of, open_to
from .imports.problem import WORDS


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
