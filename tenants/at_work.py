"""What workers do for one company at a time."""

from collections.abc import Callable
from typing import Any

from helpdesk.tenancy import tenant_scope

from .models import Tenant


def act_for(tenant_id: int, act: Callable[..., Any], *args: Any, in_practice: bool = False) -> None:
    """`act(tenant, *args)` inside its scope; nothing for a company that is disabled or gone, and
    where somebody practises only if that is meant, too."""
    tenants = Tenant.objects.all() if in_practice else Tenant.objects.real()
    tenant = tenants.filter(pk=tenant_id, is_active=True).first()
    if tenant is not None:
        with tenant_scope(tenant):
            act(tenant, *args)
