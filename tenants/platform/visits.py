"""Looking into a company: with a reason, for half an hour at most, and the company sees it."""

from django.db import transaction
from django.utils import timezone

from helpdesk.tenancy import tenant_scope
from tenants.audit import record
from tenants.models import PlatformVisit, Tenant, User

from .models import LONGEST


@transaction.atomic
def begin(*, person: User, tenant: Tenant, reason: str) -> PlatformVisit:
    """One at a time: what goes on already goes on, for its own reason and to its own end."""
    if (found := open_visit(person, tenant)) is not None:
        return found
    now = timezone.now()
    about = {"name": str(person)[:120], "reason": reason, "began_at": now, "ends_at": now + LONGEST}
    with tenant_scope(tenant):
        record("staff.entered", reason=reason)
        Tenant.objects.filter(pk=tenant.pk).update(looked_into_until=about["ends_at"])
        return PlatformVisit.objects.create(tenant=tenant, person=person, **about)


@transaction.atomic
def leave(*, person: User, tenant: Tenant) -> None:
    with tenant_scope(tenant):
        gone = PlatformVisit.objects.open().filter(tenant=tenant, person=person)
        if gone.update(left_at=timezone.now()):
            record("staff.left")


def open_visit(person: User, tenant: Tenant) -> PlatformVisit | None:
    """Theirs, as long as it lasts."""
    with tenant_scope(tenant):
        return PlatformVisit.objects.open().filter(tenant=tenant, person=person).first()


def visits_now(tenant: Tenant) -> list[PlatformVisit]:
    """Whoever looks in just now: no query where nobody does. Call inside the company's scope."""
    until = tenant.looked_into_until
    if until is None or until < timezone.now():
        return []
    return list(PlatformVisit.objects.open().filter(tenant=tenant).order_by("began_at"))
