"""`/widget.js`: the one script a company puts into its pages.

With `?site=KEY` it brings what the button needs along: one request instead of two. Where that may
not be said (to a page that is not on the company's list, or does not tell who it is) or cannot (no
database) it is the same as without, and asks for it, which explains what is wrong.
"""

import json
from datetime import timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import rjsmin
from django.contrib.staticfiles import finders
from django.db import Error, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import condition, require_safe

from chat.embedding import may_load, page_of
from chat.snippet import note_snippet
from chat.widget import active_tenant, kept_for, launcher
from helpdesk.languages import wanted

AGE = f"public, max-age={int(timedelta(minutes=10).total_seconds())}, stale-while-revalidate=86400"
NOTHING_GIVEN = "const given=null"


@cache
def source() -> str:
    written = Path(finders.find("chat/loader.js")).read_text(encoding="utf-8")
    return rjsmin.jsmin(written)


def given(request: HttpRequest) -> dict[str, Any] | None:
    """The configuration (`chat.widget.launcher`) of the site that the address names."""
    try:
        tenant = active_tenant(request.GET.get("site", ""))
        if tenant is None or not may_load(tenant, request):
            return None
        note_snippet(tenant, page_of(request))
        with translation.override(wanted(request, tenant.language)):
            return launcher(tenant, timezone.now())
    except Error:
        return None


def _script(request: HttpRequest) -> str:
    if not hasattr(request, "loader_script"):
        found = given(request) if "site" in request.GET else None
        words = json.dumps(found, separators=(",", ":"))
        request.loader_keeps = kept_for(found) if found else AGE
        request.loader_script = source().replace(NOTHING_GIVEN, f"const given={words}", 1)
    return request.loader_script


def _etag(request: HttpRequest) -> str:
    return f'"{sha256(_script(request).encode()).hexdigest()[:20]}"'


@transaction.non_atomic_requests  # it works while there is no database
@require_safe
@gzip_page
@condition(etag_func=_etag)
def loader(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(_script(request), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = request.loader_keeps
    if "site" in request.GET:
        patch_vary_headers(response, ["Accept-Language", "Referer", "Sec-Fetch-Site"])
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
