"""How people sign in to this company: second factor, domains, its own provider."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..actions import NotAllowed
from ..caps import within
from ..rights import needs
from ..signin import oidc
from ..signin.domains import (
    FILE,
    claim_domain,
    give_up_domain,
    let_join,
    proof_of,
    prove_domain,
)
from ..signin.factors import has_second_factor, with_second_factor
from ..signin.forms import DomainForm, FactorForm, ProviderForm
from ..signin.fresh import needs_fresh_sign_in
from ..signin.providers import (
    back_address,
    give_up_provider,
    provider_of,
    require_provider,
    save_provider,
)
from ..signin.requiring import require_second_factor
from ..signin.standing import is_vouched_for

View = Callable[..., HttpResponse]


def _door(view: View) -> View:
    """Right, proof that it is them, and the way back to the page."""

    @wraps(view)
    def guarded(request: HttpRequest, slug: str) -> HttpResponse:
        try:
            answer = view(request)
        except NotAllowed as refusal:
            messages.error(request, refusal.message)
            answer = None
        return answer or redirect("settings_sign_in", slug)

    return require_POST(needs("secure")(needs_fresh_sign_in(guarded)))


@needs("secure")
@needs_fresh_sign_in
def sign_in(request: HttpRequest, slug: str) -> HttpResponse:
    return _page(request)


def _page(request: HttpRequest, **forms: object) -> HttpResponse:
    tenant = request.tenant
    people = list(tenant.memberships.active().values_list("user_id", flat=True))
    found = provider_of(tenant)
    known = {"issuer": found.issuer, "client_id": found.client_id} if found else {}
    context = {
        "factor_form": FactorForm(tenant=tenant),
        "domain_form": DomainForm(),
        "provider_form": ProviderForm(has_secret=bool(found), initial=known),
        "without_factor": len(people) - len(with_second_factor(people)),
        "now": timezone.now(),
        "claimed": [(each, proof_of(tenant, each)) for each in tenant.claimed_domains],
        "file": FILE,
        "provider": found,
        "back_address": back_address(tenant),
        **forms,
    }
    return render(request, "tenants/signin/settings.html", context)


@_door
def factor(request: HttpRequest) -> HttpResponse | None:
    form = FactorForm(request.POST, tenant=request.tenant)
    if not form.is_valid():
        return _page(request, factor_form=form)
    if form.since and not has_second_factor(request.user.pk):
        raise NotAllowed(_("Set up a second factor for yourself first."), code="no_factor")
    require_second_factor(tenant=request.tenant, since=form.since)
    messages.success(request, _("Saved."))
    return None


# --- Domains ------------------------------------------------------------------------------------


@_door
def claim(request: HttpRequest) -> HttpResponse | None:
    form = DomainForm(request.POST)
    try:
        if form.is_valid():
            claim_domain(tenant=request.tenant, written=form.cleaned_data["domain"])
            return None
    except NotAllowed as refusal:
        form.add_error("domain", ValidationError(refusal.message))
    return _page(request, domain_form=form)


@_door
def prove(request: HttpRequest) -> None:
    domain = request.POST.get("domain", "")
    if not within("30/hour", "domains-of-company", request.tenant.pk):
        raise NotAllowed(_("That was too often. Wait a while, then try again."), code="slow_down")
    if prove_domain(tenant=request.tenant, domain=domain):
        told = _("{domain} is yours.")
        messages.success(request, told.format(domain=domain))
    else:
        told = _("Neither the record nor the file is there yet. New records can take an hour.")
        messages.warning(request, told)


@_door
def give_up(request: HttpRequest) -> None:
    give_up_domain(tenant=request.tenant, domain=request.POST.get("domain", ""))


@_door
def joining(request: HttpRequest) -> None:
    let_join(tenant=request.tenant, joins=request.POST.get("joins") == "on")
    messages.success(request, _("Saved."))


# --- The provider -------------------------------------------------------------------------------


@_door
def provider(request: HttpRequest) -> HttpResponse | None:
    form = ProviderForm(request.POST, has_secret=bool(provider_of(request.tenant)))
    if not within("30/hour", "provider-of-company", request.tenant.pk):
        raise NotAllowed(_("That was too often. Wait a while, then try again."), code="slow_down")
    try:
        if form.is_valid():
            save_provider(tenant=request.tenant, **form.cleaned_data)
            messages.success(request, _("Saved. Now try it, before you require it."))
            return None
    except oidc.NotBelieved:
        told = _("Nothing there answers as a sign-in provider for exactly this address.")
        form.add_error("issuer", told)
    return _page(request, provider_form=form)


@_door
def give_up_it(request: HttpRequest) -> None:
    give_up_provider(tenant=request.tenant)
    messages.success(request, _("Everybody signs in by themselves again."))


@_door
def require(request: HttpRequest) -> None:
    wanted = request.POST.get("required") == "on"
    through = is_vouched_for(request.session, request.tenant.pk)
    require_provider(tenant=request.tenant, wanted=wanted, came_through_it=through)
    messages.success(request, _("Saved."))
