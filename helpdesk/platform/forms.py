"""What staff has to say before something happens to a company."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tenants.plans.table import PLANS

REASON = 300


class PlanForm(forms.Form):
    plan = forms.ChoiceField(
        label=_("Plan"), choices=lambda: [(plan.name, plan.label) for plan in PLANS.values()]
    )
    trial_ends_at = forms.DateTimeField(
        label=_("Trial ends"),
        required=False,
        help_text=_("Of a trial alone. Empty: in two weeks. Such as 2030-01-31 12:00."),
    )


class DisableForm(forms.Form):
    why = forms.CharField(
        label=_("Why"),
        max_length=REASON,
        help_text=_("The company reads it. Nobody gets in, and the chat shows nothing."),
    )


class EnterForm(forms.Form):
    reason = forms.CharField(
        label=_("Why"),
        max_length=REASON,
        min_length=10,
        help_text=_("The company reads it, sees that you are there, and what you looked at. You "
                    "can change nothing, and have half an hour."),
    )  # fmt: skip
