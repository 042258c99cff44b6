"""How was the chat? One question and a link."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from chat.models import Visitor
from feedback.links import rate_link
from feedback.mail.outcomes import TurnedDown
from feedback.mail.pieces import Link
from feedback.models import Ask, OutgoingMail
from tenants.models import Tenant

SUBJECT = _("How was your chat with {company}?")
BODY = _(
    "{greeting}\n\n"
    "thank you for talking to us. One tap tells us how it was:\n\n"
    "{rate_link}\n\n"
    "{company} sees your rating and who answered you, but not which chat it is, unless you say so."
)
FIELDS = {"rate_link": _("A button that opens the rating")}
NEEDED = "rate_link"


def content(mail: OutgoingMail, visitor: Visitor) -> dict[str, Any]:
    """`data`: {"ask": number}."""
    ask = Ask.objects.filter(pk=mail.data.get("ask"), ended_at=None).first()
    if ask is None:
        raise TurnedDown("nothing_to_say")
    return {"rate_link": _to(rate_link(visitor, ask.pk))}


def sample(tenant: Tenant) -> dict[str, Any]:
    return {"rate_link": _to(f"{settings.PUBLIC_URL}/#sample")}


def _to(url: str) -> Link:
    return Link(url, gettext("Rate the chat"))
