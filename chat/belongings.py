"""What a company has of chats, for whoever is about to delete it (tenants/leaving/)."""

from collections.abc import Iterable

from django.db.models import Sum
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from tenants.leaving.inventory import Line

from .models import Attachment, Conversation, Visitor


def of_chats() -> Iterable[Line]:
    yield Line(_("Chats"), Conversation.objects.count())
    yield Line(_("Customers and visitors"), Visitor.objects.count())
    size = Attachment.objects.aggregate(size=Sum("size"))["size"] or 0
    yield Line(_("Files"), Attachment.objects.count(), filesizeformat(size))
