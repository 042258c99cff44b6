"""A row of the outbox becomes a message: looked up, written, addressed. Nothing of it is kept."""

from email.charset import QP, Charset
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from chat.models import Visitor
from chat.phrases import language_of
from feedback import addresses
from feedback.links import privacy_link, unsubscribe_link
from feedback.models import Address, MailKind, OutgoingMail
from feedback.transcripts.lines import zone_of
from helpdesk.languages import spoken
from tenants.models import Tenant

from .kinds import KINDS
from .outcomes import Unwanted
from .pieces import Value, one_line
from .render import Footer, Written, words_for, write
from .senders import sender_of

UTF8 = Charset("utf-8")
UTF8.body_encoding = QP  # passes every server unchanged, long lines as well


def compose(mail: OutgoingMail, address: Address) -> EmailMultiAlternatives:
    """Raises NotSent, where there is nothing to say or nobody to say it to."""
    visitor = Visitor.objects.select_related("tenant").filter(pk=mail.subject).first()
    if visitor is None:
        raise Unwanted("forgotten")
    language = spoken(mail.language) or language_of(visitor.tenant)
    with translation.override(language):
        footer = _footer(mail, visitor)
        values = common(visitor.tenant, _name(visitor, address))
        values |= KINDS[MailKind(mail.kind)].content(mail, visitor)
    words = words_for(mail.kind, language)
    written = write(visitor.tenant, language, words, values, footer)
    headers = _headers(mail, language, footer.unsubscribe_url)
    return message(visitor.tenant, written, addresses.unseal(address.sealed), headers)


def common(tenant: Tenant, name: str) -> dict[str, Value]:
    """What every kind of mail may say. In the active language."""
    greeting = _("Hello {name},").format(name=name) if name else _("Hello,")
    return {"company": tenant.name, "greeting": greeting}


def _name(visitor: Visitor, address: Address) -> str:
    """A stranger's address is not greeted with what somebody typed."""
    return one_line(visitor.name) if address.confirmed_at else ""


def _footer(mail: OutgoingMail, visitor: Visitor) -> Footer:
    live = mail.live_consent
    assert live is not None
    agreed_on = date_format(live.given_at.astimezone(zone_of(visitor)), "DATE_FORMAT")
    unsubscribe_url = unsubscribe_link(visitor, mail.purpose)
    return Footer(live.text.wording, agreed_on, privacy_link(visitor), unsubscribe_url)


def message(
    tenant: Tenant, written: Written, to: str, headers: dict[str, str]
) -> EmailMultiAlternatives:
    sender = sender_of(tenant)
    made = EmailMultiAlternatives(
        subject=written.subject,
        body=written.text,
        from_email=sender.header,
        to=[to],
        reply_to=[sender.reply_to] if sender.reply_to else None,
        headers=headers,
    )
    made.encoding = UTF8  # type: ignore[assignment] - as Django itself uses it
    made.attach_alternative(written.html, "text/html")
    return made


def _headers(mail: OutgoingMail, language: str, unsubscribe_url: str) -> dict[str, Any]:
    headers = {
        "Message-ID": message_id(mail),
        "Content-Language": language,
        "List-Unsubscribe": f"<{unsubscribe_url}>",  # RFC 8058
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    if mail.kind != MailKind.ANSWER:  # written by nobody: no out-of-office replies, please
        headers["Auto-Submitted"] = "auto-generated"  # RFC 3834
    return headers


def message_id(mail: OutgoingMail) -> str:
    """The same however often it is tried: mailboxes that get it twice show it once."""
    host = urlsplit(settings.PUBLIC_URL).hostname
    return f"<mail.{mail.tenant_id}.{mail.pk}@{host}>"
