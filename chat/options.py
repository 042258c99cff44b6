"""Short answers an operator offers with a message ("here are two ways"); the customer taps one."""

import re
from typing import Any

from .frames import REFUSED_TEXT, BadFrame, is_visible

MOST_OPTIONS = 4
LONGEST = 60
BLANKS = re.compile(r"\s+")


def read_options(frame: dict[str, Any]) -> tuple[str, ...]:
    """One to four different lines; none when the field is absent. Raises BadFrame."""
    value = frame.get("options", [])
    if not isinstance(value, list) or len(value) > MOST_OPTIONS:
        raise BadFrame("bad_frame", field="options")
    options = tuple(_read_option(option) for option in value)
    if len({option.casefold() for option in options}) < len(options):
        raise BadFrame("bad_frame", field="options")
    return options


def _read_option(value: Any) -> str:
    if not isinstance(value, str) or REFUSED_TEXT.search(value.replace("\r", " ")):
        raise BadFrame("bad_frame", field="options")
    option = BLANKS.sub(" ", value).strip()
    if not 0 < len(option) <= LONGEST or not any(map(is_visible, option)):
        raise BadFrame("bad_frame", field="options")
    return option
