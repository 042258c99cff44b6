"""What a token may be allowed. The one table: page of tokens and schema show it as it is."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

READ, WRITE = "read", "write"


class Scope(NamedTuple):
    """`right`: what whoever made the token must have, too, each time it is used. `feature`: what
    the company's plan must have beside the API itself."""

    name: str
    label: str | Promise
    right: str
    feature: str = "api"


SCOPES = (
    Scope("conversations:read", _("Read chats, messages and notes"), "oversee"),
    Scope(
        "conversations:write",
        _("Write messages and notes, assign, sort and close chats"),
        "oversee",
    ),
    Scope("visitors:read", _("Read visitors"), "oversee"),
    Scope("visitors:write", _("Add and change visitors"), "oversee"),
    Scope("people:read", _("See colleagues and who is there"), "chat"),
    Scope("people:write", _("Set who is there"), "manage_people"),
    Scope("settings:read", _("Read departments, hours, canned replies and articles"), "chat"),
    Scope(
        "settings:write",
        _("Change departments, hours, canned replies and articles"),
        "manage_settings",
    ),
    Scope("feedback:read", _("Read surveys, ratings and follow-ups"), "oversee"),
    Scope("feedback:write", _("Promise follow-ups and keep them"), "oversee"),
    Scope("consents:read", _("Read permissions and their proof"), "oversee"),
    Scope("consents:write", _("Record permissions with proof, and take them back"), "oversee"),
    Scope("reviews:read", _("Read reviews"), "oversee", "reviews"),
    Scope("reports:read", _("Read reports"), "report", "reports"),
    Scope("webhooks:read", _("See webhooks"), "integrate"),
    Scope("webhooks:write", _("Change webhooks"), "integrate"),
)
BY_NAME = {scope.name: scope for scope in SCOPES}
