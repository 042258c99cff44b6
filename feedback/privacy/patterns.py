"""What a company masks besides card and account numbers (chat.masking)."""

import time

import re2

from chat.patterns import read_pattern
from feedback.models import MaskPattern

KEPT_S = 5.0  # a process asks the database again after this

_kept: dict[int, tuple[float, list["re2._Regexp"]]] = {}


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
