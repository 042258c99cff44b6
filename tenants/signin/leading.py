"""Where somebody is led whose session is not enough, and what happens when an owner gets in
without the company's provider all the same."""

import time
from urllib.parse import urlencode

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from helpdesk.languages import first_spoken

from ..audit import record
from ..mail import went_out
from ..models import Membership, Role
from .admission import Missing
from .standing import is_by_provider_alone, is_vouched_for

BROKE_GLASS = "signin_broke_glass"  # {company id: when}


def lead_there(request: HttpRequest, member: Membership, missing: Missing) -> HttpResponse | None:
    """None: there is nothing to be had here, and nothing is told."""
    if missing is Missing.COMPANY or request.method not in ("GET", "HEAD"):
        return None
    if not request.accepts("text/html"):
        return None
    if missing is Missing.PROVIDER:
        address = reverse("provider", args=[member.tenant.slug])
    else:
        address = reverse("factor_needed", args=[member.tenant.slug])
    return HttpResponseRedirect(f"{address}?{urlencode({'next': request.get_full_path()})}")


class AccountMiddleware:
    """Who came in through a company's provider is who that provider says, to that company. Their
    password, address and second factors are theirs: for those they sign in by themselves."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_account = request.path_info.startswith(("/accounts/", "/companies/new/"))
        if not is_account or request.path_info == reverse("account_logout"):
            return self.get_response(request)
        if not is_by_provider_alone(request.session) or not request.user.is_authenticated:
            return self.get_response(request)
        return render(request, "tenants/signin/account_closed.html", status=403)


# --- The glass that an owner may break ----------------------------------------------------------


def note_broken_glass(request: HttpRequest) -> None:
    """Once a session: on the trail, and by mail to everybody else who looks after sign-in. Call
    inside the company's scope."""
    member = request.membership
    key, broken = str(member.tenant_id), request.session.get(BROKE_GLASS, {})
    if not member.tenant.requires_provider or member.tenant.is_sandbox:
        return
    if is_vouched_for(request.session, member.tenant_id) or key in broken:
        return
    request.session[BROKE_GLASS] = {**broken, key: time.time()}
    with transaction.atomic():
        record("signin.glass_broken", target=member.display_name)
        others = member.tenant.memberships.active().filter(role__in=[Role.OWNER, Role.ADMIN])
        addresses = others.exclude(pk=member.pk).values_list("user__email", flat=True)
        told = list(addresses)
        transaction.on_commit(lambda: _tell(member, told), robust=True)


def _tell(member: Membership, addresses: list[str]) -> None:
    tenant = member.tenant
    with translation.override(first_spoken([tenant.language])):
        subject = _("{company}: {name} signed in without your provider")
        body = _(
            "{name}, an owner of {company}, came in with a password and a second factor. The "
            "company asks for its own sign-in, and owners may go round it when that fails.\n\n"
            "Is that a surprise? Ask {name}, and look at who did what:\n{link}"
        )
        said = {
            "company": tenant.name,
            "name": member.display_name,
            "link": settings.PUBLIC_URL + reverse("audit", args=[tenant.slug]),
        }
        for address in addresses:
            # It is on the trail; a mail server that is away keeps nobody out.
            went_out(EmailMessage(subject.format(**said), body.format(**said), to=[address]))
