"""The form about how somebody works, for the pages about people."""

from typing import Any

from django import template

from chat.settings_pages.work_forms import CapacityForm, WorkForm
from tenants.models import Membership

register = template.Library()


@register.inclusion_tag("chat/_work_form.html", takes_context=True)
def work_form(context: template.Context, member: Membership) -> dict[str, Any]:
    form = WorkForm(member=member)
    return {"form": form, "member": member, "request": context["request"], "is_own": False}


@register.inclusion_tag("chat/_work_form.html", takes_context=True)
def capacity_form(context: template.Context) -> dict[str, Any]:
    member = context["request"].membership
    form = CapacityForm(member=member)
    return {"form": form, "member": member, "request": context["request"], "is_own": True}
