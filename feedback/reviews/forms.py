"""Forms of the pages of reviews, beside the sheet itself."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chat.frames import BadFrame, clean_body
from feedback.actions.calibrations import LEAST, MOST
from feedback.models import Reason, ReviewRule
from tenants.models import Membership
from tenants.rights import OVERSEEING

from .rules import RULES


class WordsForm(forms.Form):
    """One text that has to say something."""

    text = forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, label: str, **fields: Any) -> None:
        super().__init__(*args, **fields)
        self.fields["text"].label = label

    def clean_text(self) -> str:
        try:
            return clean_body(self.cleaned_data["text"])
        except BadFrame:
            raise forms.ValidationError(
                _("There are characters in it that cannot be shown. Type it again.")
            ) from None


class RuleForm(forms.ModelForm):
    """One rule; without a threshold where it has none."""

    class Meta:
        model = ReviewRule
        fields = ["is_on", "threshold", "due_days", "seed"]
        labels = {"due_days": _("Days to review it in"), "seed": _("Seed of the draw")}

    def __init__(self, *args: Any, **fields: Any) -> None:
        super().__init__(*args, prefix=fields["instance"].reason, **fields)
        self.rule = RULES[self.instance.reason]
        self.fields["is_on"].label = self.rule.title
        self.fields["due_days"].widget.attrs.update(min=1, max=60)
        if self.rule.most:
            self.fields["threshold"].label = self.rule.unit
            self.fields["threshold"].widget.attrs.update(min=self.rule.least, max=self.rule.most)
        else:
            del self.fields["threshold"]
        if self.instance.reason == Reason.SAMPLE:
            self.fields["seed"].required = True
        else:
            del self.fields["seed"]

    def clean_threshold(self) -> int:
        return _between(self.cleaned_data["threshold"], self.rule.least, self.rule.most)

    def clean_due_days(self) -> int:
        return _between(self.cleaned_data["due_days"], 1, 60)


class CalibrationForm(forms.Form):
    """Who reviews one chat, each by themselves."""

    reviewers = forms.MultipleChoiceField(
        label=_("Who reviews it"), widget=forms.CheckboxSelectMultiple
    )
    days = forms.IntegerField(label=_("Days to do it in"), min_value=1, max_value=60, initial=7)

    def __init__(self, *args: Any, without: list[int], **fields: Any) -> None:
        super().__init__(*args, **fields)
        people = Membership.objects.active().filter(role__in=OVERSEEING).exclude(pk__in=without)
        self.people = list(people.defer("photo").order_by("display_name", "pk"))
        self.fields["reviewers"].choices = [(str(p.pk), p.display_name) for p in self.people]
        self.is_possible = len(self.people) >= LEAST

    def clean_reviewers(self) -> list[Membership]:
        chosen = set(self.cleaned_data["reviewers"])
        if not LEAST <= len(chosen) <= MOST:
            raise forms.ValidationError(
                _("Choose %(least)s to %(most)s reviewers."), params={"least": LEAST, "most": MOST}
            )
        return [each for each in self.people if str(each.pk) in chosen]


class ScorecardForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=80)
    passes_at = forms.IntegerField(
        label=_("Passed from"),
        min_value=0,
        max_value=100,
        help_text=_("Of 100. A critical criterion that is not met fails the review all the same."),
    )
    number = forms.IntegerField(widget=forms.HiddenInput)  # of the version this was made from


def _between(value: int | None, least: int, most: int) -> int:
    if value is None or not least <= value <= most:
        raise forms.ValidationError(
            _("Enter a number from %(least)s to %(most)s."), params={"least": least, "most": most}
        )
    return value
