"""Each person's own choice: figures by mail, and how often."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from feedback.data.digest.choosing import OFF, choose, chosen_by
from feedback.models import Digest
from tenants.rights import needs


class DigestForm(forms.Form):
    every = forms.ChoiceField(
        label=gettext_lazy("How often"),
        required=False,
        widget=forms.RadioSelect,
        choices=[(OFF, gettext_lazy("Never")), *Digest.Every.choices],
    )


@needs("report")
def digest(request: HttpRequest, slug: str) -> HttpResponse:
    me = request.membership
    form = DigestForm(request.POST or None, initial={"every": chosen_by(me)})
    if request.method == "POST" and form.is_valid():
        choose(me, form.cleaned_data["every"])
        messages.success(request, _("Saved."))
        return redirect("digest", slug)
    return render(request, "feedback/data/digest.html", {"form": form})
