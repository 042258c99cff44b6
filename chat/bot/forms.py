from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from helpdesk import outgoing
from tenants.fields import NameField, WordsField
from tenants.models import Membership

from .certainty import LEAST
from .models import Boldness, Bot

MOST_TRIED = 500
TIMEOUTS_MS = (1000, 2000, 3000, 5000, 8000)
MEANING = {
    Boldness.CAUTIOUS: gettext_lazy("Answers seldom, and is seldom wrong."),
    Boldness.USUAL: gettext_lazy("Answers what it is fairly sure of."),
    Boldness.BOLD: gettext_lazy("Answers often, and is wrong more often."),
}


class BotForm(forms.ModelForm):
    is_on = forms.BooleanField(
        label=gettext_lazy("An automatic assistant answers first"),
        required=False,
        help_text=gettext_lazy(
            "From your articles for customers, only when it is sure enough, and always labelled as "
            "automatic. Chats keep their place in the queue, and with a person in the chat it says "
            "nothing."
        ),
    )
    name = NameField(
        label=gettext_lazy("Name"),
        required=False,
        max_length=40,
        help_text=gettext_lazy(
            "Not a person's name: nobody should believe that they talk to one. Empty: Automatic "
            "assistant, in the customer's language."
        ),
        error_messages={"required": gettext_lazy("Enter a name.")},
    )
    boldness = forms.ChoiceField(
        label=gettext_lazy("How sure it has to be"), choices=Boldness, widget=forms.RadioSelect
    )

    class Meta:
        model = Bot
        fields = ["is_on", "name", "boldness"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.was_on = self.instance.is_on

    @property
    def boldnesses(self) -> list[tuple[Any, Any, int]]:
        """Each with its meaning, and from how many per cent on it answers."""
        return [
            (radio, MEANING[radio.data["value"]], round(LEAST[radio.data["value"]] * 100))
            for radio in self["boldness"]
        ]

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        people = Membership.objects.active().values_list("display_name", flat=True)
        if name.casefold() in {each.casefold() for each in people}:
            raise ValidationError(
                _("A colleague has this name. Choose one that nobody takes for a person's."),
                code="person",
            )
        return name

    def save(self, commit: bool = True) -> Bot:
        if self.instance.is_on and not self.was_on:
            self.instance.on_since = timezone.now()
        return super().save(commit)


class ServiceForm(forms.ModelForm):
    asks_service = forms.BooleanField(
        label=gettext_lazy("Ask our own answer service"),
        required=False,
        help_text=gettext_lazy(
            "In place of the articles. Whatever goes wrong with it, a person answers, and no "
            "customer sees an error."
        ),
    )
    service_url = forms.URLField(
        label=gettext_lazy("Address"),
        max_length=500,
        required=False,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"placeholder": "https://answers.example.com/helpdesk"}),
        error_messages={"invalid": gettext_lazy("Enter an address that begins with https://.")},
    )
    timeout_ms = forms.TypedChoiceField(
        label=gettext_lazy("How long it may take"),
        coerce=int,
        help_text=gettext_lazy("All in all. After that a person answers."),
    )

    class Meta:
        model = Bot
        fields = ["asks_service", "service_url", "timeout_ms"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["timeout_ms"].choices = [
            (each, _("{count} s").format(count=each // 1000)) for each in TIMEOUTS_MS
        ]

    def clean_service_url(self) -> str:
        url = self.cleaned_data["service_url"]
        if url:
            try:
                outgoing.target_of(url)
            except outgoing.Forbidden:
                raise ValidationError(
                    _("We cannot ask this address. It has to be a public one with https://."),
                    code="forbidden",
                ) from None
        return url

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("asks_service") and not data.get("service_url") and not self.errors:
            self.add_error("service_url", _("Enter the address of your service."))
        return data

    def save(self, commit: bool = True) -> Bot:
        if "service_url" in self.changed_data:  # what failed was another one
            self.instance.failures, self.instance.failed_why = 0, ""
            self.instance.rests_until = None
        return super().save(commit)


class TryForm(forms.Form):
    say = WordsField(
        label=gettext_lazy("What would it say to…?"),
        max_length=MOST_TRIED,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
