"""Following an invitation."""

from allauth.account.utils import perform_login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from helpdesk.tenancy import tenant_scope

from ..actions import NotAllowed
from ..forms import JoinForm
from ..invitations import accept, accept_as_newcomer, find_open, has_account, has_verified
from ..models import Invitation, Tenant


@never_cache
@sensitive_post_parameters("password")
def join(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """One page for every link that does not work, whatever the reason."""
    tenant = Tenant.objects.real().filter(slug=slug, is_active=True).first()
    if tenant is None:
        return _does_not_work(request)
    with tenant_scope(tenant):
        invitation = find_open(tenant, token)
        if invitation is None:
            return _does_not_work(request)
        invitation.tenant = tenant
        return _welcome(request, invitation)


def _does_not_work(request: HttpRequest) -> HttpResponse:
    return render(request, "tenants/join_not_found.html", status=404)


def _welcome(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    if request.user.is_authenticated:
        if not has_verified(request.user, invitation.email):
            return _page(request, invitation, "somebody_else")
        return _join_as_member(request, invitation)
    if has_account(invitation.email):
        return _page(request, invitation, "sign_in")
    return _join_as_newcomer(request, invitation)


def _join_as_member(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    if request.method != "POST":
        return _page(request, invitation, "confirm")
    try:
        accept(invitation=invitation, person=request.user)
    except NotAllowed:
        return _does_not_work(request)
    return _arrive(request, invitation)


def _join_as_newcomer(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    form = JoinForm(request.POST or None, email=invitation.email)
    if request.method != "POST" or not form.is_valid():
        return _page(request, invitation, "sign_up", form=form)
    try:
        membership = accept_as_newcomer(invitation=invitation, **form.cleaned_data)
    except NotAllowed:
        return redirect(request.path)  # whatever happened in between, the page will tell
    _arrive(request, invitation)
    profile = f"/t/{invitation.tenant.slug}/me/"
    return perform_login(request, membership.user, redirect_url=profile)


def _arrive(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    messages.success(request, _("Welcome to {company}.").format(company=invitation.tenant.name))
    return redirect(f"/t/{invitation.tenant.slug}/inbox/")


def _page(request: HttpRequest, invitation: Invitation, step: str, **more: object) -> HttpResponse:
    context = {"invitation": invitation, "tenant": invitation.tenant, "step": step, **more}
    return render(request, "tenants/join.html", context)
