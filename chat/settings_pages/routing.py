"""Settings > Routing: how chats find somebody, and the rules for new ones, in order."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from chat import agenda
from chat.models import Priority, RoutingRule
from tenants.models import Department
from tenants.rights import needs

from .routing_forms import RoutingForm, RuleForm, language_choices


@needs("manage_settings")
def routing(request: HttpRequest, slug: str) -> HttpResponse:
    form = RoutingForm(request.POST or None, instance=request.tenant)
    if request.method == "POST" and form.is_valid():
        form.save()
        agenda.look_soon(request.tenant.pk)
        messages.success(request, "Saved. It counts from the next chat on.")
        return redirect("settings_routing", slug)
    context = {"form": form, "rules": _told()}
    return render(request, "chat/settings_routing.html", context)


@needs("manage_settings")
def rule(request: HttpRequest, slug: str, rule_id: int | None = None) -> HttpResponse:
    """One of them, or a new one."""
    found = _rule_or_404(rule_id) if rule_id else RoutingRule()
    form = RuleForm(request.POST or None, rule=found)
    if request.method == "POST" and form.is_valid():
        form.keep(request.tenant)
        messages.success(request, "The rule is saved. It counts from the next chat on.")
        return redirect("settings_routing", slug)
    return render(request, "chat/settings_rule.html", {"form": form, "rule_id": rule_id})


@require_POST
@needs("manage_settings")
@transaction.atomic
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
def delete_rule(request: HttpRequest, slug: str, rule_id: int) -> HttpResponse:
    """Asks first."""
    found = _rule_or_404(rule_id)
    if request.method == "POST":
        found.delete()
        messages.success(request, "The rule is gone.")
        return redirect("settings_routing", slug)
    [(_, when, then)] = _told([found])
    context = {"rule": found, "when": when, "then": then}
    return render(request, "chat/settings_rule_delete.html", context)


def _rule_or_404(rule_id: int) -> RoutingRule:
    return get_object_or_404(RoutingRule, pk=rule_id)


# --- Rules in words ------------------------------------------------------------------------------


def _told(rules: list[RoutingRule] | None = None) -> list[tuple[RoutingRule, list[str], list[str]]]:
    """(rule, when, then) of each, as people read it."""
    found = RoutingRule.objects.select_related("department") if rules is None else rules
    departments = dict(Department.objects.values_list("pk", "name"))
    return [(each, _when(each, departments), _then(each)) for each in found]


def _when(rule: RoutingRule, departments: dict[int, str]) -> list[str]:
    when, told = rule.when, []
    if page := when.get("page"):
        told.append(f"on {page} and below")
    if words := when.get("words"):
        told.append(f"with “{words.replace(', ', '” or “')}”")
    if language := when.get("language"):
        told.append(f"in {dict(language_choices()).get(language, language)}")
    if "department" in when:
        told.append(f"for {departments.get(when['department'], 'a department that is gone')}")
    if "returning" in when:
        told.append(
            "from somebody who has chatted before" if when["returning"] else "the first time"
        )
    if when.get("upset"):
        told.append("that sounds upset")
    return told


def _then(rule: RoutingRule) -> list[str]:
    told = []
    if rule.priority is not None:
        told.append(f"{Priority(rule.priority).label.lower()} priority")
    if rule.department:
        told.append(f"to {rule.department.name}")
    if rule.skill:
        told.append(f"to somebody who knows {rule.skill}")
    return told
