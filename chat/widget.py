"""The widget's pages: the loader, what it asks for, and the frame it opens.

None of them needs a cookie: who the visitor is travels in the chat protocol alone.
"""

from functools import cache
from hashlib import sha256
from pathlib import Path

from csp.constants import NONCE
from django.contrib.staticfiles import finders
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.formats import date_format
from django.utils.translation import get_language_bidi
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import condition, require_safe

from chat.embedding import embedding_origins, may_embed
from chat.opening import Opening, opening
from chat.welcome import people_online
from chat.wording import launcher_strings, widget_strings
from helpdesk.tenancy import tenant_scope
from tenants.colours import readable
from tenants.models import Tenant

LOADER_AGE_S = 600
CONFIG_AGE_S = 60


@cache
def loader_source() -> bytes:
    return Path(finders.find("chat/loader.js")).read_bytes()


def loader_etag(request: HttpRequest) -> str:
    return f'"{sha256(loader_source()).hexdigest()[:20]}"'


@transaction.non_atomic_requests  # it needs no database, and works while there is none
@require_safe
@gzip_page
@condition(etag_func=loader_etag)
def loader(request: HttpRequest) -> HttpResponse:
    """`/widget.js`: the one script a company puts into its pages."""
    response = HttpResponse(loader_source(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = f"public, max-age={LOADER_AGE_S}, stale-while-revalidate=86400"
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@require_safe
def config(request: HttpRequest, key: str) -> JsonResponse:
    """What the loader needs for the button, or why there is none.

    {"name", "accent", "open", "opens", "frame", and words}, or {"error": code}: 404 "unknown_site"
    (also for a disabled company), 403 "origin_not_listed".
    """
    tenant = active_tenant(key)
    if tenant is None:
        return answer(request, {"error": "unknown_site"}, status=404)
    if not may_embed(tenant, request):
        return answer(request, {"error": "origin_not_listed"}, status=403)
    return answer(request, launcher(tenant))


def launcher(tenant: Tenant) -> dict:
    """Facts and words of the button on the company's page."""
    now = opening_of(tenant)
    opens = date_format(now.opens, "D H:i") if now.opens else None
    return {
        "name": tenant.name,
        "accent": readable(tenant.accent),
        "open": now.open,
        "opens": opens,
        "frame": f"/widget/{tenant.site_key}/",
    } | launcher_strings(tenant.name, opens)


@require_safe
@gzip_page
def frame(request: HttpRequest, key: str) -> HttpResponse:
    """The chat itself: inside the company's page, or opened as a page of its own."""
    tenant = active_tenant(key)
    if tenant is None:
        raise Http404
    origins = embedding_origins(tenant, request)
    context = {
        "tenant": tenant,
        "accent": readable(tenant.accent),
        "site": site_data(tenant, origins),
        "strings": widget_strings(),
        "bidi": get_language_bidi(),
    }
    response = render(request, "chat/widget_frame.html", context)
    response._csp_replace = {"frame-ancestors": ["'self'", *origins]}
    response._csp_update = {"style-src": [NONCE]}
    response.xframe_options_exempt = True
    response["Referrer-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-cache"
    return response


def site_data(tenant: Tenant, origins: list[str]) -> dict:
    """`Site` in chat/static/chat/widget/app.js."""
    return {
        "key": tenant.site_key,
        "socket": f"/ws/widget/{tenant.site_key}/",
        "frames": f"/widget/{tenant.site_key}/frames/",
        "origins": origins,
    }


def active_tenant(key: str) -> Tenant | None:
    return Tenant.objects.filter(site_key=key, is_active=True).first()


def opening_of(tenant: Tenant) -> Opening:
    """Somebody who is there outside the hours counts as much as the hours."""
    with tenant_scope(tenant):
        if people_online(tenant):
            return Opening(open=True)
        return opening(tenant, tenant.opening_hours.all(), timezone.now())


def answer(request: HttpRequest, data: dict, status: int = 200) -> JsonResponse:
    """JSON that the asking page may read, also when it is told no: the loader explains why."""
    response = JsonResponse(data, status=status)
    patch_vary_headers(response, ["Origin", "Sec-Fetch-Site"])
    if "Origin" in request.headers:
        response["Access-Control-Allow-Origin"] = request.headers["Origin"]
    response["Cache-Control"] = f"private, max-age={CONFIG_AGE_S}" if status == 200 else "no-store"
    return response
