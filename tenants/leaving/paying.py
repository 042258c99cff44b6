"""A company that leaves stops paying, and goes on where it stays after all."""

from tenants.models import Subscription, Tenant
from tenants.plans.models import Paying
from tenants.plans.paying import payments


def paid_subscription(tenant: Tenant) -> Subscription | None:
    """What it pays for by itself, if it does. Call inside its scope."""
    row = Subscription.objects.filter(tenant=tenant).exclude(subscription="").first()
    return row if row is not None and row.paying != Paying.NOT else None


def renew_payments(tenant: Tenant, *, renews: bool) -> None:
    """Whether the payment service takes the next one. Raises OutOfReach."""
    if (service := payments()) and (row := paid_subscription(tenant)):
        service.renew(row.subscription, renews=renews)


def end_payments(tenant: Tenant) -> None:
    """At once and for good. Raises OutOfReach."""
    if (service := payments()) and (row := paid_subscription(tenant)):
        service.end(row.subscription)
