"""What the company wants to happen by itself after a chat."""

from feedback.models import Afterwards
from tenants.models import Tenant


def rules_of(tenant: Tenant) -> Afterwards:
    """Not saved, with the defaults, where the company has never changed them."""
    return Afterwards.objects.filter(tenant=tenant).first() or Afterwards(tenant=tenant)
