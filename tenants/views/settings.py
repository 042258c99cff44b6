"""How the company appears, and which sites carry its chat."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ..actions import rotate_site_key
from ..audit import trailed
from ..models import Tenant
from ..news import company_changed
from ..origins import twin
from ..rights import needs
from ..settings_forms import SettingsForm, SiteForm
from ..signin.fresh import needs_fresh_sign_in_to_change


@needs("manage_settings")
@trailed("general", Tenant)
def general(request: HttpRequest, slug: str) -> HttpResponse:
    form = SettingsForm(request.POST or None, instance=request.tenant)
    if request.method == "POST" and form.is_valid():
        form.save()
        company_changed(request.tenant.pk)  # in another time zone the hours are others
        messages.success(request, _("Saved. Customers see it from their next page on."))
        return redirect("settings", slug)
    if form.errors:  # validation has written into the instance that the header shows
        request.tenant.refresh_from_db()
    return render(request, "tenants/settings.html", {"form": form})


@needs("manage_settings")
@trailed("sites", Tenant)
def sites(request: HttpRequest, slug: str) -> HttpResponse:
    tenant = request.tenant
    asked = {"site": request.GET.get("site", "")}
    form = SiteForm(request.POST or None, tenant=tenant, initial=asked)
    if request.method == "POST" and form.is_valid():
        site = form.cleaned_data["site"]
        tenant.allowed_origins.append(site)
        tenant.save(update_fields=["allowed_origins"])
        messages.success(request, _("{site} may show your chat now.").format(site=site))
        return redirect("settings_sites", slug)
    context = {"form": form, "sites": tenant.allowed_origins, "twins": missing_twins(request)}
    return render(request, "tenants/settings_sites.html", context)


def missing_twins(request: HttpRequest) -> list[str]:
    """Sites that are on the list only with, or only without, "www."."""
    have = request.tenant.allowed_origins
    return [other for site in have if (other := twin(site)) and other not in have]


@require_POST
@needs("manage_settings")
@trailed("sites", Tenant)
def remove_site(request: HttpRequest, slug: str) -> HttpResponse:
    tenant, site = request.tenant, request.POST.get("site", "")
    if site in tenant.allowed_origins:
        tenant.allowed_origins.remove(site)
        tenant.save(update_fields=["allowed_origins"])
        messages.success(request, _("{site} no longer shows your chat.").format(site=site))
    return redirect("settings_sites", slug)


@needs("manage_settings")
@require_http_methods(["GET", "HEAD", "POST"])
@needs_fresh_sign_in_to_change
def new_key(request: HttpRequest, slug: str) -> HttpResponse:
    """Asks first: every page with the old snippet loses its chat."""
    if request.method == "POST":
        rotate_site_key(tenant=request.tenant)
        told = _("This is your new line. Replace the old one on every page.")
        messages.success(request, told)
        return redirect("install", slug)
    return render(request, "tenants/settings_key.html")
