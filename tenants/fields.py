"""Fields for what people write: names, words for customers, web addresses."""

import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .origins import normalise_origin

CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]")
LINK = re.compile(r"://|\bwww\.", re.IGNORECASE)


def is_visible(text: str) -> bool:
    """Whether a reader would see anything at all; zero-width characters alone do not count."""
    return any(unicodedata.category(c)[0] not in "CZ" for c in text)


def refuse_tricks(text: str) -> None:
    """Raises ValidationError for control characters and overrides of the writing direction."""
    if CONTROLS.search(text):
        raise ValidationError(
            _("This text holds invisible control characters. Type it again instead of pasting it."),
            code="bad_text",
        )


class NameField(forms.CharField):
    """One line by which somebody is known: single spaces, visible, no link (it goes into mails)."""

    def to_python(self, value: object) -> str:
        text = super().to_python(value)
        text = " ".join(text.split())
        refuse_tricks(text)
        if text and not is_visible(text):
            raise ValidationError(self.error_messages["required"], code="required")
        if LINK.search(text):
            raise ValidationError(_("A name cannot be a web address."), code="link")
        return text


class WordsField(forms.CharField):
    """Text of one or more lines that customers will read."""

    def to_python(self, value: object) -> str:
        text = super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")
        refuse_tricks(text)
        return text if is_visible(text) else ""


class OriginField(forms.CharField):
    """A web address somebody types; its value is the origin (tenants.origins)."""

    def __init__(self, **kwargs) -> None:
        attrs = {"inputmode": "url", "autocapitalize": "off", "spellcheck": "false"}
        super().__init__(max_length=2000, widget=forms.TextInput(attrs=attrs), **kwargs)

    def to_python(self, value: object) -> str:
        text = super().to_python(value)
        return normalise_origin(text) if text else ""
