"""Whether customers are asked, and how the first tap looks."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from feedback.models import SurveyVersion


class SurveyForm(forms.Form):
    is_on = forms.BooleanField(
        label=gettext_lazy("Ask customers after each chat"),
        required=False,
        help_text=gettext_lazy("One tap first; the questions follow and can be skipped."),
    )
    scale = forms.ChoiceField(
        label=gettext_lazy("The first tap"),
        choices=SurveyVersion.Scale.choices,
        widget=forms.RadioSelect,
    )
    low = forms.TypedChoiceField(
        label=gettext_lazy("A score counts as low up to"),
        coerce=int,
        choices=[(score, str(score)) for score in range(1, 5)],
        help_text=gettext_lazy(
            "Whoever looks after all chats hears of a low score at once, and the customer is asked "
            "whether you may come back to them. A thumb down is always low."
        ),
    )

    def __init__(self, *args: Any, version: SurveyVersion, **kwargs: Any) -> None:
        names = ("is_on", "scale", "low")
        super().__init__(*args, initial={name: getattr(version, name) for name in names}, **kwargs)
        scores = [(score, _("{score} of 5").format(score=score)) for score in range(1, 5)]
        self.fields["low"].choices = scores
