"""Once more before what is dangerous: who is signed in proves that it is still them.

A browser somebody left open must not be enough to take the chats along, make a token, or end a
membership. Whoever signed in, or proved it once more, within ten minutes goes straight on.
"""

import time
from collections.abc import Callable
from functools import wraps
from urllib.parse import urlencode, urlsplit

from allauth.account.authentication import get_authentication_records
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from .standing import SIGNED_IN_AT, provider_address

FRESH_S = 600

View = Callable[..., HttpResponse]


def note_sign_in(request: HttpRequest) -> None:
    """This browser proved just now who uses it."""
    request.session[SIGNED_IN_AT] = time.time()


def is_fresh(request: HttpRequest) -> bool:
    """Whether who uses this browser proved who they are within ten minutes."""
    if not request.user.is_authenticated:
        return False
    again = [
        record["at"]
        for record in get_authentication_records(request, request.user)
        if record.get("reauthenticated")
    ]
    return time.time() - max([request.session.get(SIGNED_IN_AT, 0), *again]) < FRESH_S


def needs_fresh_sign_in(view: View) -> View:
    """Asks who they are before the page is shown. Below `@needs(...)`, so that nobody is asked
    for what they may not do anyway.

    What was sent meanwhile is not kept: after the proof they are back on the page with the form
    and send it once more. What is no page (a script that fetches) gets 403.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if is_fresh(request):
            return view(request, *args, **kwargs)
        if not request.accepts("text/html"):
            raise PermissionDenied
        if request.method in ("GET", "HEAD"):
            return prove_again(request, request.get_full_path())
        messages.warning(request, _("Nothing was changed yet: please do that once more."))
        return prove_again(request, _page_with_the_form(request))

    return guarded


def needs_fresh_sign_in_to_change(view: View) -> View:
    """The same for pages that anybody with the right may look at: only what is sent is guarded."""
    asking = needs_fresh_sign_in(view)

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        looks = request.method in ("GET", "HEAD")
        return (view if looks else asking)(request, *args, **kwargs)

    return guarded


def prove_again(request: HttpRequest, afterwards: str) -> HttpResponse:
    """To where they prove it: the company's provider for who came through it, else our own page.
    `afterwards`: a path of ours."""
    address = provider_address(request) or reverse("account_reauthenticate")
    return HttpResponseRedirect(f"{address}?{urlencode({'next': afterwards})}")


def _page_with_the_form(request: HttpRequest) -> str:
    """Where the form was sent from, if that is one of our pages."""
    came_from = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(came_from, {request.get_host()}):
        parts = urlsplit(came_from)
        return parts.path + (f"?{parts.query}" if parts.query else "")
    tenant = getattr(request, "tenant", None)
    return f"/t/{tenant.slug}/inbox/" if tenant else reverse("companies")
