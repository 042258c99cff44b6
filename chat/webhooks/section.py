"""Two places of the settings where endpoints live, with the same doors: webhooks here,
notifications in chat/notify/urls.py."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet
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
    given, name = {"section": section}, section.name
    return [
        path("", pages.endpoints, given, name=section.tab),
        path("<int:endpoint_id>/", pages.endpoint, given, name=name),
        path("<int:endpoint_id>/secret/", pages.renew_secret, given, name=f"{name}_secret"),
        path("<int:endpoint_id>/test/", pages.test, given, name=f"{name}_test"),
        path("<int:endpoint_id>/pause/", pages.pause, given, name=f"{name}_pause"),
        path("<int:endpoint_id>/resume/", pages.resume, given, name=f"{name}_resume"),
        path("<int:endpoint_id>/delete/", pages.delete, given, name=f"{name}_delete"),
        path("<int:endpoint_id>/again/", pages.failed_again, given, name=f"{name}_failed_again"),
        path(
            "<int:endpoint_id>/<uuid:delivery_key>/", pages.delivery, given, name=f"{name}_delivery"
        ),
        path(
            "<int:endpoint_id>/<uuid:delivery_key>/again/", pages.again, given, name=f"{name}_again"
        ),
    ]


WEBHOOKS = Section(
    "webhook",
    "webhooks",
    "chat/webhooks.html",
    _("Webhooks"),
    EndpointForm,
    Endpoint.objects.webhooks,
)
