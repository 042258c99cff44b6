"""Paying: to Stripe and back, and what Stripe tells, once, twice and in the wrong order."""

from urllib.parse import urlsplit

import pytest

from helpdesk.tenancy import tenant_scope
from tenants.models import AuditEntry, PaymentEvent, Subscription

from .conftest import tell
from .fake_stripe import event, subscription

UPDATED, DELETED = "customer.subscription.updated", "customer.subscription.deleted"


def row_of(cast):
    with tenant_scope(cast.acme):
        return Subscription.objects.get()


def test_to_checkout_and_to_the_portal(cast, ada, stripe, on_plan):
    on_plan("free")
    page = ada.post("/t/acme/settings/plan/choose/team/")
    assert "https://checkout.stripe.com/c/pay/cs_test_1" in page.content.decode()
    [(method, path, fields)] = stripe.asked
    assert (method, path) == ("POST", "/v1/checkout/sessions")
    assert fields["line_items[0][price]"] == "price_team"
    assert fields["client_reference_id"] == fields["subscription_data[metadata][tenant]"]
    assert fields["client_reference_id"] == str(cast.acme.pk)
    assert urlsplit(fields["success_url"]).path == "/t/acme/settings/plan/"

    on_plan("team", customer="cus_1", subscription="sub_1")
    page = ada.post("/t/acme/settings/plan/choose/business/")
    assert "https://billing.stripe.com/p/session/test_1" in page.content.decode()
    assert stripe.asked[-1][2]["customer"] == "cus_1"


def test_a_plan_nobody_sells_leads_nowhere(ada, stripe, on_plan):
    on_plan("free")
    for name in ("self-hosted", "trial", "made-up"):
        assert ada.post(f"/t/acme/settings/plan/choose/{name}/").status_code in (302, 404)
    assert ada.post("/t/acme/settings/plan/portal/").status_code == 302  # no customer yet
    assert stripe.asked == []


def test_stripe_out_of_reach_is_told(ada, stripe, on_plan):
    on_plan("free")
    stripe.is_down = True
    page = ada.post("/t/acme/settings/plan/choose/team/", follow=True).content.decode()
    assert "The payment service does not answer." in page


def test_what_is_paid_becomes_the_plan(cast, stripe, on_plan):
    on_plan("free")
    paid = stripe.subscriptions["sub_1"] = subscription(cast.acme.pk, "price_team")
    about = {"client_reference_id": str(cast.acme.pk), "subscription": "sub_1"}
    assert tell(event("evt_1", "checkout.session.completed", about)).status_code == 200
    row = row_of(cast)
    assert (row.plan, row.paying, row.customer) == ("team", "paid", "cus_1")
    assert row.paid_until.year == 2100
    paid["items"]["data"][0]["price"]["id"] = "price_business"
    paid["status"] = "past_due"
    tell(event("evt_2", UPDATED, paid))
    assert (row_of(cast).plan, row_of(cast).paying) == ("business", "late")
    stripe.subscriptions["sub_1"] = subscription(cast.acme.pk, "price_business", "canceled")
    tell(event("evt_3", DELETED, stripe.subscriptions["sub_1"]))
    assert (row_of(cast).plan, row_of(cast).subscription) == ("free", "")
    with tenant_scope(cast.acme):
        told = list(AuditEntry.objects.order_by("pk").values_list("actor", "detail"))
    assert [(who, detail["plan"]) for who, detail in told] == [
        ("Stripe", ["free", "team"]),
        ("Stripe", ["team", "business"]),
        ("Stripe", ["business", "free"]),
    ]


def test_the_same_told_twice_is_done_once(cast, stripe, on_plan):
    on_plan("free")
    stripe.subscriptions["sub_1"] = subscription(cast.acme.pk, "price_team")
    body = event("evt_1", UPDATED, stripe.subscriptions["sub_1"])
    assert [tell(body).status_code for _ in range(3)] == [200, 200, 200]
    assert len(stripe.asked) == 1
    with tenant_scope(cast.acme):
        assert PaymentEvent.objects.count() == 1


def test_what_is_told_too_late_changes_nothing(cast, stripe, on_plan):
    """The messages say one thing, Stripe as it is now another: that counts."""
    on_plan("team", subscription="sub_1", customer="cus_1")
    ended = subscription(cast.acme.pk, "price_team", "canceled")
    stripe.subscriptions["sub_1"] = ended
    tell(event("evt_2", DELETED, ended))
    tell(event("evt_1", UPDATED, subscription(cast.acme.pk, "price_team")))
    assert row_of(cast).plan == "free"

    another = subscription(cast.acme.pk, "price_business", number="sub_2")
    stripe.subscriptions["sub_2"] = another
    tell(event("evt_4", UPDATED, another))
    tell(event("evt_3", DELETED, ended))  # of the one before
    assert (row_of(cast).plan, row_of(cast).subscription) == ("business", "sub_2")


def test_what_is_not_stripes_is_refused(cast, stripe, on_plan):
    on_plan("free")
    stripe.subscriptions["sub_1"] = subscription(cast.acme.pk, "price_team")
    body = event("evt_1", UPDATED, stripe.subscriptions["sub_1"])
    assert tell(body, secret="whsec_of_somebody").status_code == 400
    assert tell(body, at=1_700_000_000).status_code == 400  # recorded, and sent again
    odd = event("evt_2", UPDATED, {"id": "sub_1", "metadata": {"tenant": "x"}})
    assert [tell(each).status_code for each in ("{}", "[1]", "x", odd)] == [400] * 4
    assert row_of(cast).plan == "free"
    assert stripe.asked == []


def test_a_subscription_counts_for_its_own_company_alone(cast, stripe, on_plan):
    """Whoever could have a message signed for one company does not move another."""
    on_plan("free")
    stripe.subscriptions["sub_1"] = subscription(cast.globex.pk, "price_business")
    about = {"client_reference_id": str(cast.acme.pk), "subscription": "sub_1"}
    assert tell(event("evt_1", "checkout.session.completed", about)).status_code == 200
    assert row_of(cast).plan == "free"


def test_what_does_not_concern_us_is_taken_and_left(stripe, cast):
    for kind, about in [
        ("invoice.paid", {"id": "in_1"}),
        (UPDATED, {"id": "sub_9", "metadata": {}}),
        (UPDATED, {"id": "sub_9", "metadata": {"tenant": "999999"}}),
    ]:
        assert tell(event("evt_1", kind, about)).status_code == 200
    assert stripe.asked == []


def test_told_again_later_where_stripe_does_not_answer(cast, stripe, on_plan):
    on_plan("free")
    stripe.subscriptions["sub_1"] = subscription(cast.acme.pk, "price_team")
    body = event("evt_1", UPDATED, stripe.subscriptions["sub_1"])
    stripe.is_down = True
    assert tell(body).status_code == 503
    stripe.is_down = False
    assert tell(body).status_code == 200
    assert row_of(cast).plan == "team"


def test_without_keys_nothing_is_taken(ada, on_plan, settings):
    on_plan("free")
    settings.BILLING_CONTACT = "billing@host.example"
    assert tell("{}").status_code == 404
    page = ada.get("/t/acme/settings/plan/").content.decode()
    assert "ask billing@host.example" in page
    assert "Choose this plan" not in page


@pytest.mark.parametrize("plan", ["team", "business"])
def test_each_plan_that_is_sold_can_be_chosen(ada, stripe, on_plan, plan):
    on_plan("free")
    page = ada.get("/t/acme/settings/plan/").content.decode()
    assert f"/t/acme/settings/plan/choose/{plan}/" in page
