"""A customer's page that carries the snippet, on another origin than the product.

The same server under its other name: http://localhost:PORT beside http://127.0.0.1:PORT.
"""

from urllib.parse import urlsplit

from csp.constants import SELF
from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from helpdesk import demo

SHOP_HOST = "localhost"


def shop_origin() -> str:
    port = urlsplit(settings.PUBLIC_URL).port
    return f"http://{SHOP_HOST}:{port}" if port else f"http://{SHOP_HOST}"


@require_safe
def shop(request: HttpRequest) -> HttpResponse:
    """Raises 404 outside development."""
    if not settings.DEVELOPMENT:
        raise Http404
    if request.get_host().partition(":")[0] != SHOP_HOST:
        return redirect(f"{shop_origin()}{request.path}")
    return csp_replace(_policy())(_page)(request)


def _page(request: HttpRequest) -> HttpResponse:
    context = {"public_url": settings.PUBLIC_URL, "site_key": demo.SITE_KEY}
    return render(request, "helpdesk/demo_shop.html", context)


def _policy() -> dict[str, list[str]]:
    """What a careful shop would allow: itself, and the chat's host."""
    chat = settings.PUBLIC_URL
    return {
        "default-src": [SELF],
        "script-src": [SELF, chat],
        "frame-src": [chat],
        "connect-src": [SELF, chat],
        "img-src": [SELF, chat, "data:"],
        "style-src": [SELF],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
