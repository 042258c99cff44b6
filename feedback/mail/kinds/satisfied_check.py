"""Some days after a promise was kept: is it solved?"""

from typing import Any

from django.utils.translation import gettext_noop as _

from chat.models import Visitor
from feedback.models import OutgoingMail
from tenants.models import Tenant

from ._back import back_link, sample_link

SUBJECT = _("Is it solved? {company} would like to know")
BODY = _(
    "{greeting}\n\n"
    "some days ago we answered a question of yours. Did that help?\n\n"
    "If not, say so in the chat. It opens where you left it, and we take it up again:\n\n"
    "{back_link}\n\n"
    "If it is solved, there is nothing you need to do."
)
FIELDS = {"back_link": _("A button that opens the chat again")}
NEEDED = "back_link"


def content(mail: OutgoingMail, visitor: Visitor) -> dict[str, Any]:
    return {"back_link": back_link(mail, visitor)}


def sample(tenant: Tenant) -> dict[str, Any]:
    return {"back_link": sample_link()}
