"""A company's own do and don't as checks: words, or patterns in RE2's syntax."""

import re
import time
from collections.abc import Callable, Iterator
from itertools import islice

from django.utils.translation import gettext_lazy

from chat.patterns import BadPattern, read_pattern

from .draft import Draft, Fix, Hit, Rule
from .models import HouseRule
from .spans import Span
from .texts import as_begun

MEMORY = 1 << 18  # bytes of a compiled pattern
SLOWEST_S = 0.01  # for the longest message; a slower pattern is not taken
MOST_FOUND = 20  # places in one draft
MOST = 50  # rules of a company
LONGEST_MESSAGE = 8000
PREFIX = "house-"

Finder = Callable[[str], Iterator[Span]]


def finder(pattern: str, *, is_regex: bool) -> Finder:
    """What finds its places in a text. Raises BadPattern."""
    return _of_regex(pattern) if is_regex else _of_words(pattern)


def require_fast(find: Finder) -> None:
    """Raises BadPattern("slow") for what would keep somebody waiting who types."""
    for unit in ("a", "ab ", "é1 ", "aaaaaaaaaaaaaaaaaaaaaaaa! "):
        text = (unit * LONGEST_MESSAGE)[:LONGEST_MESSAGE]
        start = time.thread_time()
        any(islice(find(text), MOST_FOUND, None))
        if time.thread_time() - start > SLOWEST_S:
            raise BadPattern("slow")


def _of_regex(pattern: str) -> Finder:
    compiled = read_pattern(pattern, MEMORY)

    def find(text: str) -> Iterator[Span]:
        for match in compiled.finditer(text):
            if match.end() > match.start():
                yield match.span()

    return find


def _of_words(listed: str) -> Finder:
    words = [" ".join(word.split()) for word in listed.split(",")]
    wanted = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True) if word)
    if not wanted:
        raise BadPattern("empty")
    compiled = read_pattern(f"(?i)(?:{wanted})", MEMORY)

    def find(text: str) -> Iterator[Span]:
        for match in compiled.finditer(text):
            if _is_whole(text, match.start(), match.end()):
                yield match.span()

    return find


def _is_whole(text: str, start: int, end: int) -> bool:
    """RE2's own edge of a word knows no letters beyond ASCII."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() or after.isalnum() or before == "_" or after == "_")


def rule_of(row: HouseRule) -> Rule:
    """Raises BadPattern, which a saved row does not: it was tried before."""
    find = finder(row.pattern, is_regex=row.is_regex)

    def hits(draft: Draft) -> Iterator[Hit]:
        for start, end in islice(find(draft.text), MOST_FOUND):
            words = as_begun(draft.text, start, row.instead) if row.instead else ""
            yield Hit(start, end, Fix(words, words) if words else None)

    return Rule(
        name=f"{PREFIX}{row.pk}",
        title=gettext_lazy("House rule"),
        why=row.text,
        severity=row.severity,  # type: ignore[arg-type]
        find=hits,
    )
