"""What pages tell about signing in."""

from datetime import timedelta

from django import template
from django.urls import reverse
from django.utils import timezone

from tenants.models import SignedIn
from tenants.signin.factors import has_second_factor
from tenants.signin.sessions import sessions_of

register = template.Library()

NOW = timedelta(minutes=6)  # what is in use is written down every five


@register.simple_tag(takes_context=True)
def my_sessions(context: template.Context) -> list[SignedIn]:
    """The browsers one is signed in with; `is_here` is this one. It has no row on the very first
    page, which is written down after it was answered."""
    request = context["request"]
    here, found = request.session.session_key, sessions_of(request.user)
    for row in found:
        row.is_here = row.session_key == here
        row.is_now = row.is_here or timezone.now() - row.used_at < NOW
    return found


@register.inclusion_tag("tenants/signin/_late.html", takes_context=True)
def second_factor_deadline(context: template.Context) -> dict[str, object]:
    """Says from when on a second factor is needed, to who has none."""
    request = context["request"]
    tenant = getattr(request, "tenant", None)
    if tenant is None or tenant.second_factor_from is None or has_second_factor(request.user.pk):
        return {}
    address = reverse("factor_needed", args=[tenant.slug])
    return {"deadline": tenant.second_factor_from, "company": tenant.name, "address": address}
