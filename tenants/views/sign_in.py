"""Coming in through a company's own sign-in, and what it takes to come in at all."""

import time
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from helpdesk.tenancy import tenant_scope

from ..actions import NotAllowed, memberships_of
from ..arrival import first_page
from ..caps import within
from ..models import Membership, Provider, Tenant
from ..signin import oidc
from ..signin.arriving import arrive
from ..signin.domains import companies_of_domain, join_by_domain, send_join_link
from ..signin.forms import WorkAddressForm
from ..signin.fresh import FRESH_S
from ..signin.providers import client_of, member_through, provider_of
from ..signin.standing import is_by_provider_alone

ATTEMPT = "signin_attempt"
ATTEMPT_LASTS_S = 600


@never_cache
def find(request: HttpRequest) -> HttpResponse:
    """The address at work tells which company's sign-in, or gets a link to join by."""
    form = WorkAddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"].lower()
        for tenant in companies_of_domain(email):
            with tenant_scope(tenant):
                if provider_of(tenant):
                    return redirect("provider", tenant.slug)
        if within("20/hour", "work-addresses-from", get_adapter().get_client_ip(request)):
            send_join_link(email)
        return render(request, "tenants/signin/sent.html")
    return render(request, "tenants/signin/find.html", {"form": form})


@never_cache
@require_safe
def provider(request: HttpRequest, slug: str) -> HttpResponse:
    """A page with one link. It is no redirect: a form that was sent may not lead away from us."""
    found = _provider(slug)
    if found is None:
        return _no_such_sign_in(request)
    afterwards = _ours(request, request.GET.get("next", ""))
    go = reverse("provider_go", args=[slug]) + (f"?{urlencode({'next': afterwards})}")
    context = {"tenant": found.tenant, "go": go, "again": is_by_provider_alone(request.session)}
    return render(request, "tenants/signin/provider.html", context)


@never_cache
@require_safe
def go(request: HttpRequest, slug: str) -> HttpResponse:
    """To the provider. Who is signed in already has to type their password there."""
    found = _provider(slug)
    if found is None:
        return _no_such_sign_in(request)
    # Each attempt asks the provider, who may be slow: strangers do not keep all our threads busy.
    if not within("30/minute", "asking-a-provider", get_adapter().get_client_ip(request)):
        return render(request, "429.html", status=429)
    again = request.user.is_authenticated and is_by_provider_alone(request.session)
    attempt = oidc.new_attempt()
    try:
        client = client_of(found.tenant, found)
        address = oidc.address_to_go_to(client, oidc.discover(client.issuer), attempt, again=again)
    except oidc.NotBelieved as error:
        return _did_not_work(request, found.tenant, error.code)
    request.session[ATTEMPT] = {
        "company": found.tenant_id,
        "issuer": found.issuer,
        "began": time.time(),
        "again": again,
        "next": _ours(request, request.GET.get("next", "")),
        **attempt._asdict(),
    }
    return HttpResponseRedirect(address)


@never_cache
@require_safe
def back(request: HttpRequest, slug: str) -> HttpResponse:
    """From the provider. What it is told counts for one attempt of this very browser."""
    begun, found = request.session.pop(ATTEMPT, None), _provider(slug)
    if found is None:
        return _no_such_sign_in(request)
    tenant = found.tenant
    try:
        claims = _redeem(request, begun, found)
        with tenant_scope(tenant):
            own = None if is_by_provider_alone(request.session) else request.user
            already = own if own and own.is_authenticated else None
            member = member_through(found, claims, already=already)
    except oidc.NotBelieved as error:
        return _did_not_work(request, tenant, error.code)
    except NotAllowed as refusal:
        return _did_not_work(request, tenant, refusal.code, refusal.message)
    arrive(request, member.user, tenant)
    member.tenant = tenant
    return HttpResponseRedirect(begun["next"] or first_page(member))


def _redeem(request: HttpRequest, begun: object, found: Provider) -> oidc.Claims:
    """Raises NotBelieved."""
    if not isinstance(begun, dict) or begun["company"] != found.tenant_id:
        raise oidc.NotBelieved("no_attempt")
    if time.time() - begun["began"] > ATTEMPT_LASTS_S:
        raise oidc.NotBelieved("too_late")
    if not constant_time_compare(request.GET.get("state", ""), begun["state"]):
        raise oidc.NotBelieved("state")
    if begun["issuer"] != found.issuer or request.GET.get("iss", found.issuer) != found.issuer:
        raise oidc.NotBelieved("issuer")
    code = request.GET.get("code", "")
    if not code or "error" in request.GET:
        raise oidc.NotBelieved("refused")
    attempt = oidc.Attempt(begun["state"], begun["nonce"], begun["verifier"])
    claims = oidc.redeem(client_of(found.tenant, found), code, attempt)
    if begun["again"] and not oidc.is_recent(claims, FRESH_S):
        raise oidc.NotBelieved("not_fresh")
    return claims


def _provider(slug: str) -> Provider | None:
    tenant = Tenant.objects.real().filter(slug=slug, is_active=True).first()
    if tenant is None:
        return None
    with tenant_scope(tenant):
        found = provider_of(tenant)
    if found:
        found.tenant = tenant
    return found


def _ours(request: HttpRequest, address: str) -> str:
    """A path of ours, or nothing."""
    fits = address.startswith("/") and url_has_allowed_host_and_scheme(address, None)
    return address if fits else ""


def _no_such_sign_in(request: HttpRequest) -> HttpResponse:
    return render(request, "tenants/signin/none.html", status=404)


def _did_not_work(
    request: HttpRequest, tenant: Tenant, code: str, why: object = ""
) -> HttpResponse:
    context = {"tenant": tenant, "code": code, "why": why}
    return render(request, "tenants/signin/did_not_work.html", context, status=403)


# --- What it takes to come in ------------------------------------------------------------------


@login_required
@require_safe
def factor_needed(request: HttpRequest, slug: str) -> HttpResponse:
    member = _mine(request, slug)
    if member is None:
        return redirect("companies")
    return render(request, "tenants/signin/factor_needed.html", {"tenant": member.tenant})


@require_POST
@login_required
def join(request: HttpRequest, slug: str) -> HttpResponse:
    """By the domain of the address somebody confirmed."""
    tenant = Tenant.objects.real().filter(slug=slug, is_active=True, joins_by_domain=True).first()
    if tenant is None or is_by_provider_alone(request.session):
        messages.error(request, _("Ask somebody at the company for an invitation."))
        return redirect("companies")
    try:
        with tenant_scope(tenant):
            join_by_domain(tenant=tenant, person=request.user)
    except NotAllowed as refusal:
        messages.error(request, refusal.message)
        return redirect("companies")
    messages.success(request, _("Welcome to {company}.").format(company=tenant.name))
    return redirect(f"/t/{tenant.slug}/inbox/")


def _mine(request: HttpRequest, slug: str) -> Membership | None:
    mine = memberships_of(request.user)
    return next((each for each in mine if each.tenant.slug == slug), None)
