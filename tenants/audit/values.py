"""What may stand in a line of the trail, and how."""

import re
from datetime import date, datetime, time
from typing import Any

LONGEST = 300
MOST = 100
# A trail is read by many: what opens a door has no place in it.
SECRET = re.compile(r"secret|password|token|(^|_)hash$|site_key|private")


def plain(value: Any) -> Any:
    """As JSON has it, without secrets; long texts are cut, bytes are only said to be there."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, dict):
        kept = {str(name): each for name, each in value.items() if not SECRET.search(str(name))}
        return {name: plain(each) for name, each in kept.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(each) for each in value][:MOST]
    if isinstance(value, bytes | memoryview):
        return "…"
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    text = str(value)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
