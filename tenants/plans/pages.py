"""Settings > Plan and usage, and what the payment service tells."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from tenants.hours import zone_named
from tenants.rights import needs

from .changing import hear
from .paying import NotGenuine, OutOfReach, is_sold, payments
from .standing import Standing, standing
from .table import FEATURES, PLANS, SELF_HOSTED, Plan
from .usage import usage

MOST_BYTES = 256 * 1024
OUT_OF_REACH = gettext_lazy("The payment service does not answer. Try again in a minute.")


@require_safe
@never_cache
@needs("bill")
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    now = standing(request.tenant)
    if request.GET.get("paid"):
        messages.success(request, _("Thank you. It can take a minute until the plan changes."))
        return redirect("settings_plan", slug)
    context = {
        "standing": now,
        "usage": usage(request.tenant),
        "features": _features(now),
        "plans": _offered(now),
        "is_paid_here": payments() is not None,
        "contact": settings.BILLING_CONTACT,
    }
    with timezone.override(zone_named(request.tenant.zone)):
        return render(request, "tenants/plan.html", context)


def _features(now: Standing) -> list[tuple[Any, bool]]:
    return [(feature.label, name in now.plan.features) for name, feature in FEATURES.items()]


def _offered(now: Standing) -> list[dict[str, Any]]:
    """The plans that are sold; nothing where there are no limits anyway."""
    if now.chosen.name == SELF_HOSTED:
        return []
    return [
        {
            "plan": each,
            "features": [
                label for name, (label, _pages) in FEATURES.items() if name in each.features
            ],
            "is_current": each is now.chosen,
            "can_be_paid": payments() is not None and is_sold(each.name),
        }
        for each in PLANS.values()
        if each.is_sold or each is now.chosen
    ]


@require_POST
@needs("bill")
def choose(request: HttpRequest, slug: str, plan_name: str) -> HttpResponse:
    """To the payment service, by a link on a page of ours: it says where one is going."""
    service, wanted, now = payments(), PLANS.get(plan_name), standing(request.tenant)
    if service is None or wanted is None or not is_sold(plan_name):
        return redirect("settings_plan", slug)
    if now.row is not None and now.row.subscription:
        return portal(request, slug)
    return _leave(request, wanted, lambda: service.checkout(
        tenant_id=request.tenant.pk,
        plan=plan_name,
        customer=now.row.customer if now.row else "",
        email=request.user.email,
        back=_back(slug),
    ))  # fmt: skip


@require_POST
@needs("bill")
def portal(request: HttpRequest, slug: str) -> HttpResponse:
    """Where a card is changed, an invoice found, a plan ended."""
    service, now = payments(), standing(request.tenant)
    if service is None or now.row is None or not now.row.customer:
        return redirect("settings_plan", slug)
    customer = now.row.customer
    return _leave(request, None, lambda: service.portal(customer=customer, back=_back(slug)))


def _leave(request: HttpRequest, wanted: Plan | None, ask: Any) -> HttpResponse:
    try:
        address = ask()
    except OutOfReach:
        messages.error(request, OUT_OF_REACH)
        return redirect("settings_plan", request.tenant.slug)
    response = render(request, "tenants/plan_leave.html", {"address": address, "wanted": wanted})
    response["Cache-Control"] = "no-store"
    return response


def _back(slug: str) -> str:
    return settings.PUBLIC_URL + reverse("settings_plan", args=[slug])


@csrf_exempt  # carries its own signature, no cookie
@transaction.non_atomic_requests
@require_POST
def told_by_stripe(request: HttpRequest) -> HttpResponse:
    """200: done, or done before, or not about us. 503: tell it again later."""
    service = payments()
    if service is None or int(request.headers.get("Content-Length") or 0) > MOST_BYTES:
        return HttpResponse(status=404)
    try:
        told = service.told(request.body, request.headers.get("Stripe-Signature", ""))
        if told is not None:
            hear(told, service)
    except NotGenuine:
        return HttpResponse(status=400)
    except OutOfReach:
        return HttpResponse(status=503)
    return HttpResponse(status=200)
