"""The promised answer, in the words of the operator who found it."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from chat.models import Author, Entry, Kind, Visitor
from feedback.mail.outcomes import TurnedDown
from feedback.mail.pieces import quoted
from feedback.models import FollowUp, OutgoingMail
from tenants.models import Tenant

from ._back import back_link, sample_link

SUBJECT = _("Your answer from {company}")
BODY = _(
    "{greeting}\n\n"
    "you asked us something, and here is the answer from {operator}:\n\n"
    "{answer}\n\n"
    "Something is not clear yet? Your chat is still there:\n\n"
    "{back_link}"
)
FIELDS = {
    "answer": _("What the operator answered"),
    "operator": _("The name of who answered"),
    "back_link": _("A button that opens the chat again"),
}
NEEDED = "answer"


def content(mail: OutgoingMail, visitor: Visitor) -> dict[str, Any]:
    entry = _answer(mail)
    return {
        "answer": quoted(entry.body),
        "operator": entry.author_name or visitor.tenant.name,
        "back_link": back_link(mail, visitor),
    }


def _answer(mail: OutgoingMail) -> Entry:
    """Only what an operator wrote. `data`: {"follow_up": number} or {"seq": place in the log}."""
    seq = mail.data.get("seq")
    if promise := FollowUp.objects.filter(pk=mail.data.get("follow_up")).first():
        seq = promise.ended_seq
    rows = Entry.objects.filter(conversation_id=mail.conversation_id, seq=seq)
    entry = rows.filter(kind=Kind.MESSAGE, author=Author.OPERATOR).first()
    if entry is None or not entry.body:
        raise TurnedDown("nothing_to_say")
    return entry


def sample(tenant: Tenant) -> dict[str, Any]:
    words = gettext(
        "Your parcel left us this morning. It should be with you on Thursday.\n"
        "If it is not, write to us here and we look into it at once."
    )
    return {"answer": quoted(words), "operator": "Ada", "back_link": sample_link()}
