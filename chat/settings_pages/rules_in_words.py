"""What a routing rule asks for and does, as people read it: pairs of a name and a value."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from chat.models import Priority, RoutingRule
from tenants.models import Department

from .routing_forms import language_choices

Fact = tuple[str, str]


def told(rules: Iterable[RoutingRule]) -> list[tuple[RoutingRule, list[Fact], list[Fact]]]:
    """(rule, when, then) of each."""
    departments = dict(Department.objects.values_list("pk", "name"))
    languages = dict(language_choices())
    return [(rule, _when(rule.when, departments, languages), _then(rule)) for rule in rules]


def _when(when: dict, departments: dict[int, str], languages: dict[str, str]) -> list[Fact]:
    facts = []
    if page := when.get("page"):
        facts.append((_("Page"), page))
    if words := when.get("words"):
        facts.append((_("Words"), words))
    if language := when.get("language"):
        facts.append((_("Language"), languages.get(language, language)))
    if "department" in when:
        gone = _("a department that is gone")
        facts.append((_("Customer chose"), departments.get(when["department"], gone)))
    if "returning" in when:
        known = _("Has chatted before") if when["returning"] else _("Is here for the first time")
        facts.append((known, ""))
    if when.get("upset"):
        facts.append((_("Sounds upset"), ""))
    return facts


def _then(rule: RoutingRule) -> list[Fact]:
    facts = []
    if rule.priority is not None:
        facts.append((_("Priority"), str(Priority(rule.priority).label)))
    if rule.department:
        facts.append((_("Department"), rule.department.name))
    if rule.skill:
        facts.append((_("Skill"), rule.skill))
    return facts
