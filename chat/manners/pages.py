"""What the widget asks for when it first needs more than words, and the company's choice of it."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from chat.emoji import emoji_groups
from chat.widget import active_tenant
from helpdesk.languages import wanted
from tenants.audit import trailed
from tenants.fields import WordsField
from tenants.models import Tenant
from tenants.rights import needs
from tenants.wording import kept, shown

from .choices import MANNERS, manners_of
from .words import later_words

WORDS_AGE_S = 300


@require_safe
@gzip_page
def words(request: HttpRequest, key: str) -> JsonResponse:
    """{"words", "emoji", "manners"}, see `Told` in chat/static/chat/later/extras.js."""
    tenant = active_tenant(key)
    if tenant is None:
        raise Http404
    with translation.override(wanted(request, tenant.language)):
        told = {"words": later_words(), "emoji": emoji_groups(), "manners": manners_of(tenant)}
    response = JsonResponse(told)
    response["Cache-Control"] = f"private, max-age={WORDS_AGE_S}"
    return response


class MannersForm(forms.Form):
    courtesy = WordsField(
        label=gettext_lazy("Courtesy notice"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "Stands below the greeting. Who customers talk to, and what they need not tell you. "
            "Empty: no notice."
        ),
    )
    capitals = forms.BooleanField(
        label=gettext_lazy("When somebody writes in capitals"),
        required=False,
        help_text=gettext_lazy("“No need to shout, we are listening.”"),
    )
    details = forms.BooleanField(
        label=gettext_lazy("When a first message says very little"),
        required=False,
        help_text=gettext_lazy("Asks what happened, and for an order number."),
    )
    explain = forms.BooleanField(
        label=gettext_lazy("A button “I don't understand”"),
        required=False,
        help_text=gettext_lazy(
            "Below the operator's last message. The operator is asked to put it more simply."
        ),
    )
    thanks = forms.BooleanField(
        label=gettext_lazy("A button “Thank you”"),
        required=False,
        help_text=gettext_lazy("One tap, and it reaches the operator."),
    )

    @property
    def choices(self) -> list[forms.BoundField]:
        return [self[name] for name in MANNERS]


@needs("manage_settings")
@trailed("manners", Tenant)
def manners(request: HttpRequest, slug: str) -> HttpResponse:
    tenant = request.tenant
    said = shown("courtesy", tenant.courtesy, tenant.language)
    now = {"courtesy": said, **manners_of(tenant)}
    form = MannersForm(request.POST or None, initial=now)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        tenant.courtesy = kept("courtesy", chosen["courtesy"])
        tenant.manners = {name: chosen[name] for name in MANNERS}
        tenant.save(update_fields=["courtesy", "manners"])
        messages.success(request, _("Saved. Open chats follow within five minutes."))
        return redirect("manners", slug)
    return render(request, "chat/manners.html", {"form": form})
