"""The one writer of the trail."""

from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS

from helpdesk.tenancy import TenantScopeMissing, current_tenant_id

from .acting import current_actor
from .actions import ACTIONS
from .values import SECRET, plain


def record(
    action: str, *, target: object = "", using: str = DEFAULT_DB_ALIAS, **detail: Any
) -> None:
    """Adds a line, in the transaction of what it tells of. Call inside the company's scope.

    `action` is one of tenants.audit.actions.ACTIONS. `detail` is what else is worth knowing, old
    and new values above all: `role=["operator", "admin"]`. Never the words of a message, never a
    customer's address. `using`: the connection, for commands of the owner. Raises KeyError for an
    unknown action, ValueError for a secret.
    """
    ACTIONS[action]
    if unfit := [name for name in detail if SECRET.search(name)]:
        raise ValueError(f"{unfit[0]} does not belong into a trail")
    tenant_id = current_tenant_id()
    if not tenant_id:
        raise TenantScopeMissing("A trail belongs to a company: open its scope first.")
    if _is_practice(tenant_id, using):
        return
    who = current_actor()
    apps.get_model("tenants", "AuditEntry").objects.using(using).create(
        tenant_id=tenant_id,
        action=action,
        through=who.through,
        member_id=who.member_id,
        actor=who.name[:120],
        target=str(target)[:200],
        detail={name: plain(value) for name, value in detail.items()},
        network=who.network,
        browser=who.browser,
    )


def _is_practice(tenant_id: int, using: str) -> bool:
    """Where somebody practises nothing is anybody's data, and everything goes again."""
    companies = apps.get_model("tenants", "Tenant").objects.using(using).filter(pk=tenant_id)
    return companies.exclude(sandbox_of=None).exists()
