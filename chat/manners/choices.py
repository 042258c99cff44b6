"""Which manners a company wants; all of them, until it says otherwise."""

from tenants.models import Tenant

MANNERS = ("capitals", "details", "explain", "thanks")


def manners_of(tenant: Tenant) -> dict[str, bool]:
    return {name: tenant.manners.get(name, True) is not False for name in MANNERS}
