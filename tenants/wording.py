"""Words that came with the product: kept as we wrote them, so that every customer reads them in
their own language, and shown to the company in its own, to change as it likes."""

from django.conf import settings
from django.utils import translation

from .models import Tenant

OURS = {
    name: str(Tenant._meta.get_field(name).default)
    for name in ("greeting", "courtesy", "acknowledgement")
}


def shown(name: str, text: str, language: str) -> str:
    """`text` of the field `name`, as the settings show it in the company's language."""
    return _translated(text, language) if text == OURS[name] else text


def kept(name: str, text: str) -> str:
    """What to keep of `text`: ours, in whichever of our languages, stays ours."""
    ours = OURS[name]
    is_ours = any(text == _translated(ours, code) for code, _name in settings.LANGUAGES)
    return ours if is_ours else text


def _translated(text: str, language: str) -> str:
    with translation.override(language):
        return translation.gettext(text)
