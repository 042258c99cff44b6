"""Settings > Privacy > Permission: the ledger, what is in force, the words about the company, and
the one door through which addresses of those who agreed to news leave."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chat.models import Conversation
from feedback.actions.marketing import export_marketing, marketing_proofs
from feedback.models import ConsentEvent, LiveConsent, MarketingExport, PrivacyNotice, Purpose
from tenants.audit import trailed
from tenants.models import Membership
from tenants.rights import needs

from .forms import NoticeForm
from .marketing_files import KINDS
from .offers import notice_of
from .places import place_name
from .privacy_pages import READABLE
from .receipts import receipt_of

AT_ONCE = 25
EXPORTS_SHOWN = 20


@require_safe
@needs("manage_settings")
@never_cache
def ledger(request: HttpRequest, slug: str) -> HttpResponse:
    """`?purpose=` of one of them."""
    chosen = next((one for one in Purpose if one == request.GET.get("purpose")), None)
    lines = ConsentEvent.objects.select_related("text").order_by("-pk")
    lines = lines.filter(purpose=chosen) if chosen else lines
    page = Paginator(lines, AT_ONCE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": _rows(page),
        "chosen": chosen,
        "numbers": _numbers(),
        "query": f"purpose={chosen}&" if chosen else "",
    }
    return render(request, "feedback/permissions.html", context)


def _rows(page: Page) -> list[dict[str, Any]]:
    """With what is still there of those they are about."""
    chats = Conversation.objects.filter(pk__in=[line.conversation for line in page])
    there = set(chats.values_list("pk", flat=True))
    people = Membership.objects.filter(pk__in=[line.member for line in page])
    names = dict(people.values_list("pk", "display_name"))
    return [
        {
            "line": line,
            "chat": line.conversation if line.conversation in there else None,
            "place": place_name(line.place),
            "name": names.get(line.member, ""),
        }
        for line in page
    ]


def _numbers() -> list[tuple[Purpose, int]]:
    counted = LiveConsent.objects.values_list("purpose").annotate(Count("pk"))
    found = dict(counted.values_list("purpose", "pk__count"))
    return [(purpose, found.get(purpose, 0)) for purpose in Purpose]


@require_safe
@needs("manage_settings")
@never_cache
def receipt(request: HttpRequest, slug: str, receipt: str) -> HttpResponse:
    lines = ConsentEvent.objects.select_related("text", "tenant")
    line = get_object_or_404(lines, receipt=receipt)
    response = JsonResponse(receipt_of(line), json_dumps_params=READABLE)
    response["Content-Disposition"] = f'attachment; filename="{line.receipt}.json"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@needs("manage_settings")
@never_cache
@trailed("privacy", PrivacyNotice, action="consent.text_changed")
def notice(request: HttpRequest, slug: str) -> HttpResponse:
    form = NoticeForm(request.POST or None, instance=notice_of(request.tenant))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved. Customers read it from now on."))
        return redirect("permission_notice", slug)
    context = {
        "form": form,
        "agreed": len(marketing_proofs()),
        "exports": MarketingExport.objects.select_related("by")[:EXPORTS_SHOWN],
    }
    return render(request, "feedback/permission_notice.html", context)


@require_POST
@needs("manage_settings")
def export(request: HttpRequest, slug: str) -> HttpResponse:
    """The file, and a line that says who took it."""
    make = KINDS.get(request.POST.get("as", ""))
    proofs = export_marketing(member=request.membership) if make else []
    if make and proofs:
        return make(proofs)
    messages.warning(request, _("Nobody has agreed to news yet, so there is no list."))
    return redirect("permission_notice", slug)
