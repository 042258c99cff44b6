"""The promised answer, in the words of the operator who found it; unless it was read meanwhile."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from chat.models import Author, Conversation, Entry, Kind, Visitor
from feedback.mail.outcomes import TurnedDown, Unwanted
from feedback.mail.pieces import quoted
from feedback.models import FollowUp, OutgoingMail
from tenants.models import Tenant

from ._back import back_link, sample_link

SUBJECT = _("Your answer from {company}")
BODY = _(
    "{greeting}\n\n"
    "we promised to get back to you: {promised}\n\n"
    "Here is the answer from {operator}:\n\n"
    "{answer}\n\n"
    "Something is not clear yet? Your chat is still there:\n\n"
    "{back_link}"
)
FIELDS = {
    "promised": _("What was promised, as it was said in the chat"),
    "answer": _("What the operator answered"),
    "operator": _("The name of who answered"),
    "back_link": _("A button that opens the chat again"),
}
NEEDED = "answer"


def content(mail: OutgoingMail, visitor: Visitor) -> dict[str, Any]:
    """`data`: {"follow_up": number, "seq": place of the answer in the log}."""
    row = FollowUp.objects.filter(pk=mail.data.get("follow_up")).first()
    entry = _answer(mail)
    _require_unread(mail, entry)
    return {
        "promised": row.what if row else "",
        "answer": quoted(entry.body or _of_files(entry)),
        "operator": entry.author_name or visitor.tenant.name,
        "back_link": back_link(mail, visitor),
    }


def _answer(mail: OutgoingMail) -> Entry:
    """Only what an operator wrote."""
    rows = Entry.objects.filter(conversation_id=mail.conversation_id, seq=mail.data.get("seq"))
    entry = rows.filter(kind=Kind.MESSAGE, author=Author.OPERATOR).first()
    if entry is None or not (entry.body or entry.data.get("attachments")):
        raise TurnedDown("nothing_to_say")
    return entry


def _require_unread(mail: OutgoingMail, entry: Entry) -> None:
    """Who has read it in the chat needs no mail."""
    read = Conversation.objects.values_list("visitor_read_seq", flat=True)
    seen = read.filter(pk=mail.conversation_id).first() or 0
    if seen >= (entry.public_seq or 0):
        raise Unwanted("read")


def _of_files(entry: Entry) -> str:
    names = ", ".join(file["name"] for file in entry.data["attachments"])
    return gettext("In the chat there is a file for you: {names}").format(names=names)


def sample(tenant: Tenant) -> dict[str, Any]:
    words = gettext(
        "Your parcel left us this morning. It should be with you on Thursday.\n"
        "If it is not, write to us here and we look into it at once."
    )
    return {
        "promised": gettext("when your parcel arrives"),
        "answer": quoted(words),
        "operator": "Ada",
        "back_link": sample_link(),
    }
