"""Patterns that companies write themselves, in RE2's syntax: linear time, whatever the pattern."""

import re2

USUAL_MEMORY = 1 << 20


class BadPattern(ValueError):
    """Not a pattern, too large a one, or one that is true of everything."""


def read_pattern(text: str, memory: int = USUAL_MEMORY) -> "re2._Regexp":
    """Raises BadPattern with what is wrong. `memory`: bytes it may take, which bounds its size."""
    options = re2.Options()
    options.log_errors = False
    options.max_mem = memory
    try:
        pattern = re2.compile(text, options)
    except re2.error as error:
        why = error.args[0] if error.args else b""
        raise BadPattern(why.decode() if isinstance(why, bytes) else str(why)) from None
    if pattern.search(""):
        raise BadPattern("empty")
    return pattern
