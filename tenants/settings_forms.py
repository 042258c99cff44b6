"""How a company, its sites and its people appear to customers."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from . import colours
from .fields import NameField, OriginField, WordsField
from .models import Tenant
from .portraits import portrait_from
from .wording import OURS, kept, shown
from .zones import zone_choices


class SettingsForm(forms.ModelForm):
    """What customers see of the company."""

    name = NameField(label=_("Company name"), max_length=80)
    greeting = WordsField(
        label=_("Greeting"), max_length=200, help_text=_("The first thing they read.")
    )
    courtesy = WordsField(
        label=_("Courtesy line"),
        max_length=300,
        required=False,
        help_text=_(
            "One line under the greeting, such as how you treat people and what you expect."
        ),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    acknowledgement = WordsField(
        label=_("Automatic reply"),
        max_length=500,
        help_text=_(
            "Sent at once after somebody's first message, so that nobody wonders whether it "
            "arrived. It is always marked as automatic."
        ),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    accent = forms.RegexField(
        r"^#[0-9a-fA-F]{6}$",
        label=_("Colour"),
        max_length=7,
        widget=forms.TextInput(attrs={"spellcheck": "false", "dir": "ltr"}),
        help_text=_("Of the chat button and its header. White text must be readable on it."),
        error_messages={"invalid": _("Enter a colour such as #2f5bd0.")},
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=settings.LANGUAGES,
        help_text=_(
            "The one you write in. Customers are spoken to in theirs; in this one where we do not "
            "have theirs."
        ),
    )
    zone = forms.ChoiceField(label=_("Time zone"), choices=zone_choices)

    class Meta:
        model = Tenant
        fields = ["name", "greeting", "courtesy", "acknowledgement", "accent", "language", "zone"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in OURS:
            self.initial[name] = shown(name, self.initial[name], self.instance.language)

    def clean(self) -> dict:
        data = super().clean()
        return data | {name: kept(name, data[name]) for name in OURS if name in data}

    def clean_accent(self) -> str:
        accent = self.cleaned_data["accent"].lower()
        if (ratio := colours.contrast_with_white(accent)) < colours.AA:
            self.better_accent = colours.readable(accent)
            told = gettext(
                "White text on {colour} is hard to read ({ratio} to 1, it takes {least} to 1). The "
                "nearest shade that works is {better}."
            ).format(
                colour=accent, ratio=f"{ratio:.1f}", least=colours.AA, better=self.better_accent
            )
            raise ValidationError(told, code="contrast")
        return accent


class SiteForm(forms.Form):
    site = OriginField(
        label=_("Website"),
        help_text=_(
            "For example www.example.com. Add a site with and without www. if both show it."
        ),
        error_messages={"required": _("Enter the address of the website.")},
    )

    def __init__(self, *args, tenant: Tenant, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.tenant = tenant

    def clean_site(self) -> str:
        site = self.cleaned_data["site"]
        if site in self.tenant.allowed_origins:
            told = gettext("{site} is on the list already.")
            raise ValidationError(told.format(site=site), code="twice")
        if len(self.tenant.allowed_origins) >= 50:
            raise ValidationError(
                gettext("A company can have 50 sites. Remove one first."), code="many"
            )
        return site


class ProfileForm(forms.Form):
    """How one person appears to the customers of one company."""

    display_name = NameField(
        label=_("Name customers see"),
        max_length=60,
        help_text=_("Your first name is friendlier than “Support”."),
        error_messages={"required": _("Enter the name customers should see.")},
    )
    photo = forms.FileField(
        label=_("Photo"),
        required=False,
        help_text=_("JPEG, PNG, WebP or GIF, up to 5 MB. We cut it to a small square."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"}),
        error_messages={"empty": _("This file is empty. Choose another one.")},
    )

    def clean_photo(self) -> bytes | None:
        upload = self.cleaned_data["photo"]
        return portrait_from(upload) if upload else None
