"""What the pages of a company need to know about the person who looks at them."""

from django import template
from django.conf import settings
from django.urls import reverse

from tenants.actions import memberships_of
from tenants.models import Membership, Tenant
from tenants.settings_menu import group_of, menu_of
from tenants.signin.admission import reachable

register = template.Library()


@register.filter
def may(membership: Membership | None, right: str) -> bool:
    return bool(membership) and membership.may(right)


@register.simple_tag(takes_context=True)
def my_companies(context: template.Context) -> list[Membership]:
    request = context["request"]
    known = getattr(request, "memberships", None)  # below /t/ they have been read already
    if known is not None:
        return known
    return reachable(request.session, memberships_of(request.user))


@register.inclusion_tag("helpdesk/_nav_link.html", takes_context=True)
def nav_link(context: template.Context, page: str, label: str, *also: str) -> dict[str, object]:
    """A link to `/t/<slug>/<page>/`, marked while one is there, below, or on one of `also`."""
    request = context["request"]
    href, *others = (f"/t/{request.tenant.slug}/{name}/" for name in (page, *also))
    return {"href": href, "label": label, "current": request.path.startswith((href, *others))}


@register.inclusion_tag("helpdesk/_tab_link.html", takes_context=True)
def tab_link(context: template.Context, page: str, label: str, tab: str) -> dict[str, object]:
    """A tab of the settings, marked where `tab` of the page is this one; a page below it says so
    by `inside`."""
    href = reverse(page, kwargs={"slug": context["request"].tenant.slug})
    marked = "true" if context.get("inside") else "page"
    return {"href": href, "label": label, "current": marked if context.get("tab") == tab else ""}


@register.simple_tag(takes_context=True)
def settings_menu(context: template.Context) -> dict[str, object]:
    """`groups`: what can be gone to, with an address each; `pages`: the tabs of the group one is
    in, which `tab` of the page says."""
    member, here = context["request"].membership, group_of(context.get("tab", ""))
    menu = menu_of(member)
    return {
        "groups": [
            {"label": group.label, "page": pages[0].address, "is_here": group is here}
            for group, pages in menu
        ],
        "pages": next((pages for group, pages in menu if group is here), []),
    }


@register.simple_tag
def mailbox_to_read() -> str:
    """Where mails can be read that are not really sent: in development, else empty."""
    return reverse("dev_mail") if settings.DEVELOPMENT else ""


@register.inclusion_tag("tenants/_face.html")
def face(membership: Membership, tenant: Tenant, size: str = "") -> dict[str, object]:
    """Photo or initials; `size` is a class of faces.css."""
    photo = None
    if membership.photo_hash:
        photo = reverse("portrait", args=[tenant.pk, membership.photo_hash])
    return {"photo": photo, "initials": initials(membership.display_name), "size": size}


def initials(name: str) -> str:
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()
