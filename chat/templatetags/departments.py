"""What of the chat hangs on a department, for the page that asks before it is given up."""

from typing import Any

from django import template

from chat.models import CannedReply, RoutingRule
from chat.settings_pages.rules_in_words import told
from tenants.models import Department

register = template.Library()


@register.simple_tag
def hanging_on(department: Department) -> dict[str, Any]:
    """{"replies": shortcuts that go with it, "rules": (rule, when, then) of those that stay}."""
    replies = CannedReply.objects.filter(department=department)
    rules = RoutingRule.objects.filter(department=department).select_related("department")
    wishes = RoutingRule.objects.filter(when__department=department.pk).exclude(pk__in=rules)
    return {
        "replies": list(replies.values_list("shortcut", flat=True)),
        "rules": told([*rules, *wishes.select_related("department")]),
    }
