"""The page a company sees first, with the product running on it."""

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tenants.models import Tenant

from . import demo

SCREENSHOTS = [
    ("inbox", _("The inbox: who waits longest comes first, and everything has a key.")),
    ("widget", _("The chat on a shop's page: greeting, faces, no form.")),
    ("phone", _("The same inbox on a phone, for the colleague at the counter.")),
]


@require_safe
def landing(request: HttpRequest) -> HttpResponse:
    context = {"site_key": running_site_key(), "screenshots": screenshots()}
    return render(request, "helpdesk/landing.html", context)


def running_site_key() -> str:
    """Key of the company whose chat runs on the page; empty where there is none."""
    key = settings.LANDING_SITE_KEY or (demo.SITE_KEY if settings.DEVELOPMENT else "")
    exists = bool(key) and Tenant.objects.real().filter(site_key=key, is_active=True).exists()
    return key if exists else ""


def screenshots() -> list[dict[str, str]]:
    """Those that were shipped, as {name, url, caption}."""
    found = ((name, f"helpdesk/landing/{name}.png", caption) for name, caption in SCREENSHOTS)
    return [
        {"name": name, "url": staticfiles_storage.url(path), "caption": caption}
        for name, path, caption in found
        if _is_shipped(path)
    ]


def _is_shipped(path: str) -> bool:
    from django.contrib.staticfiles import finders

    return finders.find(path) is not None
