"""A company in whose every text field there is a payload, whichever door it may have come by."""

import json
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import DatabaseError, models, transaction

from helpdesk.tenancy import tenant_scope

from .payloads import MARK, POLYGLOT

OURS = ("tenants", "chat", "feedback")
# What the product itself writes: keys, names of things it knows, files on its disk.
NOT_WRITTEN_BY_PEOPLE = {
    "slug", "site_key", "token", "language", "locale", "timezone", "zone", "kind", "role", "hash",
    "key", "scenario", "event", "action", "type", "accent", "path", "stem",
}  # fmt: skip
SHORTEST = 13  # so much of a payload ends an attribute and opens a tag


def poison(tenant: Any) -> set[str]:
    """The fields that hold one now, as "app.Model.field"."""
    poisoned = set()
    with tenant_scope(tenant):
        for model, field in _text_fields(tenant):
            if _fill(tenant, model, field):
                poisoned.add(f"{model._meta.label}.{field.name}")
    return poisoned


def _text_fields(tenant: Any) -> Iterator[tuple[type[models.Model], models.Field]]:
    for label in OURS:
        for model in apps.get_app_config(label).get_models():
            names = {field.name for field in model._meta.fields}
            if "tenant" in names or model is type(tenant):
                yield from ((model, each) for each in model._meta.fields if _is_free_text(each))


def _is_free_text(field: models.Field) -> bool:
    if isinstance(field, models.JSONField):
        return True
    is_text = isinstance(field, models.CharField | models.TextField)
    is_ours = field.name in NOT_WRITTEN_BY_PEOPLE or field.name.endswith(("_hash", "_key"))
    return is_text and not (field.choices or is_ours or field.primary_key)


def _fill(tenant: Any, model: type[models.Model], field: models.Field) -> bool:
    """False where there is no row, or where the database refuses."""
    filled = False
    rows = model._base_manager.all()
    if model is type(tenant):
        rows = rows.filter(pk=tenant.pk)
    for row in rows.order_by("-pk")[:5]:
        value = _poisoned(getattr(row, field.name), field)
        try:
            with transaction.atomic():
                model._base_manager.filter(pk=row.pk).update(**{field.name: value})
        except DatabaseError:
            continue
        filled |= MARK in str(value)
    return filled


def _poisoned(value: Any, field: models.Field | None = None) -> Any:
    if field is not None and not isinstance(field, models.JSONField):
        if isinstance(value, str) and value.startswith("{"):  # JSON that the product wrote
            return json.dumps(_poisoned(json.loads(value)))
        return POLYGLOT[: field.max_length or len(POLYGLOT)]
    if isinstance(value, dict):
        return {key: _poisoned(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_poisoned(each) for each in value]
    is_text = isinstance(value, str) and len(value) > SHORTEST and " " in value
    return POLYGLOT[: len(value)] if is_text else value
