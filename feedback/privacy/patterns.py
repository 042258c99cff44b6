"""What a company masks besides card and account numbers (chat.masking)."""

import time

import re2

from feedback.models import MaskPattern

KEPT_S = 5.0  # a process asks the database again after this

_kept: dict[int, tuple[float, list["re2._Regexp"]]] = {}


class BadPattern(ValueError):
    """Not a pattern, or one that is true of everything."""


def read_pattern(text: str) -> "re2._Regexp":
    """Raises BadPattern with what is wrong."""
    options = re2.Options()
    options.log_errors = False
    options.max_mem = 1 << 20
    try:
        pattern = re2.compile(text, options)
    except re2.error as error:
        why = error.args[0] if error.args else b""
        raise BadPattern(why.decode() if isinstance(why, bytes) else str(why)) from None
    if pattern.search(""):
        raise BadPattern("empty")
    return pattern


def patterns_of(tenant_id: int) -> list["re2._Regexp"]:
    """Call inside the company's scope."""
    now = time.monotonic()
    asked, found = _kept.get(tenant_id, (-KEPT_S, []))
    if now - asked >= KEPT_S:
        rows = MaskPattern.objects.values_list("pattern", flat=True)
        found = [read_pattern(pattern) for pattern in rows]
        _kept[tenant_id] = now, found
    return found


def forget_kept(tenant_id: int) -> None:
    _kept.pop(tenant_id, None)
