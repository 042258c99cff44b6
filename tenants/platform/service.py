"""Putting a company out of service, and back. Its data stays as it is."""

from django.db import transaction
from django.utils import timezone

from helpdesk.tenancy import tenant_scope
from tenants.audit import record
from tenants.models import Tenant


@transaction.atomic
def disable(*, tenant: Tenant, why: str) -> None:
    """Nobody gets in, the widget shows nothing, live sockets close within seconds, nothing is sent.
    Its practice companies go with it: they are reached through it alone."""
    _put(tenant, is_active=False, disabled_at=timezone.now(), disabled_why=why)
    with tenant_scope(tenant):
        record("company.disabled", why=why)


@transaction.atomic
def enable(*, tenant: Tenant) -> None:
    why = tenant.disabled_why
    _put(tenant, is_active=True, disabled_at=None, disabled_why="")
    with tenant_scope(tenant):
        record("company.enabled", why=why)


def _put(tenant: Tenant, **columns: object) -> None:
    for name, value in columns.items():
        setattr(tenant, name, value)
    tenant.save(update_fields=list(columns))
