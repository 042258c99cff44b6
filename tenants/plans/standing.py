"""Which plan counts for a company just now, and what follows from it."""

from typing import Any, NamedTuple

from django.apps import apps
from django.conf import settings
from django.utils import timezone

from helpdesk.tenancy import tenant_scope

from .table import FEATURES, FREE, PLANS, TRIAL_PLAN, Plan


class Standing(NamedTuple):
    """`chosen`: what the company is on; `plan`: what counts, for a trial ends."""

    chosen: Plan
    plan: Plan
    row: Any  # a Subscription, or None where the company has what is usual

    @property
    def is_trial_over(self) -> bool:
        return self.chosen is not self.plan


def standing(tenant: Any) -> Standing:
    """`tenant`: a Tenant; where somebody practises, the plan of their company counts."""
    company = tenant.sandbox_of_id or tenant.pk
    with tenant_scope(company):
        row = apps.get_model("tenants", "Subscription").objects.filter(tenant=company).first()
    chosen = PLANS[row.plan if row else settings.DEFAULT_PLAN]
    return Standing(chosen, PLANS[FREE] if row and _is_over(row) else chosen, row)


def _is_over(row: Any) -> bool:
    return (
        row.plan == TRIAL_PLAN
        and row.trial_ends_at is not None
        and row.trial_ends_at <= timezone.now()
    )


def plan_of(tenant: Any) -> Plan:
    """The plan that counts."""
    return standing(tenant).plan


def may_use(tenant: Any, feature: str) -> bool:
    """`feature` is a key of table.FEATURES; raises KeyError for any other."""
    FEATURES[feature]
    return feature in plan_of(tenant).features


def has_seat(tenant: Any, *, besides: Any = None) -> bool:
    """Whether one more may be invited. Call inside the company's scope, under `seat_lock`.
    `besides`: an invitation that is sent anew and has its seat already."""
    most = plan_of(tenant).seats
    return most is None or seats_taken(tenant, besides=besides) < most


def seats_taken(tenant: Any, *, besides: Any = None) -> int:
    """Members, and invitations that can still be accepted."""
    open_ones = tenant.invitations.filter(
        accepted_at=None, revoked_at=None, expires_at__gt=timezone.now()
    )
    if besides is not None and besides.pk:
        open_ones = open_ones.exclude(pk=besides.pk)
    return tenant.memberships.active().count() + open_ones.count()


def seat_lock(tenant: Any) -> None:
    """Two invitations at once do not share the last seat. Until the transaction ends."""
    type(tenant).objects.select_for_update(no_key=True).get(pk=tenant.pk)
