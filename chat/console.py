"""The page an operator works in; everything on it comes through the chat protocol."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tenants.models import Membership, Tenant
from tenants.rights import needs

from . import vapid
from .attachments.types import ACCEPTED
from .canned_fields import greetings
from .console_wording import console_words
from .emoji import emoji_groups
from .manners.words import later_words
from .render import instant, portrait

# What other apps bring along for their part of the page; they add to these on start.
more_words: list[Callable[[], dict[str, str]]] = []
more_templates: list[str] = []


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
        "words": words(),
        "more_templates": more_templates,
        "later": {"words": later_words(), "emoji": emoji_groups()},
        "accepted": ACCEPTED,
    }
    return render(request, "chat/inbox.html", context)


def words() -> dict[str, str]:
    return console_words() | {key: text for more in more_words for key, text in more().items()}


def config(request: HttpRequest, conversation: int | None) -> dict[str, Any]:
    """`Config` in chat/static/chat/console/types.d.ts."""
    slug = request.tenant.slug
    return {
        "slug": slug,
        "company": request.tenant.name,
        "language": request.tenant.language,
        "greetings": greetings(),
        "me": me(request.membership),
        "now": instant(timezone.now()),
        "csrf": get_token(request),
        "socket": f"/ws/t/{slug}/",
        "frames": reverse("operator_frames", args=[slug]),
        "files": reverse("operator_files", args=[slug]),
        "start": conversation,
        "links": links(request),
        "routing": request.tenant.routing,
        "practice": request.tenant.is_sandbox,
        "push": None if request.tenant.is_sandbox else push_config(slug),
    }


def push_config(slug: str) -> dict[str, str] | None:
    """None where this installation sends no pushes."""
    key = vapid.public_key()
    worker = reverse("push_worker", args=[slug])
    return key and {"key": key, "worker": worker, "scope": f"/t/{slug}/"}


@cache
def worker_source() -> bytes:
    return Path(finders.find("chat/push-worker.js")).read_bytes()


@require_safe
@needs("chat")
def push_worker(request: HttpRequest, slug: str) -> HttpResponse:
    """The script that shows pushes; its address gives it the scope of this company alone."""
    response = HttpResponse(worker_source(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


def me(member: Membership) -> dict[str, Any]:
    return {
        "member": member.pk,
        "name": member.display_name,
        "photo": portrait(member.tenant_id, member.photo_hash),
        "oversees": member.may("oversee"),
    }


def links(request: HttpRequest) -> dict[str, Any]:
    """Where else this member can go from here."""
    slug = home_of(request.tenant).slug
    return {
        "inbox": reverse("inbox", args=[request.tenant.slug]),
        "signIn": reverse("account_login"),
        "signOut": reverse("account_logout"),
        "companies": reverse("companies"),
        "me": reverse("profile", args=[slug]),
        "articles": reverse("articles", args=[slug]),
        "newArticle": _new_article(request.membership, slug),
        "houseRules": _house_rules(request.membership, slug),
        "pages": [
            {"label": str(label), "url": reverse(name, args=[slug]), "icon": name}
            for name, label, right in PAGES
            if request.membership.may(right) and not (name == "setup" and request.tenant.set_up_at)
        ],
    }


def home_of(tenant: Tenant) -> Tenant:
    """Where its other pages are: somebody who practises has those of the company."""
    return tenant.sandbox_of or tenant


def _new_article(member: Membership, slug: str) -> str | None:
    return reverse("article_add", args=[slug]) if member.may("oversee") else None


def _house_rules(member: Membership, slug: str) -> str | None:
    return reverse("house_rules", args=[slug]) if member.may("manage_settings") else None


PAGES = [
    ("setup", _("Set-up"), "manage_settings"),
    ("promises", _("Promises"), "chat"),
    ("canned", _("Canned"), "chat"),
    ("articles", _("Articles"), "chat"),
    ("ratings", _("Ratings"), "chat"),
    ("reviews", _("Reviews"), "chat"),
    ("coaching", _("Coaching"), "chat"),
    ("practice", _("Practice"), "chat"),
    ("people", _("People"), "manage_people"),
    ("settings", _("Settings"), "manage_settings"),
    ("install", _("Install"), "manage_settings"),
]
