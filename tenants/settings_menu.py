"""The settings, in groups: each page with its tab and the right it takes."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .models import Membership


class Page(NamedTuple):
    """`address`: the name of its URL; `tab`: what its template calls itself."""

    address: str
    label: str | Promise
    tab: str
    right: str = "manage_settings"


class Group(NamedTuple):
    label: str | Promise
    pages: tuple[Page, ...]

    def open_to(self, member: Membership) -> list[Page]:
        return [page for page in self.pages if member.may(page.right)]


GROUPS = (
    Group(
        pgettext_lazy("settings", "Chat"),
        (
            Page("settings", _("Words and look"), "general"),
            Page("manners", _("Manners"), "manners"),
            Page("etiquette", _("Checks"), "etiquette"),
            Page("settings_mood", _("Mood"), "mood"),
            Page("settings_bot", _("Assistant"), "bot"),
            Page("settings_survey", _("Survey"), "survey"),
            Page("promise_settings", _("After a chat"), "promises"),
        ),
    ),
    Group(
        pgettext_lazy("settings", "Team and times"),
        (
            Page("settings_hours", _("Hours"), "hours"),
            Page("settings_departments", _("Departments"), "departments"),
            Page("settings_routing", _("Routing"), "routing"),
            Page("settings_timing", _("Timing and words"), "timing"),
            Page("settings_contact", _("Reach us"), "contact"),
        ),
    ),
    Group(
        pgettext_lazy("settings", "Connections"),
        (
            Page("settings_sites", _("Websites"), "sites"),
            Page("settings_identity", _("Identity"), "identity", "integrate"),
            Page("mail_words", _("Mail"), "mail"),
            Page("webhooks", _("Webhooks"), "webhooks", "integrate"),
            Page("notifications", _("Notifications"), "notifications", "integrate"),
            Page("settings_api", _("API"), "api", "integrate"),
            Page("data", _("Import and export"), "data", "export"),
        ),
    ),
    Group(
        pgettext_lazy("settings", "Company"),
        (
            Page("privacy", _("Privacy"), "privacy"),
            Page("settings_sign_in", _("Sign-in"), "sign_in", "secure"),
            Page("audit", _("Audit"), "audit", "audit"),
            Page("settings_plan", _("Plan and usage"), "plan", "bill"),
            Page("settings_leave", _("Delete the company"), "leave", "own"),
        ),
    ),
)


def menu_of(member: Membership) -> list[tuple[Group, list[Page]]]:
    """The groups of which somebody may open a page, with those pages."""
    groups = ((group, group.open_to(member)) for group in GROUPS)
    return [(group, pages) for group, pages in groups if pages]


def group_of(tab: str) -> Group:
    """Where a tab stands; the first group for one that stands nowhere."""
    return next((g for g in GROUPS if any(page.tab == tab for page in g.pages)), GROUPS[0])
