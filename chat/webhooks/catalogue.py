"""What a company can be told of. The names are part of docs/webhooks.md and never change."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Event(NamedTuple):
    name: str
    meaning: str | Promise


EVENTS = (
    Event("conversation.created", _("A chat begins")),
    Event("conversation.status_changed", _("A chat waits, is being answered, or is closed")),
    Event("conversation.assigned", _("A chat is given to somebody, or taken from them")),
    Event("message.created", _("A message or a note is written")),
    Event("message.updated", _("A message is changed afterwards")),
    Event("rating.created", _("A customer rates a chat")),
    Event("follow_up.promised", _("An answer is promised")),
    Event("follow_up.kept", _("A promise is kept")),
    Event("follow_up.overdue", _("A promise is late")),
    Event("consent.given", _("A customer agrees to get mail")),
    Event("consent.withdrawn", _("A customer takes that back")),
    Event("review.done", _("A review is finished")),
)
NAMES = frozenset(event.name for event in EVENTS)
TEST = "test"  # sent by the button, to an endpoint of any choice
