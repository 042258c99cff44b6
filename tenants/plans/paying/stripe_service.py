"""Stripe behind `Payments`: checkout session, portal, signed webhooks."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, TypeVar

import stripe
from django.conf import settings

from . import NotGenuine, OutOfReach, State, Told

T = TypeVar("T")
TIMEOUT_S = 10
LIVE, LATE = {"active", "trialing", "past_due"}, {"past_due"}
CHECKOUT = "checkout.session.completed"
SUBSCRIPTION = "customer.subscription."


class StripePayments:
    @cached_property
    def client(self) -> stripe.StripeClient:
        elsewhere = {"base_addresses": {"api": settings.STRIPE_API}} if settings.STRIPE_API else {}
        return stripe.StripeClient(
            settings.STRIPE_SECRET_KEY,
            http_client=stripe.RequestsClient(timeout=TIMEOUT_S),
            max_network_retries=1,
            **elsewhere,
        )

    def checkout(self, *, tenant_id: int, plan: str, customer: str, email: str, back: str) -> str:
        """A customer there is already keeps their number; a new one is asked for the rest there."""
        whose = {"customer": customer} if customer else {"customer_email": email}
        about = {"tenant": str(tenant_id)}
        session = _asked(
            lambda: self.client.v1.checkout.sessions.create(
                {
                    "mode": "subscription",
                    "line_items": [{"price": settings.STRIPE_PRICES[plan], "quantity": 1}],
                    "client_reference_id": str(tenant_id),
                    "subscription_data": {"metadata": about},
                    "success_url": f"{back}?paid=yes",
                    "cancel_url": back,
                    **whose,
                }
            )
        )
        return session.url

    def portal(self, *, customer: str, back: str) -> str:
        made = {"customer": customer, "return_url": back}
        return _asked(lambda: self.client.v1.billing_portal.sessions.create(made)).url

    def told(self, body: bytes, signature: str) -> Told | None:
        secret = settings.STRIPE_WEBHOOK_SECRET
        try:
            stripe.WebhookSignature.verify_header(
                body.decode(), signature, secret, stripe.Webhook.DEFAULT_TOLERANCE
            )
            return _read(json.loads(body))
        except (stripe.SignatureVerificationError, ValueError, LookupError, TypeError) as error:
            raise NotGenuine(type(error).__name__) from None

    def state(self, subscription: str) -> State:
        found = _asked(lambda: self.client.v1.subscriptions.retrieve(subscription)).to_dict()
        try:
            return _state(found)
        except (KeyError, ValueError, TypeError, IndexError) as error:
            raise OutOfReach(type(error).__name__) from None

    def renew(self, subscription: str, *, renews: bool) -> None:
        told = {"cancel_at_period_end": not renews}
        _asked(lambda: self.client.v1.subscriptions.update(subscription, told))

    def end(self, subscription: str) -> None:
        if self.state(subscription).is_live:
            _asked(lambda: self.client.v1.subscriptions.cancel(subscription))


def _asked(question: Callable[[], T]) -> T:
    try:
        return question()
    except stripe.StripeError as error:
        raise OutOfReach(type(error).__name__) from error


def _read(event: dict[str, Any]) -> Told | None:
    kind, about = event["type"], event["data"]["object"]
    if kind == CHECKOUT and about.get("subscription"):
        tenant_id, subscription = about["client_reference_id"], about["subscription"]
    elif kind.startswith(SUBSCRIPTION):
        tenant_id, subscription = about["metadata"].get("tenant"), about["id"]
    else:
        return None
    if not tenant_id:
        return None  # somebody sells something else through the same account
    return Told(str(event["id"])[:100], kind[:80], int(tenant_id), str(subscription)[:100])


def _state(found: dict[str, Any]) -> State:
    item = found["items"]["data"][0]
    plans = {price: plan for plan, price in settings.STRIPE_PRICES.items()}
    until = item.get("current_period_end")
    return State(
        subscription=found["id"],
        customer=found["customer"],
        tenant_id=int(found["metadata"]["tenant"]),
        plan=plans.get(item["price"]["id"]),
        is_live=found["status"] in LIVE,
        is_late=found["status"] in LATE,
        paid_until=datetime.fromtimestamp(until, UTC) if until else None,
    )
