"""`/m/<key>/back/<token>/`: back into the chat. Looking at the page uses nothing up; that takes a
button. Mail scanners follow links and press none."""

from contextlib import ExitStack
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_http_methods

from chat.phrases import language_for
from chat.widget import active_tenant
from feedback.actions import way_back
from feedback.actions.way_back import MOST_ATTEMPTS, NotOpened, State
from feedback.links import BadLink, Use, company_of
from feedback.models import ReopenLink
from helpdesk.languages import wanted
from helpdesk.tenancy import tenant_scope
from tenants.models import Tenant

UNKNOWN = "unknown"


@require_http_methods(["GET", "HEAD", "POST"])
def back(request: HttpRequest, key: str, token: str) -> HttpResponse:
    tenant = company_for(key, way_back.company_of(token))
    with ExitStack() as stack:
        if tenant is not None:
            stack.enter_context(tenant_scope(tenant))
        link = way_back.find_link(token) if tenant is not None else None
        language = language_for(link.visitor) if link else wanted(request)
        stack.enter_context(translation.override(language))
        return private(_answer(request, tenant, link))


def company_for(key: str, tenant_id: int | None) -> Tenant | None:
    """The company of a token, also when its site key has changed since; None when the address names
    another company."""
    rows = Tenant.objects.real().filter(pk=tenant_id, is_active=True)
    tenant = rows.first() if tenant_id else None
    named = active_tenant(key)
    return None if named and tenant and named.pk != tenant.pk else tenant


def company_of_link(key: str, token: str, use: Use) -> Tenant | None:
    """The same by the token of a mail, None where it is not one for that."""
    try:
        return company_for(key, company_of(token, use))
    except BadLink:
        return None


def private(response: HttpResponse) -> HttpResponse:
    """Neither kept by anybody on the way nor told to the next page. The origin is told: without it
    browsers send forms as from nowhere, and those are refused."""
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "strict-origin"
    response["X-Robots-Tag"] = "noindex"
    response["Content-Language"] = translation.get_language() or ""
    return response


def _answer(request: HttpRequest, tenant: Tenant | None, link: ReopenLink | None) -> HttpResponse:
    if tenant is None or link is None:
        return _page(request, tenant, UNKNOWN, status=404)
    state = way_back.state_of(link)
    if state != State.OPEN:
        return _page(request, tenant, state, status=410)
    if request.method != "POST":
        return _page(request, tenant, State.OPEN)
    try:
        return _opened(request, tenant, link)
    except NotOpened as refused:
        link.refresh_from_db()
        state = way_back.state_of(link)
        if state != State.OPEN:
            return _page(request, tenant, state, status=410)
        left = MOST_ATTEMPTS - link.attempts
        typed = request.POST.get("email", "")
        problem = {"problem": refused.why, "left": left, "typed": typed[:254]}
        return _page(request, tenant, State.OPEN, status=400, **problem)


def _opened(request: HttpRequest, tenant: Tenant, link: ReopenLink) -> HttpResponse:
    """Raises NotOpened."""
    held = request.POST.get("token", "")
    if held and way_back.open_here(link_id=link.pk, visitor_token=held):
        return redirect("widget_frame", tenant.site_key)
    token = way_back.open_elsewhere(link_id=link.pk, typed=request.POST.get("email", "").strip())
    return _page(request, tenant, "opening", token=token)


def _page(
    request: HttpRequest, tenant: Tenant | None, state: str, *, status: int = 200, **more: Any
) -> HttpResponse:
    chat = tenant and reverse("widget_frame", args=[tenant.site_key])
    site = {"key": tenant.site_key, "chat": chat} if tenant else None
    if site and "token" in more:
        site["token"] = more["token"]
    context = {"tenant": tenant, "state": str(state), "chat": chat, "site": site, **more}
    return render(request, "feedback/back.html", context, status=status)
