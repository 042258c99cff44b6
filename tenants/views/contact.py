"""Other ways to reach the company, shown while nobody answers in the chat."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..audit import trailed
from ..contact import href
from ..contact_forms import ContactWayForm
from ..models import ContactWay
from ..rights import needs


@needs("manage_settings")
@trailed("contact", ContactWay)
def contact(request: HttpRequest, slug: str) -> HttpResponse:
    form = ContactWayForm(request.POST or None, tenant=request.tenant)
    if request.method == "POST" and form.is_valid():
        way = form.keep()
        told = _("“{name}” is shown while nobody answers.")
        messages.success(request, told.format(name=way.label))
        return redirect("settings_contact", slug)
    ways = [(way, href(way)) for way in request.tenant.contact_ways.all()]
    return render(request, "tenants/settings_contact.html", {"form": form, "ways": ways})


@require_POST
@needs("manage_settings")
@trailed("contact", ContactWay)
def remove_contact(request: HttpRequest, slug: str, way_id: int) -> HttpResponse:
    way = get_object_or_404(ContactWay, tenant=request.tenant, pk=way_id)
    way.delete()
    messages.success(request, _("“{name}” is no longer shown.").format(name=way.label))
    return redirect("settings_contact", slug)
