"""The page of visitors who may not write for now: who, why, until when, and by whom."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tenants.audit import record
from tenants.rights import needs

from .blocks import in_force
from .events import Push, announce, visitor_group

MOST = 500


@require_safe
@needs("oversee")
def blocked(request: HttpRequest, slug: str) -> HttpResponse:
    rows = in_force().select_related("visitor", "by").defer("by__photo").order_by("-created_at")
    return render(request, "chat/blocked.html", {"blocks": rows[:MOST], "now": timezone.now()})


@require_POST
@needs("oversee")
def lift(request: HttpRequest, slug: str, block_id: int) -> HttpResponse:
    """They may write again, at once."""
    block = get_object_or_404(in_force(), pk=block_id)
    block.lifted_at = timezone.now()
    block.save(update_fields=["lifted_at"])
    record("customer.block_lifted", target=block.visitor_id)
    tenant = request.tenant
    told = {"type": "blocked", "blocked": None}
    announce([Push(visitor_group(tenant.pk, block.visitor_id), told)])
    messages.success(
        request, _("Visitor {number} may write again.").format(number=block.visitor_id)
    )
    return redirect("blocked", tenant.slug)
