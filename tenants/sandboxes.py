"""Where somebody practises: a company of their own that nobody else sees, behind the same wall.

Practice happens in the real console with real rows, so that whatever works there is practised; it
can touch no queue, report or mail of the company because those are another tenant's. The company
is `Tenant.sandbox_of`, the person `sandbox_for`; there is one for each pair, emptied before each
use and gone with the membership. `Tenant.objects.real()` leaves them out.
"""

import secrets
from collections.abc import Collection
from typing import Any

from django.apps import apps
from django.db import transaction

from helpdesk.db.postgresql.schema import is_tenant_owned
from helpdesk.tenancy import tenant_scope

from .models import Membership, Role, Tenant

SLUG = "practice-"
TAKEN_ALONG = ("display_name", "photo", "photo_hash", "languages", "skills", "notices")


def sandbox_of(member: Membership) -> Tenant | None:
    """Of this member of a real company, where they have practised before."""
    rows = Tenant.objects.filter(sandbox_of=member.tenant_id, sandbox_for=member.user_id)
    return rows.first()


@transaction.atomic
def open_sandbox(member: Membership, **columns: Any) -> Membership:
    """The empty sandbox of this member, made where there is none, with `columns` of Tenant in it.
    Returns who they are there: an operator, whatever they are in the company."""
    Tenant.objects.select_for_update(no_key=True).get(pk=member.tenant_id)  # one at a time
    sandbox = sandbox_of(member) or Tenant(
        sandbox_of=member.tenant, sandbox_for=member.user, slug=SLUG + secrets.token_hex(10)
    )
    for name, value in columns.items():
        setattr(sandbox, name, value)
    sandbox.save()
    looks = {name: getattr(member, name) for name in TAKEN_ALONG}  # in the company's own scope
    looks |= {"role": Role.OPERATOR, "pauses_after_chat": False, "online_until": None}
    with tenant_scope(sandbox):
        empty_sandbox(sandbox, besides=[Membership])
        there, _ = Membership.objects.update_or_create(
            tenant=sandbox,
            user=member.user,
            defaults=looks,
        )
    there.tenant = sandbox
    return there


def empty_sandbox(sandbox: Tenant, *, besides: Collection[type] = ()) -> None:
    """Everything in it. Call inside its scope; foreign keys are checked when the transaction
    ends, so the order does not matter. What may never be deleted is never written there either
    (nobody who is simulated agrees to anything), so it is not touched."""
    require_sandbox(sandbox)
    for model in apps.get_models():
        if not is_tenant_owned(model) or model in besides:
            continue
        rows = model._base_manager.filter(tenant=sandbox)
        if model._meta.label == "chat.Attachment":
            rows.delete()  # the files follow, one by one
        elif rows.exists():
            rows._raw_delete("default")


@transaction.atomic
def erase_sandbox_of(member: Membership) -> None:
    """Nothing is left of it. Inside the scope of the company or of none."""
    sandbox = sandbox_of(member)
    if sandbox is None:
        return
    with tenant_scope(sandbox):
        empty_sandbox(sandbox)
    forget_in_global_tables(sandbox.pk)
    Tenant.objects.filter(pk=sandbox.pk)._raw_delete("default")  # nothing is left to cascade to


def forget_in_global_tables(tenant_id: int) -> None:
    """What names this company there; its practice companies are left alone."""
    for model, field in _global_rows_about_companies():
        model._base_manager.filter(**{field: tenant_id})._raw_delete("default")


def _global_rows_about_companies() -> list[tuple[Any, str]]:
    """Such as the agenda: they are no company's own, but name one."""
    return [
        (model, field.name)
        for model in apps.get_models()
        if model is not Tenant and not is_tenant_owned(model)
        for field in model._meta.concrete_fields
        if field.related_model is Tenant
    ]


def require_sandbox(tenant: Tenant) -> None:
    """A real company is never emptied, whatever else goes wrong."""
    if not tenant.is_sandbox:
        raise ValueError("This company is no sandbox.")
