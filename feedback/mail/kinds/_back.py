"""The way back into a chat from a mail."""

from django.conf import settings
from django.utils.translation import gettext as _

from chat.models import Visitor
from feedback.actions.way_back import new_link
from feedback.mail.pieces import Link
from feedback.models import OutgoingMail


def back_link(mail: OutgoingMail, visitor: Visitor) -> Link:
    """A new one for this mail."""
    about = {"visitor": visitor, "conversation_id": mail.conversation_id, "digest": mail.digest}
    return _to(new_link(**about))


def sample_link() -> Link:
    return _to(f"{settings.PUBLIC_URL}/#sample")


def _to(url: str) -> Link:
    return Link(url, _("Go on with the chat"))
