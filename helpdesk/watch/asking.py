"""GET /metrics: what this web process counts. GET /metrics/installation: what the database and
Redis say of all of it, for one of them to be asked.

Both are off without METRICS_TOKEN, and answer nobody who does not show it.
"""

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from prometheus_client import CONTENT_TYPE_LATEST

from . import installation, process
from .token import is_known


@transaction.non_atomic_requests
async def metrics(request: HttpRequest) -> HttpResponse:
    return _refusal(request) or _told(process.exposition())


@transaction.non_atomic_requests
async def metrics_of_installation(request: HttpRequest) -> HttpResponse:
    return _refusal(request) or _told(await installation.exposition())


def _refusal(request: HttpRequest) -> HttpResponse | None:
    if not settings.METRICS_TOKEN:
        return HttpResponseNotFound(content_type="text/plain")
    if not is_known(request.headers.get("Authorization", "")):
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})
    return None


def _told(text: bytes) -> HttpResponse:
    return HttpResponse(
        text, headers={"Content-Type": CONTENT_TYPE_LATEST, "Cache-Control": "no-store"}
    )
