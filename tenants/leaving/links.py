"""The link that takes it back: whoever has it may, signed in or not, for a company that signs its
people in has shut that door as well. One that was used means nothing the next time."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from tenants.models import Tenant

SALT = "tenants.leaving"


def way_back(tenant: Tenant) -> str:
    """A path of ours; for a company that leaves."""
    assert tenant.leaves_at is not None
    said = signing.dumps([tenant.pk, int(tenant.leaves_at.timestamp())], salt=SALT)
    return reverse("company_stay", args=[said])


def way_back_by_mail(tenant: Tenant) -> str:
    return settings.PUBLIC_URL + way_back(tenant)


def company_of(token: str) -> Tenant | None:
    """The company that leaves and is meant; None for a link that does not count (any more)."""
    try:
        number, leaves = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    tenant = Tenant.objects.real().filter(pk=number, leaves_at__isnull=False).first()
    return tenant if tenant and int(tenant.leaves_at.timestamp()) == leaves else None
