"""An owner has the company deleted; until its time is up they, or the platform, take that back."""

from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone

from helpdesk.tenancy import person_scope, tenant_scope
from tenants.audit import record
from tenants.models import Membership, Role, Tenant, User

from .mail import tell_owners
from .paying import renew_payments

GRACE = timedelta(days=14)  # what the database insists on (migration 0013)


@transaction.atomic
def leave(*, tenant: Tenant) -> datetime:
    """Nobody gets in any more, the widget shows nothing, live sockets close within seconds. The
    owners get a mail with the way back. Returns when everything goes. Raises OutOfReach when the
    payment service cannot be told."""
    with tenant_scope(tenant):
        row = _locked(tenant.pk)
        assert row is not None, "who asks is in it"
        if row.leaves_at is not None:
            return row.leaves_at
        row.is_active, row.leaves_at = False, timezone.now() + GRACE
        row.save(update_fields=["is_active", "leaves_at"])
        record("company.leaving", goes_at=row.leaves_at)
        renew_payments(row, renews=False)
        transaction.on_commit(partial(tell_owners, row), robust=True)
    return row.leaves_at


@transaction.atomic
def stay(*, tenant: Tenant) -> bool:
    """False when its time is up. What the platform has put out of service stays that. Raises
    OutOfReach."""
    with tenant_scope(tenant):
        row = _locked(tenant.pk)
        if row is None or row.leaves_at is None:
            return row is not None
        if row.leaves_at <= timezone.now():
            return False
        row.is_active, row.leaves_at = row.disabled_at is None, None
        row.save(update_fields=["is_active", "leaves_at"])
        record("company.stays")
        renew_payments(row, renews=True)
    return True


def leaving_companies_of(person: User) -> list[Membership]:
    """Their places in companies that leave: what they are told of it depends on their role."""
    with person_scope(person):
        mine = Membership.objects.active().filter(user=person, tenant__leaves_at__isnull=False)
        places = mine.filter(tenant__sandbox_of=None).select_related("tenant").defer("photo")
        return list(places.order_by("tenant__name"))


def may_take_back(member: Membership) -> bool:
    return member.role == Role.OWNER


def _locked(tenant_id: int) -> Tenant | None:
    """None when it has gone meanwhile."""
    return Tenant.objects.real().select_for_update(no_key=True).filter(pk=tenant_id).first()
