"""Doors inside a company that not every role may open."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from .models import RIGHTS

View = Callable[..., HttpResponse]

# How each right of models.RIGHTS reads in the interface.
RIGHT_LABELS = {
    "chat": _("Answer chats"),
    "oversee": _("Look after all chats and canned replies"),
    "report": _("See reports and the live wall"),
    "export": _("Take chats and figures along as files"),
    "manage_people": _("Invite people and change roles"),
    "manage_settings": _("Change settings and sites"),
    "integrate": _("Connect other programs: API, webhooks, notifications"),
    "secure": _("Decide how people sign in"),
    "audit": _("Read who did what"),
    "bill": _("See and change the plan"),
    "own": _("Make and unmake owners, delete the company"),
}


OVERSEEING = [role for role, rights in RIGHTS.items() if "oversee" in rights]


def needs(right: str) -> Callable[[View], View]:
    """Members without the right get 403; outsiders never come this far (tenants.middleware)."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if not request.membership.may(right):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorate
