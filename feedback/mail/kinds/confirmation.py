"""The second half of double opt-in: whoever reads this mail says whether they want the rest."""

from typing import Any

from django.conf import settings
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_noop as _

from chat.models import Visitor
from feedback.links import confirm_link
from feedback.mail.outcomes import TurnedDown
from feedback.mail.pieces import Link, quoted
from feedback.models import ConsentText, OutgoingMail, Purpose
from feedback.wording import words_of
from tenants.models import Tenant

SUBJECT = _("{company}: is this your address?")
BODY = _(
    "{greeting}\n\n"
    "in a chat with {company}, somebody asked for this with your address:\n\n"
    "{wording}\n\n"
    "It counts once you have confirmed that the address is yours:\n\n"
    "{confirm_link}\n\n"
    "It was not you? Then do nothing. You get no further e-mail."
)
FIELDS = {
    "wording": _("What is agreed to by confirming"),
    "confirm_link": _("A button that opens the page to confirm on"),
}
NEEDED = "confirm_link"


def content(mail: OutgoingMail, visitor: Visitor) -> dict[str, Any]:
    """`data`: {"text": number of the ConsentText that is to be confirmed}."""
    text = ConsentText.objects.filter(pk=mail.data.get("text"), purpose=Purpose.MARKETING).first()
    if text is None:
        raise TurnedDown("nothing_to_say")
    asked = mail.live_consent.event_id  # type: ignore[union-attr] - else it is not sent
    link = confirm_link(visitor, text.pk, asked)
    return {"wording": quoted(text.wording), "confirm_link": _to(link)}


def sample(tenant: Tenant) -> dict[str, Any]:
    wording = words_of(Purpose.MARKETING, tenant.name, get_language() or "en")
    return {"wording": quoted(wording), "confirm_link": _to(f"{settings.PUBLIC_URL}/#sample")}


def _to(url: str) -> Link:
    return Link(url, gettext("Yes, this is my address"))
