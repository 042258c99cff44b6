"""The live wall: a page to hang on a wall, and what it asks for every few seconds."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tenants.rights import needs

from .live import now_of


@require_safe
@needs("report")
def wall(request: HttpRequest, slug: str) -> HttpResponse:
    return render(request, "feedback/reports/live.html", {"now": now_of(request.tenant)})


@require_safe
@never_cache
@needs("report")
def now(request: HttpRequest, slug: str) -> HttpResponse:
    return JsonResponse(now_of(request.tenant))
