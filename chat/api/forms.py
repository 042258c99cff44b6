"""The rules of a settings page hold for programs, too: the page's own form is asked."""

from typing import Any

from django.forms import BaseForm
from rest_framework.exceptions import ErrorDetail, ValidationError


def require_valid(form: BaseForm, names: dict[str, str] | None = None) -> None:
    """Raises ValidationError; `names`: {field of the form: what it is called here}."""
    if form.is_valid():
        return
    told: dict[str, Any] = {}
    for field, errors in form.errors.as_data().items():
        name = "non_field_errors" if field == "__all__" else (names or {}).get(field, field)
        told[name] = [
            ErrorDetail(" ".join(error.messages), error.code or "invalid") for error in errors
        ]
    raise ValidationError(told)
