"""What departments, people, pages and languages are called. Call inside the company's scope."""

from collections.abc import Collection

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from tenants.models import Department, Membership


def names_of(by: str, keys: Collection[str]) -> dict[str, str]:
    """{key: name}; also of those that are no more, and of what has none."""
    found = {key: _named(by, key) for key in keys}
    if by in ("department", "member"):
        model, name = (Department, "name") if by == "department" else (Membership, "display_name")
        numbers = [int(key) for key in keys if key.isdecimal()]
        rows = model.objects.filter(pk__in=numbers).values_list("pk", name)
        found |= {str(pk): words for pk, words in rows}
    return found


def _named(by: str, key: str) -> str:
    if not key:
        return {"department": _("No department"), "member": _("Nobody")}.get(by) or _("Not known")
    return language_name(key) if by == "language" else key


def language_name(code: str) -> str:
    """In the reader's language; the code of one Django does not know."""
    try:
        return get_language_info(code)["name_translated"].capitalize()
    except KeyError:
        return code
