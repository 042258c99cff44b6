"""What a piece of work has changed of some rows, written down without its help.

Both states are read from the database: forms write into their instance before they are valid, and
one page may write into several tables.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse

from helpdesk.tenancy import current_tenant_id

from .recording import record
from .values import SECRET

View = Callable[..., HttpResponse]
Rows = dict[tuple[type, int], dict[str, Any]]
MOST_ROWS = 20
BYTES = bytes | memoryview
# What moves by itself; nobody changed it.
TACIT = {
    "id", "tenant_id", "updated_at", "changed_at", "next_at", "photo_hash", "version", "by_id",
    # of a company
    "last_left_at", "hours_chosen_at", "snippet_seen_at", "snippet_seen_on", "mail_works_at",
    "set_up_at",
    # of a member
    "online_until", "active_at", "idle_since", "is_away_by_itself", "presence", "must_practise",
    # of a bot
    "on_since", "failures", "failed_why", "rests_until",
}  # fmt: skip
NAMES = ("name", "title", "display_name", "shortcut", "label", "text", "kind", "key", "reason")


@contextmanager
def watched(
    *what: models.Model | type[models.Model],
    action: str = "settings.changed",
    target: object = "",
    **detail: Any,
) -> Iterator[None]:
    """Records what the block changes of these rows, or of all rows of these tables; nothing if it
    changes none. Call inside the company's scope and a transaction.

    One row: each column as [old, new]. Else: `added`, `removed` and `changed`, a row each.
    """
    before = _rows(what)
    yield
    if found := _difference(before, _rows(what)):
        record(action, target=target, **found, **detail)


def trailed(target: str, *tables: type[models.Model], action: str = "settings.changed") -> Any:
    """The same around a page that is posted to. `target`: the tab of tenants.settings_menu."""

    def decorate(view: View) -> View:
        @wraps(view)
        def watching(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if request.method != "POST":
                return view(request, *args, **kwargs)
            with watched(*tables, action=action, target=target):
                return view(request, *args, **kwargs)

        return watching

    return decorate


def _rows(what: tuple[Any, ...]) -> Rows:
    return {
        (model, *(row[part.attname] for part in model._meta.pk_fields)): _telling(row)
        for model, found in map(_found, what)
        for row in found.values()
    }


def _found(what: Any) -> tuple[type, Any]:
    """(the table, the rows of it that are watched)"""
    model = what if isinstance(what, type) else type(what)
    rows = model._base_manager.all()
    if model is not what:
        rows = rows.filter(pk=what.pk)
    elif model._meta.label == "tenants.Tenant":
        rows = rows.filter(pk=current_tenant_id())
    return model, rows


def _telling(row: dict[str, Any]) -> dict[str, Any]:
    """Without secrets, pictures, and what moves by itself."""
    return {
        name: value
        for name, value in row.items()
        if name not in TACIT and not SECRET.search(name) and not isinstance(value, BYTES)
    }


def _difference(before: Rows, after: Rows) -> dict[str, Any]:
    both = before.keys() & after.keys()
    changed = {key: list(_moved(before[key], after[key])) for key in both}
    changed = {key: columns for key, columns in changed.items() if columns}
    added, removed = after.keys() - before.keys(), before.keys() - after.keys()
    if len(changed) == 1 and not added and not removed:
        [columns] = changed.values()
        return {name: [old, new] for name, old, new in columns}
    told = {
        "added": [_short(after[key]) for key in sorted(added, key=str)][:MOST_ROWS],
        "removed": [_short(before[key]) for key in sorted(removed, key=str)][:MOST_ROWS],
        "changed": [
            {"row": _name(after[key])} | {name: [old, new] for name, old, new in changed[key]}
            for key in sorted(changed, key=str)
        ][:MOST_ROWS],
    }
    return {how: rows for how, rows in told.items() if rows}


def _moved(old: dict[str, Any], new: dict[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    for name in sorted(old.keys() | new.keys()):
        if old.get(name) != new.get(name):
            yield name, old.get(name), new.get(name)


def _short(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value not in (None, "", [], {})}


def _name(row: dict[str, Any]) -> str:
    return str(next((row[name] for name in NAMES if row.get(name)), ""))
