"""The first steps of a company, each of which is seen to be done."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tenants.models import Tenant

from .models import Author, Entry, Kind
from .snippet import stranger

Ways = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Step:
    """`told`: what was found out, once it is done. `where`: (address, what one does there)."""

    name: str
    title: str
    why: str
    is_done: bool
    told: str
    where: Ways = ()


def first_steps(tenant: Tenant) -> list[Step]:
    """Call inside the company's scope."""
    return [_hours(tenant), _people(tenant), _snippet(tenant), _chat(tenant), _mail(tenant)]


def _hours(tenant: Tenant) -> Step:
    return Step(
        "hours",
        _("Say when somebody answers"),
        _("Then the button promises only what you keep, and says at night when you are back."),
        tenant.hours_chosen_at is not None or tenant.opening_hours.exists(),
        _("Your hours are set."),
        ((reverse("settings_hours", kwargs={"slug": tenant.slug}), _("Set the hours")),),
    )


def _people(tenant: Tenant) -> Step:
    people = tenant.memberships.active().count()
    invited = tenant.invitations.filter(accepted_at=None, revoked_at=None).count()
    answer = ngettext("{count} person answers.", "{count} people answer.", people)
    told = answer.format(count=people) if people > 1 else _("An invitation is on its way.")
    return Step(
        "people",
        _("Invite your colleagues"),
        _("With two of you, somebody can have lunch. A photo makes it friendlier."),
        people > 1 or invited > 0,
        told,
        ((reverse("people", args=[tenant.slug]), _("Invite somebody")),),
    )


def _snippet(tenant: Tenant) -> Step:
    why, where = _what_the_snippet_needs(tenant)
    return Step(
        "snippet",
        _("Put the chat on your site"),
        why,
        tenant.snippet_seen_at is not None,
        _("Seen on {site}.").format(site=tenant.snippet_seen_on),
        where,
    )


def _what_the_snippet_needs(tenant: Tenant) -> tuple[str, Ways]:
    sites = reverse("settings_sites", args=[tenant.slug])
    copy = (reverse("install", args=[tenant.slug]), _("Copy the line"))
    if site := tenant.snippet_seen_at is None and stranger(tenant):
        told = _(
            "{site} has asked for your chat, and is not on the list of your sites. Is it yours?"
        )
        add = (f"{sites}?{urlencode({'site': site})}", _("Add this site"))
        return told.format(site=site), (add, copy)
    if tenant.allowed_origins:
        told = _(
            "One line before the end of the page. Load a page that has it, and this ticks itself."
        )
        return told, (copy,)
    told = _("First name your website: the button appears on the sites you name and nowhere else.")
    return told, ((sites, _("Name your website")),)


def _chat(tenant: Tenant) -> Step:
    answers = Entry.objects.filter(kind=Kind.MESSAGE, author=Author.OPERATOR)
    return Step(
        "chat",
        _("Have a test chat"),
        _(
            "Open the inbox, so that somebody is there. Ask something as a customer in another "
            "tab, then answer it."
        ),
        answers.exists(),
        _("The first chat is answered."),
        (
            (reverse("inbox", args=[tenant.slug]), _("Open the inbox")),
            (reverse("widget_frame", args=[tenant.site_key]), _("Ask as a customer")),
        ),
    )


def _mail(tenant: Tenant) -> Step:
    return Step(
        "mail",
        _("See whether mail arrives"),
        _("Invitations and new passwords come by mail. We send one to you: follow its link."),
        tenant.mail_works_at is not None,
        _("Mail arrives."),
    )
