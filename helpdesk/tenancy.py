"""Whose data may be touched right now.

The database backend reads this at the start of every transaction and hands it to PostgreSQL, whose
row-level security does the rest. Nothing here filters anything.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, NamedTuple


class Scope(NamedTuple):
    """What PostgreSQL is told: two settings, empty where nothing may be seen."""

    tenant: str = ""
    person: str = ""


NOBODY = Scope()
_scope: ContextVar[Scope] = ContextVar("helpdesk_scope", default=NOBODY)


class TenantScopeMissing(RuntimeError):
    """A tenant-owned table was queried outside `with tenant_scope(...)`."""


def current_scope() -> Scope:
    return _scope.get()


def current_tenant_id() -> int | None:
    tenant = _scope.get().tenant
    return int(tenant) if tenant else None


@contextmanager
def tenant_scope(tenant: Any) -> Iterator[None]:
    """Everything inside sees and writes the rows of one tenant.

    `tenant` is a Tenant or its id. Scopes nest; the innermost counts, also within one transaction.
    """
    tenant_id = int(getattr(tenant, "pk", tenant))
    with _entered(Scope(tenant=str(tenant_id))):
        yield


@contextmanager
def person_scope(user: Any) -> Iterator[None]:
    """Everything inside may *read* the memberships of one person, in whatever company, and nothing
    else that belongs to a tenant."""
    with _entered(Scope(tenant="0", person=str(int(getattr(user, "pk", user))))):
        yield


@contextmanager
def no_scope() -> Iterator[None]:
    """Tenant-owned tables are out of reach inside, as they are in a fresh task or request."""
    with _entered(NOBODY):
        yield


@contextmanager
def _entered(scope: Scope) -> Iterator[None]:
    token = _scope.set(scope)
    try:
        yield
    finally:
        _scope.reset(token)
