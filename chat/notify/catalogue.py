"""Of what a team chat can be told."""

from django.utils.translation import gettext_lazy as _

from chat.webhooks.catalogue import Event

WAITS, UPSET, OVERDUE = "chat.waits", "chat.upset", "promise.overdue"
EVENTS = (
    Event(WAITS, _("A chat has been waiting for 15 seconds")),
    Event(UPSET, _("A customer is very upset")),
    Event(OVERDUE, _("A promise to a customer is late")),
)
