"""Where a permission was given or taken back, as people read it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PLACES: dict[str, str | Promise] = {
    "widget": _("in the chat"),
    "survey": _("with the rating"),
    "link": _("by a link in an e-mail"),
    "privacy_page": _("on the privacy page"),
    "api": _("elsewhere, recorded by another program"),
    "unsubscribe": _("by the link to stop in an e-mail"),
    "erasure": _("by erasure"),
    "relay": _("by itself"),
    "retention": _("by itself, after the time addresses are kept"),
}


def place_name(place: str) -> str:
    return str(PLACES.get(place, ""))
