"""The page an operator works in; everything on it comes through the chat protocol."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tenants.models import Membership
from tenants.rights import needs

from .console_wording import console_words
from .render import instant, portrait


@require_safe
@needs("chat")
@never_cache
def inbox(request: HttpRequest, slug: str, conversation: int | None = None) -> HttpResponse:
    """`/t/<slug>/inbox/`, with the conversation in the address open.

    One that does not exist is told by the protocol, as for any other client.
    """
    context = {
        "company": request.tenant.name,
        "config": config(request, conversation),
        "links": links(request),
        "words": console_words(),
    }
    return render(request, "chat/inbox.html", context)


def config(request: HttpRequest, conversation: int | None) -> dict[str, Any]:
    """`Config` in chat/static/chat/console/types.d.ts."""
    slug = request.tenant.slug
    return {
        "slug": slug,
        "company": request.tenant.name,
        "me": me(request.membership),
        "now": instant(timezone.now()),
        "csrf": get_token(request),
        "socket": f"/ws/t/{slug}/",
        "frames": reverse("operator_frames", args=[slug]),
        "start": conversation,
        "links": links(request),
    }


def me(member: Membership) -> dict[str, Any]:
    return {
        "member": member.pk,
        "name": member.display_name,
        "photo": portrait(member.tenant_id, member.photo_hash),
        "oversees": member.may("oversee"),
    }


def links(request: HttpRequest) -> dict[str, Any]:
    """Where else this member can go from here."""
    slug = request.tenant.slug
    return {
        "inbox": reverse("inbox", args=[slug]),
        "signIn": reverse("account_login"),
        "signOut": reverse("account_logout"),
        "companies": reverse("companies"),
        "me": reverse("profile", args=[slug]),
        "pages": [
            {"label": label, "url": reverse(name, args=[slug]), "icon": name}
            for name, label, right in PAGES
            if request.membership.may(right)
        ],
    }


PAGES = [
    ("canned", "Canned", "chat"),
    ("people", "People", "manage_people"),
    ("settings", "Settings", "manage_settings"),
    ("install", "Install", "manage_settings"),
]
