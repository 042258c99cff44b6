"""Signing up: a founder with a company, or somebody who was invited."""

from allauth.account.adapter import get_adapter
from django import forms
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from helpdesk.languages import first_spoken

from .actions import found_company
from .fields import NameField, OriginField
from .models import Membership, User
from .zones import known_zones


class CompanyForm(forms.Form):
    """Found a company."""

    company = NameField(
        label=_("Company name"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": _("Enter the name of your company.")},
    )
    website = OriginField(
        label=_("Your website"),
        required=False,
        help_text=_("Where the chat will be. For example www.example.com. You can add it later."),
    )
    zone = forms.CharField(required=False, widget=forms.HiddenInput(attrs={"data-zone": ""}))

    def clean_zone(self) -> str:
        """The browser's guess, or UTC; the settings page has the say."""
        zone = self.cleaned_data["zone"]
        return zone if zone in known_zones() else "UTC"

    def found_for(self, person: User) -> Membership:
        data = self.cleaned_data
        return found_company(
            founder=person,
            name=data["company"],
            website=data["website"],
            zone=data["zone"],
            language=first_spoken([get_language() or ""]),
        )


class CompanySignupForm(CompanyForm):
    """What allauth's sign-up asks besides e-mail and password; allauth calls `signup`."""

    name = NameField(
        label=_("Your name"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Enter your name. Customers see it when you answer.")},
    )
    field_order = ["name", "company", "website", "email", "password1", "zone"]

    def signup(self, request: HttpRequest, user: User) -> None:
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])
        self.found_for(user)


class JoinForm(forms.Form):
    """An invited person without an account yet."""

    name = CompanySignupForm.declared_fields["name"]
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=256,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 10 characters."),
    )

    def __init__(self, *args, email: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean_password(self) -> str:
        person = User(email=self.email, name=self.cleaned_data.get("name", ""))
        return get_adapter().clean_password(self.cleaned_data["password"], user=person)
