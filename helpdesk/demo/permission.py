"""What some customers of Acme agreed to, and who is responsible there: a promise can be kept by
mail, one address waits to be confirmed, and the ledger has something to show."""

from chat.models import Conversation, Visitor
from feedback.actions.consents import confirm, give, withdraw
from feedback.actions.ledger import text_for
from feedback.models import LiveConsent, OutgoingMail, PrivacyNotice, Purpose
from feedback.permission.offers import language_for
from tenants.models import Tenant

NOTICE = {
    "controller": "Acme Lamps Ltd.",
    "contact": "1 Lantern Lane, Lampton\nprivacy@acme.example",
    "policy_url": "https://www.acme.example/privacy",
    "asks_marketing": True,
}
NEWS = (Purpose.MARKETING, Purpose.CONFIRMATION)
# Where the chat began, the address, what for, and how it went on.
AGREED = [
    ("/delivery", "kari.nordby@customer.example", (Purpose.FOLLOW_UP,), ""),
    ("/lamps/fireflies", "j.baptista@customer.example", (Purpose.FOLLOW_UP, *NEWS), "confirmed"),
    ("/lamps/floor-willow", "tomasz@customer.example", (Purpose.SATISFIED_CHECK,), "taken back"),
    ("/lamps/desk-heron", "amelie.roux@customer.example", NEWS, ""),
]


def agree_some(tenant: Tenant) -> None:
    """Call inside the company's scope, once its chats are there."""
    PrivacyNotice.objects.create(tenant=tenant, **NOTICE)
    for page, email, purposes, then in AGREED:
        chats = Conversation.objects.filter(page_url__endswith=page).order_by("pk")
        visitor = Visitor.objects.select_related("tenant").get(pk=chats.first().visitor_id)
        locale = language_for(visitor)
        texts = [text_for(tenant, purpose, locale).pk for purpose in purposes]
        give(visitor=visitor, email=email, texts=texts, place="widget")
        if then == "confirmed":
            _confirm(visitor)
        elif then:
            withdraw(visitor_id=visitor.pk, purposes=purposes, place="privacy_page")


def _confirm(visitor: Visitor) -> None:
    """As if they had followed the link in the mail."""
    asked = LiveConsent.objects.get(visitor=visitor, purpose=Purpose.CONFIRMATION)
    mail = OutgoingMail.objects.get(live_consent=asked)
    confirm(visitor_id=visitor.pk, text_id=mail.data["text"], asked=asked.event_id, place="link")
