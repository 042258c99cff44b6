"""Canned replies that fit the person: literal fields from one list, and gaps that must be filled.

Fields are replaced as text, by the console, from what it knows of the chat; nothing here is a
template. `{visitor_name}` is a field; `[[order number]]` is a gap an operator fills by hand.
"""

import re
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext_noop as _

from tenants.models import DepartmentMember, Membership

from .models import CannedReply

# What each field becomes; the list is shown wherever somebody writes a reply.
FIELDS = {
    "visitor_name": _("The customer's name, where they gave one"),
    "operator_name": _("Your name"),
    "company_name": _("The company's name"),
    "department": _("The department the chat is for"),
    "page_title": _("The page the customer is on"),
    "greeting": _("Good morning, afternoon or evening, where the customer is"),
}
GREETINGS = (_("Good morning"), _("Good afternoon"), _("Good evening"))

FIELD = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]{0,39})\}")
GAP = re.compile(r"\[\[[^\[\]\n]{1,80}\]\]")


def unknown_fields(text: str) -> list[str]:
    return [name for name in dict.fromkeys(FIELD.findall(text)) if name not in FIELDS]


def open_fields(text: str) -> list[str]:
    """Fields that are still there to be filled."""
    return [f"{{{name}}}" for name in dict.fromkeys(FIELD.findall(text)) if name in FIELDS]


def gaps(text: str) -> list[str]:
    return list(dict.fromkeys(GAP.findall(text)))


def is_unpersonalised(text: str, *, from_canned: bool) -> bool:
    """Whether a customer would read a hole. A gap counts where the text came from a canned reply,
    or one of the company's replies has that very gap. Call inside a tenant scope."""
    if open_fields(text):
        return True
    found = gaps(text)
    if not found or from_canned:
        return bool(found)
    holds_one = Q()
    for gap in found:
        holds_one |= Q(body__contains=gap)
    return CannedReply.objects.filter(holds_one).exists()


def replies_for(member: Membership) -> list[dict[str, Any]]:
    """What `/` offers: of one shortcut their own counts before a department's, and that before the
    company's."""
    departments = DepartmentMember.objects.filter(member=member).values("department")
    rows = CannedReply.objects.filter(
        Q(member=None) | Q(member=member),
        Q(department=None) | Q(department__in=departments),
    ).order_by("shortcut", "department__position", "pk")
    found: dict[str, dict[str, Any]] = {}
    for scope in ("own", "department", "company"):
        for row in rows:
            if scope_of(row) == scope:
                reply = {"shortcut": row.shortcut, "body": row.body, "scope": scope}
                found.setdefault(row.shortcut, reply)
    return [found[shortcut] for shortcut in sorted(found)]


def scope_of(reply: CannedReply) -> str:
    if reply.member_id:
        return "own"
    return "department" if reply.department_id else "company"


@cache
def greetings() -> dict[str, list[str]]:
    """{language: [morning, afternoon, evening]}"""
    found = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found[language] = [translation.gettext(words) for words in GREETINGS]
    return found
