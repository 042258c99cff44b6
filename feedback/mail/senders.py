"""Whom a company's mail is from: its name always, its own address once that is confirmed."""

from dataclasses import dataclass
from email.utils import parseaddr

from django.conf import settings

from feedback.models import MailSender
from tenants.models import Tenant

from .pieces import one_line


@dataclass(frozen=True)
class From:
    header: str  # "Acme" <help@acme.example>
    reply_to: str  # empty: answers go to where it is from


def sender_of(tenant: Tenant) -> From:
    """Call inside the company's scope."""
    own = MailSender.objects.filter(tenant=tenant).first()
    if own is None:
        return From(_named(tenant.name, our_address()), "")
    address = own.address if own.address and own.confirmed_at else our_address()
    return From(_named(own.name or tenant.name, address), one_line(own.reply_to))


def our_address() -> str:
    """Of the installation; also what mail servers send bounces to."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def _named(name: str, address: str) -> str:
    quotable = one_line(name).replace("\\", "").replace('"', "'")
    return f'"{quotable}" <{one_line(address)}>'
