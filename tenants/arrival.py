"""Where somebody begins after signing in."""

from django.urls import reverse

from .models import Membership


def first_page(membership: Membership) -> str:
    """The list of first steps until they are done, for those who can take them; else the inbox."""
    slug = membership.tenant.slug
    if membership.tenant.set_up_at is None and membership.may("manage_settings"):
        return reverse("setup", args=[slug])
    return f"/t/{slug}/inbox/"
