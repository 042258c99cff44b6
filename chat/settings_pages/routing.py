"""Settings > Routing: how chats find somebody, and the rules for new ones, in order."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from chat import agenda
from chat.models import RoutingRule
from tenants.audit import trailed
from tenants.models import Tenant
from tenants.rights import needs

from .routing_forms import RoutingForm, RuleForm
from .rules_in_words import told


@needs("manage_settings")
@trailed("routing", Tenant)
def routing(request: HttpRequest, slug: str) -> HttpResponse:
    form = RoutingForm(request.POST or None, instance=request.tenant)
    if request.method == "POST" and form.is_valid():
        form.save()
        agenda.look_soon(request.tenant.pk)
        messages.success(request, _("Saved. It counts from the next chat on."))
        return redirect("settings_routing", slug)
    context = {"form": form, "rules": told(RoutingRule.objects.select_related("department"))}
    return render(request, "chat/settings_routing.html", context)


@needs("manage_settings")
@trailed("routing", RoutingRule)
def rule(request: HttpRequest, slug: str, rule_id: int | None = None) -> HttpResponse:
    """One of them, or a new one."""
    found = _rule_or_404(rule_id) if rule_id else RoutingRule()
    form = RuleForm(request.POST or None, rule=found)
    if request.method == "POST" and form.is_valid():
        form.keep(request.tenant)
        messages.success(request, _("The rule is saved. It counts from the next chat on."))
        return redirect("settings_routing", slug)
    return render(request, "chat/settings_rule.html", {"form": form, "rule_id": rule_id})


@require_POST
@needs("manage_settings")
@transaction.atomic
@trailed("routing", RoutingRule)
def move_rule(request: HttpRequest, slug: str, rule_id: int) -> HttpResponse:
    """One place up or down."""
    ordered = list(RoutingRule.objects.select_for_update(no_key=True))
    place = ordered.index(_rule_or_404(rule_id))
    other = place + (-1 if request.POST.get("to") == "up" else 1)
    if 0 <= other < len(ordered):
        ordered[place], ordered[other] = ordered[other], ordered[place]
    for position, each in enumerate(ordered):
        each.position = position
    RoutingRule.objects.bulk_update(ordered, ["position"])
    return redirect("settings_routing", slug)


@needs("manage_settings")
@require_http_methods(["GET", "HEAD", "POST"])
@trailed("routing", RoutingRule)
def delete_rule(request: HttpRequest, slug: str, rule_id: int) -> HttpResponse:
    """Asks first."""
    found = _rule_or_404(rule_id)
    if request.method == "POST":
        found.delete()
        messages.success(request, _("The rule is gone."))
        return redirect("settings_routing", slug)
    [(_rule, when, then)] = told([found])
    context = {"rule": found, "when": when, "then": then}
    return render(request, "chat/settings_rule_delete.html", context)


def _rule_or_404(rule_id: int) -> RoutingRule:
    return get_object_or_404(RoutingRule, pk=rule_id)
