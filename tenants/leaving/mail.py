"""What the owners are told, with the way back."""

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from helpdesk.languages import first_spoken
from helpdesk.tenancy import tenant_scope
from tenants.hours import zone_named
from tenants.mail import tell_those_who_may
from tenants.models import Tenant

from .links import way_back_by_mail


def tell_owners(tenant: Tenant) -> int:
    """In the company's language; how many it went to."""
    with (
        tenant_scope(tenant),
        translation.override(first_spoken([tenant.language])),
        timezone.override(zone_named(tenant.zone)),
    ):
        subject = _("{company} will be deleted").format(company=tenant.name)
        about = {"link": way_back_by_mail(tenant)}
        return tell_those_who_may("own", tenant, subject, "tenants/mail/leaving.txt", about)
