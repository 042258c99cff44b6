"""Which pages may show a company's widget."""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

from chat.origins import is_allowed
from tenants.models import Tenant

# Only what is exactly an origin may go into a security header.
ORIGIN = re.compile(r"https?://([a-z0-9_.-]+|\[[0-9a-f:]+\])(:[0-9]{1,5})?")


def embedding_origins(tenant: Tenant, request: HttpRequest) -> list[str]:
    """Pages that may carry the frame, like "https://www.example.com": ours, then the company's."""
    own = [settings.PUBLIC_URL, f"{request.scheme}://{request.get_host()}"]
    origins = [*own, *tenant.allowed_origins]
    return list(dict.fromkeys(origin for origin in origins if ORIGIN.fullmatch(origin)))


def may_embed(tenant: Tenant, request: HttpRequest) -> bool:
    """Whether the page that sent this request is one of them.

    Browsers leave Origin out of same-origin GET requests and say so in Sec-Fetch-Site.
    """
    origin = request.headers.get("Origin")
    if origin is None:
        return request.headers.get("Sec-Fetch-Site") == "same-origin"
    return is_allowed(origin, request.get_host(), tenant.allowed_origins)


def page_of(request: HttpRequest) -> str:
    """The origin of the page that loads a script: browsers name it in Referer, if they may."""
    try:
        page = urlsplit(request.headers.get("Referer", ""))
    except ValueError:  # "https://[" and the like: no browser says that
        return ""
    return f"{page.scheme}://{page.netloc}"


def may_load(tenant: Tenant, request: HttpRequest) -> bool:
    """The same of a page that loads a script, which comes without Origin."""
    return is_allowed(page_of(request), request.get_host(), tenant.allowed_origins)
