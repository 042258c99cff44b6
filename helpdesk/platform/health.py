"""How the installation is doing: what /readyz says, and how much there is to do."""

import asyncio
from datetime import timedelta

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from chat.models import Agenda
from helpdesk.health import OK, components
from tenants.models import Tenant


def health(request: HttpRequest) -> HttpResponse:
    found = asyncio.run(components())
    context = {
        **admin.site.each_context(request),
        "title": _("Health"),
        "components": [(name, why, why == OK) for name, why in found.items()],
        "figures": _figures(),
    }
    return render(request, "platform/health.html", context)


def _figures() -> list[tuple[str, int]]:
    companies = Tenant.objects.real()
    late = Agenda.objects.filter(due_at__lte=timezone.now() - timedelta(minutes=1))
    return [
        (_("Companies"), companies.count()),
        (_("Disabled companies"), companies.filter(is_active=False).count()),
        (_("Companies whose timers are late by a minute"), late.count()),
    ]
