"""Writing a canned reply: for whom it is, and that its fields are ones we know."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tenants.fields import WordsField
from tenants.models import Department, Membership

from .canned_fields import FIELDS, GAP, unknown_fields
from .models import CannedReply

SHORTCUT = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
MOST = 500
LONGEST = 40
OWN, COMPANY = "own", "company"


BODY = WordsField(
    label=_("Text"),
    max_length=4000,
    widget=forms.Textarea(attrs={"rows": 6}),
    help_text=_(
        "Leave room for what belongs to the person you answer: nobody likes to be answered by "
        "a form letter. A gap such as [[order number]] has to be filled before it can be sent."
    ),
    error_messages={"required": _("Enter the text of the reply.")},
)


def checked_shortcut(text: str) -> str:
    """As it is stored, of what somebody typed. Raises ValidationError."""
    shortcut = text.strip().removeprefix("/").lower()
    if not SHORTCUT.fullmatch(shortcut) or len(shortcut) > LONGEST:
        raise ValidationError(
            gettext(
                "Use small letters and digits, with hyphens between words, such as opening-hours."
            ),
            code="shortcut",
        )
    return shortcut


def checked_body(text: str) -> str:
    """Raises ValidationError: empty, too long, a field we do not know, a gap left open."""
    body = BODY.clean(text)
    if unknown := unknown_fields(body):
        raise ValidationError(
            gettext("{unknown} is not a field. You can use {known}.").format(
                unknown=", ".join(f"{{{name}}}" for name in unknown),
                known=", ".join(f"{{{name}}}" for name in FIELDS),
            ),
            code="unknown_field",
        )
    if "[[" in GAP.sub("", body):
        raise ValidationError(
            gettext("A gap looks like this: [[order number]]. One of yours is not closed."),
            code="gap",
        )
    return body


class CannedReplyForm(forms.ModelForm):
    """`shortcut` may be typed as it is used, with a slash and capitals."""

    shortcut = forms.CharField(
        label=_("Shortcut"),
        max_length=41,
        help_text=_("What you type after / in the composer. Small letters, digits and hyphens."),
        widget=forms.TextInput(attrs={"autocapitalize": "off", "spellcheck": "false"}),
        error_messages={"required": _("Enter a shortcut such as hours.")},
    )
    body = BODY
    scope = forms.ChoiceField(label=_("For whom"))

    class Meta:
        model = CannedReply
        fields = ["shortcut", "body"]

    def __init__(self, *args: Any, member: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member
        self.instance.tenant = member.tenant
        choices = self._choices()
        if len(choices) == 1:
            del self.fields["scope"]
        else:
            self.fields["scope"].choices = choices
            self.fields["scope"].initial = self._present_scope()
            if self.is_bound and "scope" not in self.data:
                self.data = self.data.copy()
                self.data["scope"] = self._present_scope()

    def _choices(self) -> list[tuple[str, str]]:
        own = (OWN, gettext("Only for me"))
        if not self.member.may("oversee"):
            return [own]
        departments = [(str(row.pk), row.name) for row in Department.objects.all()]
        return [(COMPANY, gettext("For everybody")), *departments, own]

    def _present_scope(self) -> str:
        if self.instance.member_id:
            return OWN
        return str(self.instance.department_id or COMPANY)

    def clean_shortcut(self) -> str:
        return checked_shortcut(self.cleaned_data["shortcut"])

    def clean_body(self) -> str:
        return checked_body(self.cleaned_data["body"])

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if "scope" not in self.errors:
            self._set_owner(data.get("scope", OWN))
        shortcut = data.get("shortcut")
        if shortcut and self._others().filter(shortcut=shortcut).exists():
            taken = gettext("/{shortcut} is taken. Choose another one.")
            self.add_error("shortcut", taken.format(shortcut=shortcut))
        if not self.instance.pk and self._others().count() >= MOST:
            full = gettext("There can be {most} canned replies. Delete one first.")
            raise ValidationError(full.format(most=MOST))
        return data

    def _set_owner(self, scope: str) -> None:
        self.instance.member = self.member if scope == OWN else None
        self.instance.department_id = int(scope) if scope.isdecimal() else None

    def _others(self) -> QuerySet[CannedReply]:
        """Of the same owner: in another scope the same shortcut may be used again."""
        rows = CannedReply.objects.filter(
            member=self.instance.member, department=self.instance.department_id
        )
        return rows.exclude(pk=self.instance.pk)
