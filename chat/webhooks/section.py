"""Two places of the settings where endpoints live, with the same doors: webhooks here,
notifications in chat/notify/urls.py."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from . import pages
from .forms import EndpointForm
from .models import Endpoint


@dataclass(frozen=True)
class Section:
    """`name` begins the names of its URLs; `tab` and `template` are those of its list."""

    name: str
    tab: str
    template: str
    title: str | Promise
    form: type[EndpointForm]
    rows: Callable[[], QuerySet[Endpoint]]

    def home(self, slug: str) -> str:
        return reverse(self.tab, args=[slug])

    def address(self, slug: str, row: Endpoint, door: str = "") -> str:
        return reverse(f"{self.name}_{door}" if door else self.name, args=[slug, row.pk])


def doors(section: Section) -> list[URLPattern]:
    """Below the section's own part of the settings."""
    name = section.name
    one, sent = f"<int:{name}_id>/", f"<uuid:{name}_key>/"
    return [
        path("", pages.endpoints, {"section": section}, name=section.tab),
        path(one, _door(pages.endpoint, section), name=name),
        path(f"{one}secret/", _door(pages.renew_secret, section), name=f"{name}_secret"),
        path(f"{one}test/", _door(pages.test, section), name=f"{name}_test"),
        path(f"{one}pause/", _door(pages.pause, section), name=f"{name}_pause"),
        path(f"{one}resume/", _door(pages.resume, section), name=f"{name}_resume"),
        path(f"{one}delete/", _door(pages.delete, section), name=f"{name}_delete"),
        path(f"{one}again/", _door(pages.failed_again, section), name=f"{name}_failed_again"),
        path(f"{one}{sent}", _door(pages.delivery, section), name=f"{name}_delivery"),
        path(f"{one}{sent}again/", _door(pages.again, section), name=f"{name}_again"),
    ]


def _door(view: Callable[..., HttpResponse], section: Section) -> Callable[..., HttpResponse]:
    """The view, told its section, the endpoint and, where there is one, the delivery."""

    @wraps(view)
    def door(request: HttpRequest, slug: str, **named: Any) -> HttpResponse:
        return view(request, slug, *named.values(), section=section)

    return door


WEBHOOKS = Section(
    "webhook",
    "webhooks",
    "chat/webhooks.html",
    _("Webhooks"),
    EndpointForm,
    Endpoint.objects.webhooks,
)
