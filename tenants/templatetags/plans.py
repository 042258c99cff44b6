"""What every page of a company says about its plan, to those who can do something about it."""

from django import template
from django.urls import reverse

from tenants.plans.notices import notices

register = template.Library()


@register.inclusion_tag("tenants/_plan_notice.html", takes_context=True)
def plan_notices(context: template.Context) -> dict[str, object]:
    """Nothing on the page of the plan itself, which says it all."""
    request = context["request"]
    member = getattr(request, "membership", None)
    if member is None or not member.may("bill"):
        return {}
    href = reverse("settings_plan", args=[member.tenant.slug])
    return {} if request.path == href else {"href": href, "texts": notices(member.tenant)}
