"""Settings > Timing and words: the ladders, and what is said by itself."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from chat.phrases import language_of
from tenants.audit import trailed
from tenants.models import Tenant
from tenants.rights import needs

from .timing_forms import LadderForm, PhrasesForm


@needs("manage_settings")
@trailed("timing", Tenant)
def timing(request: HttpRequest, slug: str) -> HttpResponse:
    form = LadderForm(request.POST or None, tenant=request.tenant)
    if request.method == "POST" and form.is_valid():
        form.keep()
        messages.success(request, _("Saved. It counts from the next silence on."))
        return redirect("settings_timing", slug)
    return render(request, "chat/settings_timing.html", {"form": form})


@needs("manage_settings")
@trailed("timing", Tenant)
def words(request: HttpRequest, slug: str) -> HttpResponse:
    """`?language=de`: one language at a time, the company's own first."""
    own = language_of(request.tenant)
    names = dict(settings.LANGUAGES)
    language = request.GET.get("language", own)
    language = language if language in names else own
    form = PhrasesForm(request.POST or None, tenant=request.tenant, language=language)
    if request.method == "POST" and form.is_valid():
        form.keep()
        told = _("Saved your words in this language: {language}.")
        messages.success(request, told.format(language=names[language]))
        return redirect(f"{reverse('settings_words', args=[slug])}?language={language}")
    context = {
        "form": form,
        "chosen": language,
        "own": own,
        "languages": settings.LANGUAGES,
        "right_to_left": language in settings.LANGUAGES_BIDI,
    }
    return render(request, "chat/settings_words.html", context)
