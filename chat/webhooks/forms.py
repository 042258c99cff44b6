"""Adding and changing an endpoint; a webhook's here, a notification's in chat/notify/forms.py."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from helpdesk import outgoing
from tenants.fields import NameField

from .catalogue import EVENTS
from .changing import LONGEST_URL
from .models import Endpoint


class EndpointForm(forms.Form):
    """`row`: the endpoint that is changed; its address may stay unsaid then."""

    known = EVENTS

    name = NameField(
        label=_("Name"),
        max_length=60,
        error_messages={"required": _("Enter a name.")},
    )
    url = forms.URLField(
        label=_("Address"),
        max_length=LONGEST_URL,
        assume_scheme="https",
        error_messages={
            "required": _("Enter an address that begins with https://."),
            "invalid": _("Enter an address that begins with https://."),
        },
    )
    events = forms.MultipleChoiceField(
        label=_("What it is told"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
    )

    def __init__(self, *args: Any, row: Endpoint | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        self.row = row
        events = self.fields["events"]
        events.choices = [(event.name, event.meaning) for event in self.known]
        events.initial = [event.name for event in self.known]
        if row is not None:
            self.initial |= {"name": row.name, "events": row.events}
            url = self.fields["url"]
            url.required = False
            url.help_text = gettext("Empty: it stays as it is, on {host}.").format(host=row.host)

    def clean_url(self) -> str:
        url = self.cleaned_data["url"]
        try:
            outgoing.target_of(url) if url else None
        except outgoing.Forbidden:
            raise ValidationError(
                _("We cannot ask this address. It has to be a public one with https://."),
                code="forbidden",
            ) from None
        return url

    @property
    def columns(self) -> dict[str, Any]:
        """What chat.webhooks.changing takes."""
        columns = {name: self.cleaned_data[name] for name in ("name", "events")}
        return columns | {"url": self.cleaned_data["url"] or None}

    @property
    def kind(self) -> str:
        return Endpoint.Kind.WEBHOOK
