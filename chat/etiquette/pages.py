"""Pages about the checks: how loud each is, the company's words, its own do and don't."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tenants.audit import trailed
from tenants.rights import needs

from . import dismissing
from .company import choices_of, forget, severities_of
from .forms import ChecksForm, WordsForm, keep
from .house import PREFIX
from .house_form import HouseRuleForm
from .models import DismissedWord, Etiquette, HouseRule
from .rules import BY_NAME

pages = require_http_methods(["GET", "HEAD", "POST"])


@needs("manage_settings")
@pages
@trailed("etiquette", Etiquette)
def checks(request: HttpRequest, slug: str) -> HttpResponse:
    etiquette = choices_of(request.tenant)
    if "off" in request.POST or "stays" in request.POST:
        return _answer_offer(request, etiquette)
    form = ChecksForm(request.POST or None, etiquette=etiquette)
    if request.method == "POST" and form.is_valid():
        form.save()
        return _saved(request, "etiquette")
    counts = dismissing.counted()
    context = {
        "form": form,
        "rows": [(rule, field, counts.get(rule.name)) for rule, field in form.rules()],
        "offers": dismissing.offers(etiquette, severities_of(etiquette)),
    }
    return render(request, "chat/etiquette/checks.html", context)


def _answer_offer(request: HttpRequest, etiquette: object) -> HttpResponse:
    """A rule is often waved away: it goes, or it stays and nobody asks again for a while."""
    name = request.POST.get("off") or request.POST.get("stays") or ""
    if name not in BY_NAME:
        return HttpResponseBadRequest()
    if "off" in request.POST:
        keep(etiquette, severities=etiquette.severities | {name: "off"})
    else:
        keep(etiquette, kept=etiquette.kept | {name: timezone.now().date().isoformat()})
    return _saved(request, "etiquette")


@needs("manage_settings")
@pages
@trailed("etiquette", Etiquette, DismissedWord)
def words(request: HttpRequest, slug: str) -> HttpResponse:
    etiquette = choices_of(request.tenant)
    if "right" in request.POST or "wrong" in request.POST:
        return _answer_word(request, etiquette)
    form = WordsForm(request.POST or None, etiquette=etiquette)
    if request.method == "POST" and form.is_valid():
        form.save()
        return _saved(request, "etiquette_words")
    offered = dismissing.words_to_offer(etiquette.own_words)
    return render(request, "chat/etiquette/words.html", {"form": form, "offered": offered})


def _answer_word(request: HttpRequest, etiquette: object) -> HttpResponse:
    word = request.POST.get("right") or request.POST.get("wrong") or ""
    row = get_object_or_404(DismissedWord, tenant=request.tenant, word=word)
    if "right" in request.POST:
        keep(etiquette, own_words=sorted({*etiquette.own_words, row.word}, key=str.casefold))
    DismissedWord.objects.filter(tenant=request.tenant, word=row.word).delete()
    return _saved(request, "etiquette_words")


@require_safe
@needs("chat")
def house_rules(request: HttpRequest, slug: str) -> HttpResponse:
    counts, rows = dismissing.counted(), list(HouseRule.objects.all())
    for row in rows:
        row.counts = counts.get(f"{PREFIX}{row.pk}")
    groups = [
        (_("We do"), [row for row in rows if row.is_do]),
        (_("We don't"), [row for row in rows if not row.is_do]),
    ]
    return render(
        request, "chat/etiquette/house_rules.html", {"groups": [g for g in groups if g[1]]}
    )


@needs("manage_settings")
@pages
@trailed("etiquette", HouseRule)
def house_rule(request: HttpRequest, slug: str, house_rule_id: int | None = None) -> HttpResponse:
    is_new = house_rule_id is None
    row = HouseRule(tenant=request.tenant)
    if not is_new:
        row = get_object_or_404(HouseRule, pk=house_rule_id)
    form = HouseRuleForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        form.save()
        return _saved(request, "house_rules")
    context = {"form": form, "is_new": is_new}
    return render(request, "chat/etiquette/house_rule.html", context)


@needs("manage_settings")
@pages
@trailed("etiquette", HouseRule)
def delete_house_rule(request: HttpRequest, slug: str, house_rule_id: int) -> HttpResponse:
    """Asks first."""
    row = get_object_or_404(HouseRule, pk=house_rule_id)
    if request.method == "POST":
        row.delete()
        forget(request.tenant.pk)
        messages.success(request, _("Deleted. Open consoles follow when they are opened again."))
        return redirect("house_rules", slug)
    return render(request, "chat/etiquette/house_rule_delete.html", {"rule": row})


def _saved(request: HttpRequest, page: str) -> HttpResponse:
    forget(request.tenant.pk)
    messages.success(request, _("Saved. Drafts are checked by it within a few seconds."))
    return redirect(page, request.tenant.slug)
