"""How far setting up has come, on every page until it is finished or put aside."""

from django import template
from django.urls import reverse

from chat.first_steps import first_steps

register = template.Library()


@register.inclusion_tag("chat/_first_steps_left.html", takes_context=True)
def first_steps_left(context: template.Context) -> dict[str, object]:
    """Nothing for those who cannot take the steps, and on the list itself."""
    request = context["request"]
    member = getattr(request, "membership", None)
    if member is None or member.tenant.set_up_at or not member.may("manage_settings"):
        return {}
    href = reverse("setup", args=[member.tenant.slug])
    if request.path == href:
        return {}
    steps = first_steps(member.tenant)
    return {"href": href, "done": sum(step.is_done for step in steps), "total": len(steps)}
