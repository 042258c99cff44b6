"""Webhooks of providers: who knows the secret is believed, and the address is left alone."""

import base64
import json

import pytest

from feedback.models import Address, ConsentEvent, LiveConsent, Purpose, Suppression
from helpdesk.tenancy import tenant_scope

from .conftest import EMAIL, agreed, send

SECRET = "postmark:s3cret"


@pytest.fixture
def tell(client, settings):
    """Posts an event as Postmark does, about a mail."""
    settings.ANYMAIL = {"WEBHOOK_SECRET": [SECRET]}

    def telling(mail, secret=SECRET, provider="postmark", **event):
        about = {"tenant": str(mail.tenant_id), "mail": str(mail.pk)}
        event = {"MessageID": "0a1b", "Email": EMAIL, "Metadata": about} | event
        signed = {"Authorization": "Basic " + base64.b64encode(secret.encode()).decode()}
        return client.post(
            f"/anymail/{provider}/tracking/",
            json.dumps(event),
            content_type="application/json",
            headers=signed if secret else {},
        ).status_code

    return telling


HARD = {"RecordType": "Bounce", "Type": "HardBounce"}
SPAM = {"RecordType": "SpamComplaint", "Type": "SpamComplaint"}


@pytest.mark.parametrize(("event", "why"), [(HARD, "bounced"), (SPAM, "complained")])
def test_the_address_is_stopped_and_all_permission_ends(
    in_acme, answered, mailboxes, tell, event, why
):
    mail = send(answered())
    agreed(in_acme.visitor, Purpose.SURVEY)
    waiting = answered(key="waits")
    assert tell(mail, **event) == 200
    for row in (mail, waiting):
        row.refresh_from_db()
    assert (mail.state, mail.problem, waiting.state) == ("failed", why, "cancelled")
    assert Suppression.objects.get().why == why
    assert not LiveConsent.objects.exists() and not Address.objects.exists()
    ended = ConsentEvent.objects.filter(what="stopped").values_list("purpose", flat=True)
    assert set(ended) == {"follow_up", "survey"}
    assert tell(mail, **event) == 200  # told twice
    assert ConsentEvent.objects.filter(what="stopped").count() == 2


@pytest.mark.parametrize("secret", ["", "postmark:wrong", "x", ":"])
def test_without_the_secret_nobody_is_believed(answered, mailboxes, tell, secret):
    mail = send(answered())
    assert tell(mail, secret=secret, **HARD) == 400
    mail.refresh_from_db()
    assert mail.state == "sent" and not Suppression.objects.exists()


def test_where_no_secret_is_set_there_is_no_door(answered, mailboxes, tell, settings):
    mail = send(answered())
    settings.ANYMAIL = {"WEBHOOK_SECRET": []}
    for secret in ("", ":", SECRET):
        assert tell(mail, secret=secret, **HARD) == 404


def test_a_provider_nobody_knows_or_set_up_is_not_found(answered, mailboxes, tell):
    mail = send(answered())
    for provider in ("nobody", "mailersend", "postmark-inbound"):
        assert tell(mail, provider=provider, **HARD) == 404


@pytest.mark.parametrize("event", [{"RecordType": "Bounce", "Metadata": "x"}, {"RecordType": 7}])
def test_what_makes_no_sense_changes_nothing(answered, mailboxes, tell, event):
    mail = send(answered())
    assert tell(mail, **event) in (200, 400)
    assert not Suppression.objects.exists()


@pytest.mark.parametrize(
    "event",
    [
        {"RecordType": "Bounce", "Type": "Transient"},
        {"RecordType": "Bounce", "Type": "DMARCPolicy"},
        {"RecordType": "Open"},
    ],
)
def test_a_trouble_that_is_not_the_mailboxs_stops_nothing(answered, mailboxes, tell, event):
    assert tell(send(answered()), **event) == 200
    assert not Suppression.objects.exists() and LiveConsent.objects.exists()


def test_delivered_settles_what_nobody_knew(answered, tell):
    mail = answered()
    type(mail).objects.filter(pk=mail.pk).update(state="unknown")
    tell(mail, RecordType="Delivery", Recipient=EMAIL)
    mail.refresh_from_db()
    assert mail.state == "sent" and mail.sent_at


def test_unsubscribing_at_the_provider_is_taking_back(in_acme, answered, mailboxes, tell):
    mail = send(answered())
    agreed(in_acme.visitor, Purpose.SURVEY)
    tell(
        mail,
        RecordType="SubscriptionChange",
        SuppressSending=True,
        SuppressionReason="ManualSuppression",
    )
    assert [live.purpose for live in LiveConsent.objects.all()] == ["survey"]
    assert ConsentEvent.objects.order_by("-pk")[0].what == "withdrawn"


def test_a_mail_of_another_company_cannot_be_named(in_acme, answered, mailboxes, tell):
    mail = send(answered())
    foreign = {"tenant": str(in_acme.globex.pk), "mail": str(mail.pk)}
    assert tell(mail, **HARD, Metadata=foreign) == 200
    assert not Suppression.objects.exists()
    with tenant_scope(in_acme.globex):
        assert not Suppression.objects.exists()
