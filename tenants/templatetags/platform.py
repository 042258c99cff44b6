"""Who of the platform looks into a company just now, on every page of its people."""

from django import template
from django.urls import reverse

from tenants.platform.visits import visits_now

register = template.Library()


@register.inclusion_tag("tenants/_platform_visits.html", takes_context=True)
def platform_visits(context: template.Context) -> dict[str, object]:
    request = context["request"]
    member = getattr(request, "membership", None)
    if member is None or member.tenant.is_sandbox:
        return {}
    href = reverse("audit", args=[member.tenant.slug]) if member.may("audit") else ""
    return {"visits": visits_now(member.tenant), "href": href}
