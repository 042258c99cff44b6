from django.contrib.admin.apps import SimpleAdminConfig


class PlatformAdminConfig(SimpleAdminConfig):
    """Django admin with our site, and nothing that any app would register by itself."""

    default_site = "helpdesk.platform.site.PlatformSite"

    def ready(self) -> None:
        super().ready()
        from django.contrib import admin

        from tenants.models import Tenant

        from .companies import CompanyAdmin

        admin.site.register(Tenant, CompanyAdmin)
