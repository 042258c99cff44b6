"""A copy of the chat. It holds what the visitor wrote, and so goes into a mail only to an address
that somebody has confirmed; any other gets a link to it."""

from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from chat.models import Conversation, Visitor
from feedback.links import transcript_link
from feedback.mail.outcomes import TurnedDown
from feedback.mail.pieces import Block, Link
from feedback.models import OutgoingMail
from feedback.transcripts.lines import Line, Transcript, transcript_of, zone_of
from tenants.models import Tenant

from ._confirmed import is_confirmed

SUBJECT = _("Your chat with {company}")
BODY = _(
    "{greeting}\n\n"
    "here is the copy of your chat of {date} that you asked for:\n\n"
    "{transcript}\n\n"
    "{page_link}"
)
FIELDS = {
    "transcript": _("The chat; only a link to it where the address is not confirmed"),
    "date": _("The day of the chat"),
    "page_link": _("A button that opens the copy to print or to keep"),
}
NEEDED = "transcript"
MOST_ENTRIES = 200  # in a mail; the page has them all


def content(mail: OutgoingMail, visitor: Visitor) -> dict[str, Any]:
    conversation = _conversation(mail, visitor)
    zone = zone_of(visitor)
    page = _to(transcript_link(visitor, conversation.pk))
    values = {"date": _day(conversation, zone)}
    if not is_confirmed(mail):
        return values | {"transcript": page, "page_link": ""}
    found = transcript_of(conversation, zone, you=True, newest=MOST_ENTRIES)
    return values | {"transcript": _block(found), "page_link": page}


def _conversation(mail: OutgoingMail, visitor: Visitor) -> Conversation:
    rows = Conversation.objects.select_related("visitor__tenant")
    found = rows.filter(pk=mail.conversation_id, visitor=visitor).first()
    if found is None or not found.last_public_seq:
        raise TurnedDown("nothing_to_say")
    return found


def sample(tenant: Tenant) -> dict[str, Any]:
    now = timezone.now()
    said = [
        Line(now, gettext("Where is my parcel?"), gettext("You"), "visitor"),
        Line(now, gettext("It left us this morning."), "Ada", "operator"),
    ]
    visitor = Visitor(tenant=tenant)
    chat = Conversation(tenant=tenant, visitor=visitor, created_at=now)
    found = Transcript(tenant, chat, visitor, said, True, zone_of(visitor))
    page = _to(f"{settings.PUBLIC_URL}/#sample")
    return {"transcript": _block(found), "date": _day(chat, found.zone), "page_link": page}


def _block(found: Transcript) -> Block:
    context = {"transcript": found}
    return Block(
        render_to_string("feedback/mail/transcript.txt", context).strip(),
        render_to_string("feedback/mail/transcript.html", context),
    )


def _day(conversation: Conversation, zone: ZoneInfo) -> str:
    return date_format(conversation.created_at.astimezone(zone), "DATE_FORMAT")


def _to(url: str) -> Link:
    return Link(url, gettext("Read, print or keep the copy"))
