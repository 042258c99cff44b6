"""Who takes the money. The rest of the product knows `Payments` alone; today there is Stripe."""

from datetime import datetime
from typing import NamedTuple, Protocol

from django.conf import settings


class NotGenuine(Exception):
    """A message that does not come from the payment service, or says nothing we understand."""


class OutOfReach(Exception):
    """The payment service does not answer, or not as it should. Trying later may help."""


class Told(NamedTuple):
    """What a message is about: `number` is its own, `kind` the service's word for it. What the
    subscription is like is asked for, never believed: messages come twice and out of order."""

    number: str
    kind: str
    tenant_id: int
    subscription: str


class State(NamedTuple):
    """A subscription as it is now. `plan`: of tenants.plans.table, None for one we do not sell.
    `is_live`: it still gives something; `is_late`: and the last payment failed."""

    subscription: str
    customer: str
    tenant_id: int
    plan: str | None
    is_live: bool
    is_late: bool
    paid_until: datetime | None


class Payments(Protocol):
    def checkout(self, *, tenant_id: int, plan: str, customer: str, email: str, back: str) -> str:
        """Where a plan is paid for; they come back to `back`. Raises OutOfReach."""

    def portal(self, *, customer: str, back: str) -> str:
        """Where a customer changes or ends what they pay for. Raises OutOfReach."""

    def told(self, body: bytes, signature: str) -> Told | None:
        """None for what does not concern us. Raises NotGenuine."""

    def state(self, subscription: str) -> State:
        """Raises OutOfReach."""

    def renew(self, subscription: str, *, renews: bool) -> None:
        """Whether it goes on after what is paid for. Raises OutOfReach."""

    def end(self, subscription: str) -> None:
        """At once; one that has ended already is no mistake. Raises OutOfReach."""


def payments() -> Payments | None:
    """None where this installation takes no payments."""
    if not (settings.STRIPE_SECRET_KEY and settings.STRIPE_WEBHOOK_SECRET):
        return None
    from .stripe_service import StripePayments

    return StripePayments()


def is_sold(plan: str) -> bool:
    return bool(settings.STRIPE_PRICES.get(plan))
