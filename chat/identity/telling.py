"""What a page may tell of a visitor: little, of fixed forms, and text alone."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from chat.actions.refusal import Refused
from chat.frames import MAX_SEQ, REFUSED_TEXT, BadFrame

MOST_ATTRIBUTES, MOST_OF_NAME, MOST_OF_VALUE = 20, 40, 200
LENGTHS = {"id": 100, "name": 80, "email": 254}


def clean_identity(said: dict[str, Any]) -> dict[str, str]:
    """{"id", "name", "email"}, each where it was said. Raises Refused("bad_identity")."""
    told = {name: _text(said.get(name), name) for name in LENGTHS}
    if told["email"]:
        _require_email(told["email"])
    known = {name: text for name, text in told.items() if text}
    if not known:
        raise Refused("bad_identity", field="id")
    return known


def _text(value: Any, name: str) -> str:
    if value is None:
        return ""
    if type(value) is int:  # a customer number
        value = str(value)
    if not isinstance(value, str) or len(value) > LENGTHS[name]:
        raise Refused("bad_identity", field=name)
    return REFUSED_TEXT.sub("", value).replace("\n", " ").strip()


def _require_email(text: str) -> None:
    try:
        validate_email(text)
    except ValidationError:
        raise Refused("bad_identity", field="email") from None


def read_attributes(frame: dict[str, Any]) -> dict[str, str | float | bool | None]:
    """Strings, numbers, booleans; null takes one back. Raises BadFrame("bad_frame")."""
    said = frame.get("attributes")
    if not isinstance(said, dict) or len(said) > 2 * MOST_ATTRIBUTES:
        raise BadFrame("bad_frame", field="attributes")
    return {_name(name): _value(value) for name, value in said.items()}


def _name(name: str) -> str:
    cleaned = REFUSED_TEXT.sub("", name).replace("\n", " ").strip()
    if not cleaned or len(name) > MOST_OF_NAME:
        raise BadFrame("bad_frame", field="attributes")
    return cleaned


def _value(value: Any) -> str | float | bool | None:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | float) and abs(value) <= MAX_SEQ:
        return value
    if isinstance(value, str) and len(value) <= MOST_OF_VALUE:
        return REFUSED_TEXT.sub("", value)
    raise BadFrame("bad_frame", field="attributes")
