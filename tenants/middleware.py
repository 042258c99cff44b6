"""Everything below `/t/<slug>/` happens inside that company, for its members alone."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound

from helpdesk.tenancy import tenant_scope

from .actions import places_of
from .audit import acting, requesting
from .models import Membership, User
from .signin.admission import reachable, what_is_missing
from .signin.leading import lead_there, note_broken_glass

COMPANY_PATH = re.compile(r"^/t/(?P<slug>[-\w]+)/")
# Where somebody practises there is the console and nothing else: no people, settings or reports.
CONSOLE_PATH = re.compile(r"^/t/[-\w]+/(inbox|frames|files)/")


class TenantMiddleware:
    """Sets `request.tenant` and `request.membership` and opens the scope; 404 for everybody else,
    whether the company exists or not."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with acting(requesting(request)):
            return self._answer(request)

    def _answer(self, request: HttpRequest) -> HttpResponse:
        match = COMPANY_PATH.match(request.path_info)
        if not match:
            return self.get_response(request)
        if not request.user.is_authenticated:
            return self._turn_away(request)
        places = places_of(request.user)
        companies = [each for each in places if not each.tenant.is_sandbox]
        request.memberships = reachable(request.session, companies)
        membership = in_company(places, match["slug"])
        if membership is None or not _is_there(membership, request.path_info):
            return self._is_nowhere(request)
        if missing := what_is_missing(request.session, membership, places):
            return lead_there(request, membership, missing) or self._is_nowhere(request)
        request.tenant, request.membership = membership.tenant, membership
        with tenant_scope(membership.tenant_id):
            note_broken_glass(request)
            return self.get_response(request)

    def _is_nowhere(self, request: HttpRequest) -> HttpResponse:
        request.urlconf = "helpdesk.no_urls"  # the same 404 as for an address nobody has
        return self.get_response(request)

    @staticmethod
    def _turn_away(request: HttpRequest) -> HttpResponse:
        if request.method in ("GET", "HEAD") and request.accepts("text/html"):
            return redirect_to_login(request.get_full_path())
        return HttpResponseNotFound()


def find_membership(session: Any, person: User, slug: str) -> Membership | None:
    """The active membership of this person in an active company of that name, if their session is
    enough for it; or None."""
    places = places_of(person)
    member = in_company(places, slug)
    return None if member is None or what_is_missing(session, member, places) else member


def in_company(memberships: Iterable[Membership], slug: str) -> Membership | None:
    return next((each for each in memberships if each.tenant.slug == slug), None)


def _is_there(membership: Membership, path: str) -> bool:
    return not membership.tenant.is_sandbox or bool(CONSOLE_PATH.match(path))
