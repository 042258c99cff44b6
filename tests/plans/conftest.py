"""Stripe played by a server of ours, and a company on any plan."""

import hashlib
import hmac
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from helpdesk.tenancy import tenant_scope
from tenants.models import Subscription
from tests.conftest import sign_in
from tests.tenants.conftest import fresh_limits_and_quick_passwords  # noqa: F401

from .fake_stripe import FakeStripe

SECRET = "whsec_of_the_tests"


@pytest.fixture
def ada(cast: Any) -> Client:
    return sign_in(Client(), cast.ada)


@pytest.fixture
def on_plan(cast: Any) -> Any:
    """Puts Acme on a plan."""

    def put(plan: str, **columns: Any) -> Subscription:
        with tenant_scope(cast.acme):
            row, _ = Subscription.objects.update_or_create(
                tenant=cast.acme, defaults={"plan": plan, **columns}
            )
        return row

    return put


@pytest.fixture
def stripe(settings: Any) -> Iterator[FakeStripe]:
    fake = FakeStripe()
    settings.STRIPE_SECRET_KEY, settings.STRIPE_WEBHOOK_SECRET = "sk_test_1", SECRET
    settings.STRIPE_PRICES = {"team": "price_team", "business": "price_business"}
    settings.STRIPE_API = fake.origin
    yield fake
    fake.stop()


def tell(body: str, *, secret: str = SECRET, at: int | None = None) -> Any:
    """As Stripe signs it: HMAC-SHA256 of "<moment>.<body>"."""
    at = at or int(time.time())
    digest = hmac.new(secret.encode(), f"{at}.{body}".encode(), hashlib.sha256).hexdigest()
    return Client().post(
        "/payments/stripe/",
        body,
        content_type="application/json",
        headers={"Stripe-Signature": f"t={at},v1={digest}"},
    )
