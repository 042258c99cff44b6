"""How a line of the trail reads."""

import json
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tenants.models import AuditEntry, Role
from tenants.settings_menu import GROUPS

from .acting import SYSTEM
from .actions import ACTIONS

EMPTY = "–"


class Change(NamedTuple):
    """`old` is None where there is but one value."""

    name: str
    old: str | None
    new: str


class Line(NamedTuple):
    entry: AuditEntry
    who: str
    action: str | Promise
    target: str | Promise
    changes: list[Change]


def shown(entry: AuditEntry) -> Line:
    who = entry.actor or (
        _("By itself") if entry.through == SYSTEM else entry.get_through_display()
    )
    action = ACTIONS.get(entry.action, entry.action)
    target = _tabs().get(entry.target, entry.target) if entry.action in ON_TABS else entry.target
    return Line(entry, who, action, target, list(_changes(entry.detail)))


ON_TABS = {"settings.changed", "key.renewed"}


def _tabs() -> dict[str, str | Promise]:
    return {page.tab: page.label for group in GROUPS for page in group.pages}


def _changes(detail: dict[str, Any]) -> Any:
    for name, value in detail.items():
        if isinstance(value, list) and len(value) == 2 and not isinstance(value[0], dict | list):
            yield Change(_words(name), _told(value[0]), _told(value[1]))
        else:
            yield Change(_words(name), None, _told(value))


def _words(name: str) -> str:
    return name.replace("_", " ")


def _told(value: Any) -> str:
    if value in (None, "", [], {}):
        return EMPTY
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value in Role.values:
        return str(Role(value).label)
    if isinstance(value, list) and all(isinstance(each, str | int | float) for each in value):
        return ", ".join(map(str, value))
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
