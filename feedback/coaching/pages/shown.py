"""What the pages of coaching have in common."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chat.actions import Refused
from tenants.hours import zone_named
from tenants.rights import View

TABS = [
    ("coaching", gettext_lazy("For you"), "chat"),
    ("coaching_team", gettext_lazy("Team"), "oversee"),
    ("coaching_trends", gettext_lazy("Trends"), "chat"),
    ("coaching_library", gettext_lazy("Library"), "chat"),
    ("coaching_topics", gettext_lazy("Topics"), "oversee"),
    ("coaching_report", gettext_lazy("Report"), "oversee"),
]
REFUSED = {
    "not_now": gettext_lazy("That has changed meanwhile, so nothing was done. Look again."),
    "not_allowed": gettext_lazy("That is for somebody else to do: nobody coaches themselves."),
}


def shown(
    request: HttpRequest, template: str, tab: str, context: dict[str, Any] | None = None
) -> HttpResponse:
    """In the company's time zone, under its tab."""
    member = request.membership
    tabs = [(name, label) for name, label, right in TABS if member.may(right)]
    told = {"tabs": tabs, "tab": tab, "oversees": member.may("oversee"), "now": timezone.now()}
    with timezone.override(zone_named(request.tenant.zone)):
        return render(request, template, told | (context or {}))


def says_why_not(back: Callable[..., HttpResponse]) -> Callable[[View], View]:
    """A refusal is told on the page that `back(request, …)` leads to; what is not there, or not
    theirs, is not found."""

    def decorate(view: View) -> View:
        @wraps(view)
        def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                return view(request, *args, **kwargs)
            except Refused as refused:
                if refused.code == "not_found":
                    raise Http404 from None
                messages.warning(request, REFUSED.get(refused.code, REFUSED["not_now"]))
                return back(request, *args, **kwargs)

        return door

    return decorate


def to_mine(request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
    return redirect("coaching", request.tenant.slug)


def done(request: HttpRequest, words: str) -> None:
    messages.success(request, words)


SAVED = {
    "praise": lambda name: _("{name} can read your praise now.").format(name=name),
    "task": lambda name: _("{name} has a new task.").format(name=name),
    "goal": lambda name: _("{name} has a new goal.").format(name=name),
}
