"""Some days after a chat: is it solved?"""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from chat.models import Conversation, Visitor
from feedback.links import solved_link
from feedback.mail.outcomes import PutOff, Unwanted
from feedback.mail.pieces import Link
from feedback.models import OutgoingMail
from feedback.promises.rules import rules_of
from tenants.models import Tenant

SUBJECT = _("Is it solved? {company} would like to know")
BODY = _(
    "{greeting}\n\n"
    "some days ago we answered a question of yours. Is it solved?\n\n"
    "{yes_link}\n\n"
    "{no_link}\n\n"
    "If not, your chat opens where you left it, and we take it up again."
)
FIELDS = {
    "yes_link": _("A button that says that it is solved"),
    "no_link": _("A button that says that it is not, and opens the chat again"),
}
NEEDED = "no_link"
OF_NO_INTEREST_AFTER = timedelta(days=45)


def content(mail: OutgoingMail, visitor: Visitor) -> dict[str, Any]:
    """Nobody who waits for an answer is asked whether it helped."""
    chat = Conversation.objects.filter(pk=mail.conversation_id, visitor=visitor).first()
    if chat is None or timezone.now() - mail.created_at > OF_NO_INTEREST_AFTER:
        raise Unwanted("over")
    if rules_of(visitor.tenant).check_days is None:
        raise Unwanted("off")
    if chat.waiting_since is not None:
        raise PutOff("goes_on")
    return {
        "yes_link": _yes(solved_link(visitor, mail.pk, is_solved=True)),
        "no_link": _no(solved_link(visitor, mail.pk, is_solved=False)),
    }


def sample(tenant: Tenant) -> dict[str, Any]:
    nowhere = f"{settings.PUBLIC_URL}/#sample"
    return {"yes_link": _yes(nowhere), "no_link": _no(nowhere)}


def _yes(url: str) -> Link:
    return Link(url, gettext("Yes, it is solved"))


def _no(url: str) -> Link:
    return Link(url, gettext("No, not yet"))
