"""What the pages of signing in ask."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from helpdesk import outgoing

from ..models import Tenant

OFF, NOW = "off", "now"


class WorkAddressForm(forms.Form):
    email = forms.EmailField(
        label=_("Your e-mail at work"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Enter your e-mail address."),
            "invalid": _("Enter an e-mail address such as name@example.com."),
        },
    )


class FactorForm(forms.Form):
    """From when on everybody needs a second factor."""

    when = forms.ChoiceField(
        label=_("Everybody needs a second factor"),
        widget=forms.RadioSelect,
        choices=[
            (OFF, _("No, each decides for themselves")),
            (NOW, _("Yes, from now on")),
            ("7", _("Yes, a week from now")),
            ("30", _("Yes, in thirty days")),
        ],
        error_messages={"required": _("Choose one."), "invalid_choice": _("Choose one.")},
    )

    def __init__(self, *args, tenant: Tenant, **kwargs) -> None:
        kwargs["initial"] = {"when": NOW if tenant.second_factor_from else OFF}
        super().__init__(*args, **kwargs)
        self.tenant = tenant

    @property
    def since(self):
        """None: not at all. Who had it already keeps the day it began."""
        chosen, known = self.cleaned_data["when"], self.tenant.second_factor_from
        if chosen == OFF:
            return None
        if chosen == NOW:
            return known if known and known <= timezone.now() else timezone.now()
        return timezone.now() + timedelta(days=int(chosen))


class DomainForm(forms.Form):
    domain = forms.CharField(
        label=_("Domain"),
        max_length=260,
        help_text=_("What stands after the @ in your addresses, such as example.com."),
        error_messages={"required": _("Enter a domain such as example.com.")},
    )


class ProviderForm(forms.Form):
    issuer = forms.CharField(
        label=_("Issuer"),
        max_length=300,
        help_text=_("The address your provider names, such as https://login.example.com/company."),
        error_messages={"required": _("Enter the address of your provider.")},
    )
    client_id = forms.CharField(
        label=_("Client ID"),
        max_length=300,
        error_messages={"required": _("Enter what your provider calls client ID.")},
    )
    secret = forms.CharField(
        label=_("Client secret"),
        max_length=500,
        strip=True,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Enter what your provider calls client secret.")},
    )

    def __init__(self, *args, has_secret: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if has_secret:
            self.fields["secret"].required = False
            self.fields["secret"].help_text = _("Leave it empty to keep the one you gave.")

    def clean_issuer(self) -> str:
        issuer = self.cleaned_data["issuer"].strip()
        try:
            outgoing.target_of(issuer)
        except outgoing.Forbidden:
            told = _("Enter an address that begins with https:// and can be reached by everybody.")
            raise forms.ValidationError(told) from None
        return issuer
