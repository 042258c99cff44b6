"""A new token: what it is for, what it may do, for how long."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tenants.fields import NameField
from tenants.models import Membership

from .models import ApiToken, SpeaksAs
from .scopes import BY_NAME, SCOPES

MOST = 50
DAYS = {"30": _("30 days"), "90": _("90 days"), "365": _("A year"), "0": _("Until it is revoked")}


class TokenForm(forms.Form):
    name = NameField(
        label=_("Name"),
        max_length=60,
        help_text=_("What the program is called in chats and in the audit trail."),
        error_messages={"required": _("Enter a name such as Parcel robot.")},
    )
    speaks_as = forms.ChoiceField(
        label=_("Who speaks through it"),
        choices=SpeaksAs,
        initial=SpeaksAs.PROGRAM,
        widget=forms.RadioSelect,
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
    )
    days = forms.ChoiceField(label=_("Valid for"), choices=list(DAYS.items()), initial="90")

    def __init__(self, *args: Any, member: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member
        mine = [scope for scope in SCOPES if member.may(scope.right)]
        self.fields["scopes"].choices = [(scope.name, scope.label) for scope in mine]

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        people = Membership.objects.active().values_list("display_name", flat=True)
        if name.casefold() in {each.casefold() for each in people}:
            raise ValidationError(
                gettext("A colleague has this name. Choose one that nobody takes for a person's."),
                code="person",
            )
        return name

    def clean(self) -> dict[str, Any]:
        if ApiToken.objects.filter(revoked_at=None).count() >= MOST:
            full = gettext("{most} tokens are the most. Revoke one first.")
            raise ValidationError(full.format(most=MOST))
        return super().clean()

    @property
    def expires_at(self) -> datetime | None:
        days = int(self.cleaned_data["days"])
        return timezone.now() + timedelta(days=days) if days else None

    @property
    def boxes(self) -> list[tuple[Any, str]]:
        """Each checkbox, and what the scope is called in the API."""
        return [(box, BY_NAME[str(box.data["value"])].name) for box in self["scopes"]]
