"""The only writers of what plan a company is on."""

import logging
from typing import Any

from django.db import transaction
from django.utils import timezone

from helpdesk.tenancy import tenant_scope
from tenants.audit import Actor, acting, record
from tenants.models import Tenant

from .models import Paying, PaymentEvent, Subscription
from .paying import Payments, State, Told
from .standing import standing
from .table import FREE, PLANS, TRIAL, TRIAL_PLAN

logger = logging.getLogger(__name__)


@transaction.atomic
def begin_trial(tenant: Tenant) -> None:
    """Call inside the company's scope, once it is founded."""
    ends_at = timezone.now() + TRIAL
    Subscription.objects.create(tenant=tenant, plan=TRIAL_PLAN, trial_ends_at=ends_at)


@transaction.atomic
def choose_plan(*, tenant: Tenant, plan: str, trial_ends_at: Any = None) -> Subscription:
    """By hand: whoever runs the product decides. Call inside the company's scope."""
    row = _locked(tenant)
    _move(row, plan)
    row.trial_ends_at = (trial_ends_at or timezone.now() + TRIAL) if plan == TRIAL_PLAN else None
    row.save()
    return row


def hear(told: Told, service: Payments) -> bool:
    """What the payment service has told; False where it was done before, or nobody is meant.

    The company is locked before its subscription is asked for, so that of two messages at once the
    second one sees what is newer. Raises paying.OutOfReach: then nothing is kept, and it is told
    again.
    """
    tenant = Tenant.objects.real().filter(pk=told.tenant_id).first()
    if tenant is None:
        return False
    with tenant_scope(tenant), acting(Actor(name="Stripe")), transaction.atomic():
        row = _locked(tenant)
        _, is_new = PaymentEvent.objects.get_or_create(
            tenant=tenant, number=told.number, defaults={"kind": told.kind}
        )
        if not is_new:
            return False
        state = service.state(told.subscription)
        if state.tenant_id != tenant.pk:
            logger.warning("a payment names company %s, and %s", tenant.pk, state.tenant_id)
            return False
        _apply(row, state)
    return True


def _locked(tenant: Tenant) -> Subscription:
    Tenant.objects.select_for_update(no_key=True).get(pk=tenant.pk)
    now = standing(tenant)
    return now.row or Subscription(tenant=tenant, plan=now.chosen.name)


def _apply(row: Subscription, state: State) -> None:
    """An end counts only for the subscription that is paid at the moment: after a change to
    another, the end of the first comes late."""
    if state.is_live:
        if state.plan in PLANS:
            _move(row, state.plan)
        else:
            logger.warning("a price that is no plan is paid by company %s", row.tenant_id)
        row.paying = Paying.LATE if state.is_late else Paying.PAID
        row.subscription, row.paid_until, row.trial_ends_at = (
            state.subscription,
            state.paid_until,
            None,
        )
    elif row.subscription in ("", state.subscription):
        _move(row, FREE)
        row.paying, row.subscription, row.paid_until = Paying.NOT, "", None
    row.customer = state.customer
    row.save()


def _move(row: Subscription, plan: str) -> None:
    if row.plan != plan:
        record("plan.changed", plan=[row.plan, plan])
    row.plan, row.changed_at = plan, timezone.now()
