"""The widget's pages: what the loader asks for (chat/loader.py), and the frame it opens.

None of them needs a cookie: who the visitor is travels in the chat protocol alone.
"""

from datetime import datetime
from math import ceil

from csp.constants import NONCE
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from chat.attachments.types import ACCEPTED
from chat.availability import Availability, availability
from chat.bot.courtesy import courtesy_of
from chat.embedding import embedding_origins, may_embed
from chat.snippet import note_snippet, note_stranger
from chat.wording import launcher_strings, masked_strings, widget_strings
from helpdesk.languages import wanted
from helpdesk.tenancy import tenant_scope
from helpdesk.watch.calls import note_company
from tenants.colours import readable
from tenants.models import Tenant

CONFIG_AGE_S = 60
A_DAY_S = 86_400


@require_safe
def config(request: HttpRequest, key: str) -> JsonResponse:
    """What the loader needs for the button, or why there is none.

    {"name", "accent", "state", "reason", "opens", "closes", "changes_in", "frame", "language", and
    words}, or {"error": code}: 404 "unknown_site" (also for a disabled company), 403
    "origin_not_listed".
    """
    tenant = active_tenant(key)
    if tenant is None:
        return answer(request, {"error": "unknown_site"}, status=404)
    if not may_embed(tenant, request):
        note_stranger(tenant, request.headers.get("Origin", ""))
        return answer(request, {"error": "origin_not_listed"}, status=403)
    note_snippet(tenant, request.headers.get("Origin", ""))
    with translation.override(wanted(request, tenant.language)):
        return answer(request, launcher(tenant, timezone.now()))


def launcher(tenant: Tenant, now: datetime) -> dict:
    """Facts and words of the button on the company's page. `changes_in`: seconds after which the
    clock will have changed something, for asking again; None when it will not within a day."""
    with tenant_scope(tenant):
        found = availability(tenant, now)
    return {
        "name": tenant.name,
        "accent": readable(tenant.accent),
        "frame": f"/widget/{tenant.site_key}/",
        "language": get_language(),
        "changes_in": seconds_until_change(found, now),
        **found.facts(),
        **launcher_strings(tenant.name),
    }


def seconds_until_change(found: Availability, now: datetime) -> int | None:
    left = found.changes_at and (found.changes_at - now).total_seconds()
    return ceil(left) if left and left <= A_DAY_S else None


@require_safe
@gzip_page
def frame(request: HttpRequest, key: str) -> HttpResponse:
    """The chat itself: inside the company's page, or opened as a page of its own."""
    tenant = active_tenant(key)
    if tenant is None:
        raise Http404
    with translation.override(wanted(request, tenant.language)):
        return frame_page(request, tenant)


def frame_page(request: HttpRequest, tenant: Tenant) -> HttpResponse:
    """In the active language."""
    origins = embedding_origins(tenant, request)
    context = {
        "tenant": tenant,
        "greeting": ours_or_own(tenant.greeting),
        "courtesy": ours_or_own(courtesy_of(tenant)),
        "accent": readable(tenant.accent),
        "site": site_data(tenant, origins),
        "strings": widget_strings(),
        "masked_strings": masked_strings(),
        "bidi": get_language_bidi(),
        "accept": ACCEPTED,
    }
    response = render(request, "chat/widget_frame.html", context)
    response._csp_replace = {"frame-ancestors": ["'self'", *origins]}
    response._csp_update = {"style-src": [NONCE]}
    response.xframe_options_exempt = True
    response["Referrer-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-cache"
    response["Content-Language"] = get_language()
    return response


def ours_or_own(text: str) -> str:
    """Words that came with the product are translated; the company's own stay as they are."""
    return text and _(text)


def site_data(tenant: Tenant, origins: list[str]) -> dict:
    """`Site` in chat/static/chat/widget/app.js."""
    return {
        "key": tenant.site_key,
        "socket": f"/ws/widget/{tenant.site_key}/",
        "frames": f"/widget/{tenant.site_key}/frames/",
        "files": f"/widget/{tenant.site_key}/files/",
        "words": f"/widget/{tenant.site_key}/words/?lang={get_language()}",
        "origins": origins,
    }


def active_tenant(key: str) -> Tenant | None:
    """Whose widget it is; the request's line of the log names it."""
    tenant = Tenant.objects.real().filter(site_key=key, is_active=True).first()
    if tenant is not None:
        note_company(tenant.pk)
    return tenant


def answer(request: HttpRequest, data: dict, status: int = 200) -> JsonResponse:
    """JSON that the asking page may read, also when it is told no: the loader explains why."""
    response = JsonResponse(data, status=status)
    patch_vary_headers(response, ["Origin", "Sec-Fetch-Site"])
    if "Origin" in request.headers:
        response["Access-Control-Allow-Origin"] = request.headers["Origin"]
    response["Cache-Control"] = kept_for(data) if status == 200 else "no-store"
    return response


def kept_for(config: dict) -> str:
    age = min(CONFIG_AGE_S, config.get("changes_in") or CONFIG_AGE_S)
    return f"private, max-age={age}"
