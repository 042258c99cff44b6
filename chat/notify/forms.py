from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chat.webhooks.forms import EndpointForm
from chat.webhooks.models import Endpoint

from .catalogue import EVENTS

Kind = Endpoint.Kind


class ChannelForm(EndpointForm):
    known = EVENTS

    kind_of = forms.ChoiceField(
        label=_("Where to"),
        choices=[(kind.value, kind.label) for kind in (Kind.SLACK, Kind.GENERIC)],
        initial=Kind.SLACK,
        widget=forms.RadioSelect,
    )
    has_details = forms.BooleanField(
        label=_("With names and first words"),
        required=False,
        help_text=_("Without this nobody is named and nothing quoted: only that somebody waits."),
    )

    def __init__(self, *args: Any, row: Endpoint | None = None, **more: Any) -> None:
        super().__init__(*args, row=row, **more)
        if row is None:
            self.fields["url"].help_text = _("Team chats call it an incoming webhook.")
        else:
            del self.fields["kind_of"]
            self.initial["has_details"] = row.has_details

    @property
    def columns(self) -> dict[str, Any]:
        return super().columns | {"has_details": self.cleaned_data["has_details"]}

    @property
    def kind(self) -> str:
        return self.row.kind if self.row else self.cleaned_data["kind_of"]
