"""The languages this product speaks. Another one needs a line here and a catalogue in locale/."""

from collections.abc import Callable, Iterable

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header

# Each by its own name: whoever looks for theirs does not read ours.
LANGUAGES = [
    ("en", "English"),
    ("de", "Deutsch"),
    ("fr", "Français"),
    ("es", "Español"),
    ("pt", "Português"),
    ("ar", "العربية"),
]

# Plural categories of CLDR, as Intl.PluralRules of the browser names them, each with a number that
# belongs to it. A category that is not named here takes the form of "other".
USUAL = {"one": 1, "other": 2}
CATEGORIES = {"ar": {"zero": 0, "one": 1, "two": 2, "few": 3, "many": 11, "other": 100}}


def spoken(tag: str) -> str | None:
    """The language of ours that a BCP 47 tag such as "pt-BR" means, or None."""
    try:
        return translation.get_supported_language_variant(tag.lower()) if tag else None
    except LookupError:
        return None


def wanted(request: HttpRequest, *otherwise: str) -> str:
    """What to speak to whoever asks: the first of ours in `?lang=`, in what the browser asks for,
    in the tags of `otherwise`; else the language of the settings."""
    asked = _asked_for(request.headers.get("Accept-Language", ""))
    return first_spoken([request.GET.get("lang", "")[:12], *asked, *otherwise])


def wanted_by(accept_language: str) -> str:
    """The same by the header alone, for sockets."""
    return first_spoken(_asked_for(accept_language))


def _asked_for(accept_language: str) -> list[str]:
    return [tag for tag, _ in parse_accept_lang_header(accept_language.lower())]


def first_spoken(tags: Iterable[str]) -> str:
    return next((found for tag in tags if (found := spoken(tag))), settings.LANGUAGE_CODE)


def plural_forms(key: str, count_words: Callable[[int], str]) -> dict[str, str]:
    """{"<key>:one": ..., "<key>:other": ...} and what else the active language has, for a browser
    to choose from. `count_words(n)` is an `ngettext` call: its literals are what is translated."""
    categories = CATEGORIES.get(translation.get_language() or "", USUAL)
    return {f"{key}:{name}": count_words(number) for name, number in categories.items()}
