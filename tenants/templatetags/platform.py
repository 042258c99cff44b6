"""Who of the platform looks into a company just now, on every page of its people."""

from django import template
from django.urls import reverse
from django.utils.formats import time_format

from tenants.hours import zone_named
from tenants.platform.visits import visits_now

register = template.Library()


@register.inclusion_tag("tenants/_platform_visits.html", takes_context=True)
def platform_visits(context: template.Context) -> dict[str, object]:
    request = context["request"]
    member = getattr(request, "membership", None)
    if member is None or member.tenant.is_sandbox:
        return {}
    href = reverse("audit", args=[member.tenant.slug]) if member.may("audit") else ""
    visits, zone = visits_now(member.tenant), zone_named(member.tenant.zone)
    for visit in visits:
        # By the company's own clock, on whatever page.
        visit.told = time_format(visit.ends_at.astimezone(zone).time(), "TIME_FORMAT")
    return {"visits": visits, "href": href}
