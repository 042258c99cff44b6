"""Below /t/<slug>/settings/notifications/."""

from django.utils.translation import gettext_lazy as _

from chat.webhooks.models import Endpoint
from chat.webhooks.section import Section, doors

from .forms import ChannelForm

NOTIFICATIONS = Section(
    "notification",
    "notifications",
    "chat/notifications.html",
    _("Notifications"),
    ChannelForm,
    Endpoint.objects.channels,
)
urlpatterns = doors(NOTIFICATIONS)
