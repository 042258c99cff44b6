"""The words of a notification, in the company's language. Without details they name nobody and
quote nothing: a team chat is read by many, and kept by somebody else."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from chat.models import Conversation
from tenants.models import Tenant

from .catalogue import OVERDUE, UPSET, WAITS

FIRST_WORDS = 160


@dataclass(frozen=True)
class Words:
    """`details`: only where the company wants names and words, too."""

    text: str
    link: str
    details: str = ""


def words_of(event: str, tenant: Tenant, about: Conversation, *, promised: str = "") -> Words:
    """Call with the company's language active. `promised`: what, and by whom."""
    link = settings.PUBLIC_URL + reverse("inbox_conversation", args=[tenant.slug, about.pk])
    text = {
        WAITS: _("A chat is waiting for an answer."),
        UPSET: _("A customer is very upset."),
        OVERDUE: _("A promise to a customer is late."),
    }[event]
    department = f" ({about.department.name})" if about.department else ""
    return Words(text + department, link, promised or _said(about))


def _said(about: Conversation) -> str:
    name = about.visitor.name
    said = about.preview[:FIRST_WORDS]
    return f"{name}: {said}" if name and said else name or said
