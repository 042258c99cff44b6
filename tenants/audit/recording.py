"""The one writer of the trail."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, models

from helpdesk.tenancy import TenantScopeMissing, current_tenant_id

from .acting import current_actor
from .actions import ACTIONS

LONGEST = 300
# A trail is read by many: what opens a door has no place in it.
SECRET = re.compile(r"secret|password|token|_hash$|^hash$|site_key|private")
# Columns that the product moves by itself; nobody changed them.
TACIT = {"id", "tenant", "photo", "photo_hash", "updated_at", "changed_at"}


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


@contextmanager
def watched(
    row: models.Model, action: str = "settings.changed", *, target: object = "", **detail: Any
) -> Iterator[None]:
    """Records which columns of `row` the block changed, each as [old, new]; nothing if none.

    Both are read from the database: forms write into their instance before they are valid.
    """
    before = _columns(row)
    yield
    after = _columns(row)
    changed = {
        name: [before.get(name), after.get(name)]
        for name in before | after
        if before.get(name) != after.get(name)
    }
    if changed:
        open_ones = {name: pair for name, pair in changed.items() if not SECRET.search(name)}
        record(action, target=target, **open_ones, **detail)


def _columns(row: models.Model) -> dict[str, Any]:
    if row.pk is None:
        return {}
    found = type(row)._base_manager.filter(pk=row.pk).values().first() or {}
    return {n: v for n, v in found.items() if n.removesuffix("_id") not in TACIT}


def plain(value: Any) -> Any:
    """As JSON has it; long texts are cut, bytes are only said to be there."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, dict):
        return {
            str(name): plain(each) for name, each in value.items() if not SECRET.search(str(name))
        }
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(each) for each in value][:100]
    if isinstance(value, bytes | memoryview):
        return "…"
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    text = str(value)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
