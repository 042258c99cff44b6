"""Somebody comes by a signed link: the company's scope, their language, and pages nobody keeps or
passes on. Who holds the link is let in; there is no login."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from chat.models import Visitor
from feedback.links import BadLink, OldLink, Use, company_of, read_link
from feedback.promises.way_back import company_for, private
from helpdesk.languages import first_spoken, wanted
from helpdesk.tenancy import tenant_scope
from tenants.models import Tenant

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Arrival:
    """`visitor` is None once they were erased; `about` is what the link is about."""

    tenant: Tenant
    visitor_id: int
    visitor: Visitor | None
    about: str
    key: str
    token: str
    language: str


def by_link(*uses: Use) -> Callable[[View], View]:
    """`view(request, arrival, ...)` for `/…/<key>/<token>/…`. A link that is forged, for another
    use, too old or of another company than the address names leads to a page that says so."""

    def decorate(view: View) -> View:
        @wraps(view)
        def arrived(request: HttpRequest, key: str, token: str, **more: Any) -> HttpResponse:
            with ExitStack() as stack:
                try:
                    arrival = _arrive(request, stack, key, token, uses)
                except BadLink as why:
                    return _kept_to_us(gone(request, is_old=isinstance(why, OldLink)))
                return _kept_to_us(view(request, arrival, **more))

        return arrived

    return decorate


def _kept_to_us(response: HttpResponse) -> HttpResponse:
    """Nothing is passed on; templates/feedback/_own_page.html says what its forms need besides."""
    private(response)["Referrer-Policy"] = "no-referrer"
    return response


def _arrive(
    request: HttpRequest, stack: ExitStack, key: str, token: str, uses: tuple[Use, ...]
) -> Arrival:
    """Raises BadLink."""
    use = _use_of(token, uses)
    tenant = company_for(key, company_of(token, use))
    if tenant is None:
        raise BadLink
    visitor_id, about = read_link(token, use)
    stack.enter_context(tenant_scope(tenant))
    visitor = Visitor.objects.select_related("tenant").filter(pk=visitor_id).first()
    language = _language(request, tenant, visitor)
    stack.enter_context(translation.override(language))
    return Arrival(tenant, visitor_id, visitor, about, key, token, language)


def _use_of(token: str, uses: tuple[Use, ...]) -> Use:
    """Raises BadLink, OldLink when it was ours for one of them."""
    failures = []
    for use in uses:
        try:
            read_link(token, use)
        except BadLink as why:
            failures.append(why)
        else:
            return use
    raise next((why for why in failures if isinstance(why, OldLink)), failures[0])


def _language(request: HttpRequest, tenant: Tenant, visitor: Visitor | None) -> str:
    """What they chose here, else in the widget; else what their browser asks for."""
    chosen = [request.GET.get("lang", "")[:12], visitor.spoken if visitor else ""]
    return first_spoken([*chosen, wanted(request, tenant.language)])


def gone(request: HttpRequest, *, is_old: bool = False) -> HttpResponse:
    with translation.override(wanted(request)):
        context = {"is_old": is_old}
        status = 410 if is_old else 404
        return render(request, "feedback/link_gone.html", context, status=status)
