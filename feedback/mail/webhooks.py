"""What a provider tells of mails it took: `POST /anymail/<provider>/tracking/`, as django-anymail
reads it. Only who knows ANYMAIL_WEBHOOK_SECRET is believed; without one set nobody is."""

import logging
import re
from typing import Any

from anymail.exceptions import AnymailConfigurationError, AnymailWebhookValidationFailure
from anymail.signals import AnymailTrackingEvent, EventType, RejectReason, tracking
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.utils import timezone
from django.utils.module_loading import import_string
from django.views.decorators.csrf import csrf_exempt

from feedback.actions.consents import By, withdraw
from feedback.models import OutgoingMail
from helpdesk.tenancy import tenant_scope
from tenants.models import Tenant

from .bounces import Why, stop_address

logger = logging.getLogger(__name__)

State = OutgoingMail.State
VIEWS = {
    "amazon_ses": "amazon_ses.AmazonSESTrackingWebhookView",
    "brevo": "brevo.BrevoTrackingWebhookView",
    "mailersend": "mailersend.MailerSendTrackingWebhookView",
    "mailgun": "mailgun.MailgunTrackingWebhookView",
    "mailjet": "mailjet.MailjetTrackingWebhookView",
    "mailtrap": "mailtrap.MailtrapTrackingWebhookView",
    "mandrill": "mandrill.MandrillCombinedWebhookView",
    "postal": "postal.PostalTrackingWebhookView",
    "postmark": "postmark.PostmarkTrackingWebhookView",
    "resend": "resend.ResendTrackingWebhookView",
    "sendgrid": "sendgrid.SendGridTrackingWebhookView",
    "sparkpost": "sparkpost.SparkPostTrackingWebhookView",
    "unisender_go": "unisender_go.UnisenderGoTrackingWebhookView",
}
TAG = re.compile(r"mail-(\d{1,18})-(\d{1,18})")
LEFT = frozenset({EventType.SENT, EventType.DELIVERED, EventType.OPENED, EventType.CLICKED})
NO_MAILBOX = frozenset({RejectReason.INVALID, RejectReason.BOUNCED, RejectReason.OTHER, None})


@csrf_exempt  # known by a secret of its own
def events(request: HttpRequest, provider: str) -> HttpResponse:
    """404 for a provider that is not set up here, 400 for a wrong secret or what cannot be read."""
    view = VIEWS.get(provider)
    if view is None or not settings.ANYMAIL["WEBHOOK_SECRET"]:
        raise Http404
    try:
        return import_string(f"anymail.webhooks.{view}").as_view()(request)
    except AnymailConfigurationError as error:
        logger.warning("webhook of %s: %s", provider, error)
        raise Http404 from error
    except AnymailWebhookValidationFailure:
        return HttpResponseBadRequest()
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        logger.warning("webhook of %s: not understood (%s)", provider, type(error).__name__)
        return HttpResponseBadRequest()


def listen() -> None:
    tracking.connect(_told, dispatch_uid="feedback.mail.webhooks")


def _told(sender: Any, event: AnymailTrackingEvent, **_: Any) -> None:
    named = _which(event)
    tenant = named and Tenant.objects.real().filter(pk=named[0]).first()
    if named is None or tenant is None:
        return
    with tenant_scope(tenant):
        mail = OutgoingMail.objects.filter(pk=named[1]).first()
        if mail is not None:
            learn(mail, event.event_type, event.reject_reason)


def _which(event: AnymailTrackingEvent) -> tuple[int, int] | None:
    """(company, mail) that we gave it when it was sent; None for mail that is not to customers."""
    about = event.metadata or {}
    told = f"mail-{about.get('tenant')}-{about.get('mail')}"
    for tag in (told, *map(str, event.tags or ())):
        if found := TAG.fullmatch(tag):
            return int(found[1]), int(found[2])
    return None


def learn(mail: OutgoingMail, what: str, why: str | None) -> None:
    """What became of a mail. Each may be told again, and in any order."""
    if what in LEFT:
        rows = OutgoingMail.objects.filter(pk=mail.pk, state=State.UNKNOWN)
        rows.update(state=State.SENT, sent_at=timezone.now(), problem="")
    elif what == EventType.COMPLAINED or why == RejectReason.SPAM:
        _stop(mail, Why.COMPLAINED)
    elif what == EventType.UNSUBSCRIBED or why == RejectReason.UNSUBSCRIBED:
        purposes = [mail.purpose]
        withdraw(visitor_id=mail.subject, purposes=purposes, by=By.VISITOR, place="unsubscribe")
    elif what in (EventType.BOUNCED, EventType.REJECTED) and why in NO_MAILBOX:
        _stop(mail, Why.BOUNCED)
    elif what in (EventType.BOUNCED, EventType.REJECTED, EventType.FAILED):
        _note(mail, "provider_refused")


def _stop(mail: OutgoingMail, why: str) -> None:
    _note(mail, why)
    stop_address(mail.digest, why)


def _note(mail: OutgoingMail, problem: str) -> None:
    """It left and came back, as far as that is known."""
    rows = OutgoingMail.objects.filter(pk=mail.pk, state__in=(State.SENT, State.UNKNOWN))
    rows.update(state=State.FAILED, problem=problem)
