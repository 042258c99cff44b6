"""Mails to the people who work here. Plain text: nothing to load, readable anywhere."""

from smtplib import SMTPException
from typing import Any

from anymail.exceptions import AnymailError
from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from helpdesk.languages import first_spoken

from .models import RIGHTS, Invitation, Membership, Tenant


class NotSent(Exception):
    """The mail server did not take it."""


def send_invitation(invitation: Invitation, token: str) -> None:
    """In the company's language: of the reader we know none. Raises NotSent."""
    with translation.override(first_spoken([invitation.tenant.language])):
        message = _invitation(invitation, token)
    if not went_out(message):
        raise NotSent


def tell_those_who_may(
    right: str, tenant: Tenant, subject: str, template: str, context: dict[str, Any]
) -> int:
    """A mail to each of the company's people who have this right; returns how many it went to.
    Call inside the company's scope, with its language active."""
    roles = [role for role, rights in RIGHTS.items() if right in rights]
    people = Membership.objects.active().filter(role__in=roles).select_related("user")
    body = render_to_string(template, {"tenant": tenant, **context})
    return sum(went_out(EmailMessage(subject, body, to=[each.user.email])) for each in people)


def went_out(message: EmailMessage) -> bool:
    """False where the mail server did not take it: whoever waits for it is told so."""
    try:
        return message.send() == 1
    except (OSError, SMTPException, AnymailError):
        return False


def _invitation(invitation: Invitation, token: str) -> EmailMessage:
    tenant = invitation.tenant
    context = {
        "invitation": invitation,
        "tenant": tenant,
        "inviter": invitation.invited_by.display_name,
        "link": settings.PUBLIC_URL + reverse("join", args=[tenant.slug, token]),
    }
    subject = _("{company}: {inviter} invites you to answer chats").format(
        company=tenant.name, inviter=context["inviter"]
    )
    body = render_to_string("tenants/mail/invitation.txt", context)
    return EmailMessage(subject, body, to=[invitation.email])
