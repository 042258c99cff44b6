from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chat.models import Article
from tenants.fields import WordsField, is_visible, refuse_tricks
from tenants.models import Tenant

from .dates import today_of
from .stemming import CONFIGURATIONS

MOST = 2000
USUALLY_TRUE_FOR = timedelta(days=180)


def language_choices() -> list[tuple[str, str]]:
    """[("de", "German · Deutsch")], by name in the active language."""
    choices = [(code, _named(get_language_info(code))) for code in CONFIGURATIONS]
    return sorted(choices, key=lambda choice: choice[1].lower())


def _named(info: dict[str, str]) -> str:
    ours, theirs = info["name_translated"], info["name_local"]
    return ours if ours.lower() == theirs.lower() else f"{ours} · {theirs}"


class ArticleForm(forms.ModelForm):
    title = WordsField(
        label=gettext_lazy("Title"),
        max_length=160,
        help_text=gettext_lazy(
            "What somebody would ask, in their words: How do I send something back?"
        ),
        error_messages={"required": gettext_lazy("Enter a title.")},
    )
    body = WordsField(
        label=gettext_lazy("Text"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=gettext_lazy(
            "Answer first, details after. An empty line begins a new paragraph, and web addresses "
            "become links."
        ),
        error_messages={"required": gettext_lazy("Enter the text.")},
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=language_choices)
    source_url = forms.URLField(
        label=gettext_lazy("Source"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=gettext_lazy(
            "Where this is written down, such as your terms of delivery. Customers get the link "
            "with the answer."
        ),
        error_messages={
            "invalid": gettext_lazy("Enter a web address such as https://www.example.com/returns.")
        },
    )
    reviewed_on = forms.DateField(
        label=gettext_lazy("Checked on"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=gettext_lazy("When somebody last made sure that it is true."),
    )
    review_due = forms.DateField(
        label=gettext_lazy("Next check"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=gettext_lazy(
            "After this day it is marked as out of date everywhere. Empty: never."
        ),
    )
    is_public = forms.BooleanField(
        label=gettext_lazy("Customers may read it"),
        required=False,
        help_text=gettext_lazy("In the chat, while nobody is there to answer."),
    )

    class Meta:
        model = Article
        fields = [
            "title",
            "body",
            "language",
            "source_url",
            "reviewed_on",
            "review_due",
            "is_public",
        ]

    def __init__(self, *args, tenant: Tenant, **kwargs) -> None:
        self.today = today_of(tenant)
        if kwargs["instance"]._state.adding:
            usual = {
                "language": tenant.language.split("-")[0],
                "reviewed_on": self.today,
                "review_due": self.today + USUALLY_TRUE_FOR,
            }
            kwargs["initial"] = usual | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.instance.tenant = tenant

    def clean_title(self) -> str:
        title = " ".join(self.cleaned_data["title"].split())
        refuse_tricks(title)
        if not is_visible(title):
            raise ValidationError(_("Enter a title."), code="required")
        return title

    def clean_source_url(self) -> str:
        url = self.cleaned_data["source_url"]
        if url and not url.startswith(("https://", "http://")):
            raise ValidationError(_("Enter an address that begins with https://."), code="invalid")
        return url

    def clean_reviewed_on(self):
        day = self.cleaned_data["reviewed_on"]
        if day > self.today:
            raise ValidationError(_("This day has not come yet."), code="future")
        return day

    def clean(self) -> dict:
        data = super().clean()
        reviewed, due = data.get("reviewed_on"), data.get("review_due")
        if reviewed and due and due <= reviewed:
            self.add_error("review_due", _("The next check has to be after the last one."))
        if self.instance._state.adding and self.instance.tenant.articles.count() >= MOST:
            too_many = _("A company can have {most} articles. Delete one first.")
            raise ValidationError(too_many.format(most=MOST))
        return data
