"""What pages tell about signing in."""

from django import template

from tenants.models import SignedIn
from tenants.signin.sessions import sessions_of

register = template.Library()


@register.simple_tag(takes_context=True)
def my_sessions(context: template.Context) -> list[SignedIn]:
    """The browsers one is signed in with; `is_here` is this one. It has no row on the very first
    page, which is written down after it was answered."""
    request = context["request"]
    here, found = request.session.session_key, sessions_of(request.user)
    for row in found:
        row.is_here = row.session_key == here
    return found
