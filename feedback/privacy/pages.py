"""Settings > Privacy: how long things are kept, what is masked, who was erased, and a summary."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from chat.actions import Refused
from chat.models import Conversation
from feedback.models import Erasure, MaskPattern, Retention, RetentionRun
from tenants.audit import trailed
from tenants.rights import needs

from .erasing import erase_visitor
from .forms import PatternForm, RetentionForm
from .patterns import forget_kept
from .retention import days_of
from .starting import look_after
from .summary import summary_of

RUNS_SHOWN = 20


@needs("manage_settings")
@trailed("privacy", Retention)
def retention(request: HttpRequest, slug: str) -> HttpResponse:
    kept = Retention.of(request.tenant)
    form = RetentionForm(request.POST if request.method == "POST" else None, instance=kept)
    if request.method == "POST" and form.is_valid():
        look_after(form.save(commit=False))
        messages.success(request, _("Saved. What is older goes within a day, and is listed below."))
        return redirect("privacy", slug)
    runs = RetentionRun.objects.all()[:RUNS_SHOWN]
    context = {"form": form, "runs": runs, "keeps_all": not any(days_of(kept).values())}
    return render(request, "feedback/privacy_retention.html", context)


@needs("manage_settings")
@trailed("privacy", MaskPattern)
def masking(request: HttpRequest, slug: str) -> HttpResponse:
    form = PatternForm(request.POST if request.method == "POST" else None, tenant=request.tenant)
    if request.method == "POST" and form.is_valid() and "try" not in request.POST:
        form.instance.tenant = request.tenant
        row = form.save()
        forget_kept(request.tenant.pk)
        messages.success(request, _("“%(name)s” is masked from now on.") % {"name": row.name})
        return redirect("privacy_masking", slug)
    context = {"form": form, "patterns": MaskPattern.objects.all()}
    return render(request, "feedback/privacy_masking.html", context)


@require_POST
@needs("manage_settings")
@trailed("privacy", MaskPattern)
def remove_pattern(request: HttpRequest, slug: str, pattern_id: int) -> HttpResponse:
    row = get_object_or_404(MaskPattern, tenant=request.tenant, pk=pattern_id)
    row.delete()
    forget_kept(request.tenant.pk)
    messages.success(request, _("“%(name)s” is no longer masked.") % {"name": row.name})
    return redirect("privacy_masking", slug)


@needs("manage_settings")
@never_cache
def erasures(request: HttpRequest, slug: str) -> HttpResponse:
    """`?chat=12`: whose chat that is can be erased from here."""
    number = request.POST.get("chat") or request.GET.get("chat") or ""
    chat = None
    if number.isdecimal() and len(number) < 19:
        chat = Conversation.objects.select_related("visitor").filter(pk=int(number)).first()
    if request.method == "POST" and chat is not None and request.POST.get("sure") == "yes":
        return _erased(request, slug, chat)
    page = Paginator(Erasure.objects.select_related("by"), 25).get_page(request.GET.get("page"))
    context = {"number": number, "chat": chat, "page": page}
    if chat is not None:
        context["chats"] = Conversation.objects.filter(visitor=chat.visitor_id).count()
    return render(request, "feedback/privacy_erasures.html", context)


def _erased(request: HttpRequest, slug: str, chat: Conversation) -> HttpResponse:
    try:
        erase_visitor(visitor_id=chat.visitor_id, by=request.membership)
        messages.success(request, _("Erased, with all that was said. It cannot be brought back."))
    except Refused:
        messages.error(request, _("This customer was erased already."))
    return redirect("privacy_erasures", slug)


@require_safe
@needs("manage_settings")
def summary(request: HttpRequest, slug: str) -> HttpResponse:
    return render(request, "feedback/privacy_summary.html", {"rows": summary_of(request.tenant)})
