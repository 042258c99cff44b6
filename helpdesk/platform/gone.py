"""Companies that are gone: when, and nothing else is known of them."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from tenants.models import DeletedCompany

MOST = 500


def gone(request: HttpRequest) -> HttpResponse:
    lines = DeletedCompany.objects.order_by("-deleted_at")[:MOST]
    context = {**admin.site.each_context(request), "title": _("Deleted companies"), "lines": lines}
    return render(request, "platform/gone.html", context)
