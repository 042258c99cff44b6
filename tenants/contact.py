"""Other ways to reach a company, and addresses that are safe to put into a link."""

import re
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext as _

from .models import ContactWay

PHONE = re.compile(r"\+?[0-9][0-9 ()/.\-]{3,30}")
Kind = ContactWay.Kind


def checked(kind: str, value: str) -> str:
    """`value` as it is kept. Raises ValidationError with what to do instead."""
    return {Kind.PHONE: _phone, Kind.EMAIL: _email, Kind.LINK: _link}[Kind(kind)](value.strip())


def href(way: ContactWay) -> str:
    """Only ever tel:, mailto:, http: or https:; empty for anything else that got in."""
    try:
        value = checked(way.kind, way.value)
    except ValidationError:
        return ""
    if way.kind == Kind.PHONE:
        return "tel:" + re.sub(r"[^0-9+]", "", value)
    return f"mailto:{value}" if way.kind == Kind.EMAIL else value


def _phone(value: str) -> str:
    if not PHONE.fullmatch(value) or not 4 <= sum(c.isdigit() for c in value) <= 15:
        raise ValidationError(_("Enter a telephone number such as +49 30 1234567."), code="phone")
    return value


def _email(value: str) -> str:
    try:
        validate_email(value)
    except ValidationError:
        raise ValidationError(
            _("Enter an address such as help@example.com."), code="email"
        ) from None
    if "?" in value or "%" in value:  # in a mailto: these would add a subject, or more readers
        raise ValidationError(_("This address has characters we cannot link to."), code="email")
    return value


def _link(value: str) -> str:
    if "://" not in value and not value.lower().startswith(("javascript:", "data:", "vbscript:")):
        value = f"https://{value}"
    try:
        URLValidator(schemes=["http", "https"])(value)
        is_plain = not urlsplit(value).username
    except (ValidationError, ValueError):
        is_plain = False
    if not is_plain:
        raise ValidationError(
            _("Enter a web address such as https://www.example.com/help."), code="link"
        )
    return value
