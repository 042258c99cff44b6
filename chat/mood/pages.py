"""Settings > Mood: whether it is told, from which score on, and what follows."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tenants.audit import trailed
from tenants.models import Tenant
from tenants.rights import needs

from .choices import LEAST, MOST, Choices, choices_of, keep
from .feeling import forget_moods
from .signals import SIGNALS


class MoodForm(forms.Form):
    is_on = forms.BooleanField(
        label=gettext_lazy("Tell how customers seem to feel"),
        required=False,
        help_text=gettext_lazy("To those who answer, beside each chat. Customers never see it."),
    )
    upset = forms.IntegerField(
        label=gettext_lazy("A customer counts as upset from"),
        min_value=LEAST,
        max_value=MOST,
        help_text=gettext_lazy(
            "Of 100. From there on the steps that calm are shown above the answer."
        ),
    )
    raises = forms.BooleanField(
        label=gettext_lazy("An upset customer is served sooner"),
        required=False,
        help_text=gettext_lazy("The chat becomes high priority, unless you have set it by hand."),
    )
    tells = forms.BooleanField(
        label=gettext_lazy("Tell supervisors about a very upset customer"),
        required=False,
        help_text=gettext_lazy("Once, and again only when they calm down and get upset anew."),
    )
    calls = forms.IntegerField(
        label=gettext_lazy("Supervisors are told from"), min_value=LEAST, max_value=MOST
    )

    @property
    def boxes(self) -> list[forms.BoundField]:
        return [self[name] for name in ("is_on", "raises", "tells")]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        upset, calls = data.get("upset"), data.get("calls")
        if upset is not None and calls is not None and calls < upset:
            self.add_error("calls", _("Not below the score a customer counts as upset from."))
        return data


@needs("manage_settings")
@trailed("mood", Tenant)
def mood(request: HttpRequest, slug: str) -> HttpResponse:
    now = choices_of(request.tenant)
    form = MoodForm(request.POST or None, initial=vars(now))
    if request.method == "POST" and form.is_valid():
        wanted = Choices(**form.cleaned_data)
        keep(request.tenant, wanted)
        if not wanted.is_on:
            forget_moods()
        messages.success(request, _("Saved. It counts from the next word on."))
        return redirect("settings_mood", slug)
    return render(request, "chat/settings_mood.html", {"form": form, "signals": _signals()})


def _signals() -> list[dict[str, Any]]:
    """All that is added up, with its reason and its bounds."""
    return [
        {"why": signal.why, "points": round(signal.points), "most": round(signal.most)}
        for signal in SIGNALS
    ]
