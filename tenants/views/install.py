"""The one line that brings the chat to a company's site, and what is left to set up."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from ..rights import needs


@needs("manage_settings")
def install(request: HttpRequest, slug: str) -> HttpResponse:
    tenant = request.tenant
    context = {
        "snippet": snippet_for(tenant.site_key),
        "sites": tenant.allowed_origins,
        "test_url": f"/widget/{tenant.site_key}/",
        "steps": _steps(request),
    }
    return render(request, "tenants/install.html", context)


def snippet_for(site_key: str) -> str:
    return f'<script src="{settings.PUBLIC_URL}/widget.js" data-site="{site_key}" async></script>'


def _steps(request: HttpRequest) -> list[tuple[bool, str, str]]:
    """What makes a good start, as (done, what, where); it ticks itself."""
    tenant, slug = request.tenant, request.tenant.slug
    colleagues = tenant.memberships.active().count() > 1 or tenant.invitations.exists()
    return [
        (bool(tenant.allowed_origins), "Name your website", reverse("settings_sites", args=[slug])),
        (
            bool(request.membership.photo_hash),
            "Show your face: add a photo",
            reverse("profile", args=[slug]),
        ),
        (
            tenant.opening_hours.exists(),
            "Say when somebody is there",
            reverse("settings_hours", args=[slug]),
        ),
        (colleagues, "Invite a colleague", reverse("people", args=[slug])),
    ]
