"""What a supervisor says of a run, and how many scenarios somebody has to pass."""

from django import forms
from django.utils.translation import gettext_lazy as _

from feedback.models import PracticeRun

from .gating import MOST_REQUIRED


class VerdictForm(forms.Form):
    comment = forms.CharField(
        label=_("What you want to say to them"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("They read it with the result. Name a message that went well, too."),
    )
    verdict = forms.ChoiceField(
        choices=PracticeRun.Verdict.choices,
        error_messages={"required": _("Choose whether it is passed.")},
    )


class NumberForm(forms.Form):
    number = forms.IntegerField(label=_("Scenarios"), min_value=0, max_value=MOST_REQUIRED)
