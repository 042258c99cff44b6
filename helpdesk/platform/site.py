"""Who comes in: staff, with a second factor shown in this very session."""

from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from tenants.models import Tenant
from tenants.signin.admission import showed_second_factor
from tenants.signin.factors import has_second_factor

from .gone import gone
from .health import health


class PlatformSite(AdminSite):
    """Only the pages that are wanted: no password forms beside allauth's, no catch-all."""

    site_header = site_title = _("Platform")
    index_title = _("Companies of this installation")
    site_url = "/companies/"
    enable_nav_sidebar = False
    final_catch_all_view = False

    def has_permission(self, request: HttpRequest) -> bool:
        user = request.user
        return user.is_active and user.is_staff and showed_second_factor(request.session)

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Elsewhere: to sign in, or to the second factor. Others learn nothing of this site."""
        user, back = request.user, reverse("admin:index")
        if not user.is_authenticated:
            return redirect_to_login(back, settings.LOGIN_URL)
        if not user.is_staff:
            return HttpResponseNotFound()
        if not has_second_factor(user.pk):
            return redirect("mfa_index")
        return redirect(f"{reverse('mfa_reauthenticate')}?{urlencode({'next': back})}")

    def get_urls(self) -> list[Any]:
        from .companies import CompanyAdmin

        companies = self._registry[Tenant]
        assert isinstance(companies, CompanyAdmin)
        return [
            path("", self.admin_view(self.index), name="index"),
            path("login/", self.login, name="login"),
            path("logout/", self.logout, name="logout"),
            path("jsi18n/", self.i18n_javascript, name="jsi18n"),
            path("health/", self.admin_view(health), name="health"),
            path("companies/gone/", self.admin_view(gone), name="companies_gone"),
            *companies.pages(),
        ]

    def index(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return redirect("admin:tenants_tenant_changelist")

    def logout(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return redirect("account_logout")

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """None: there are but two pages to begin from, and they are linked."""
        return []
