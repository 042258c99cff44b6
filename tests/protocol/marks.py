"""What stands in a frame for something that is not known before a server runs."""

import uuid
from collections.abc import Mapping
from typing import Any

MINE, ANOTHERS, FOREIGN, TOKEN = "@mine", "@another's", "@of another company", "@token"
OLD_ID, FILE = "@an id of before", "@a file"
Marks = Mapping[str, Any]


def fill(value: Any, marks: Marks) -> Any:
    """The same with every mark replaced."""
    if isinstance(value, str):
        return marks.get(value, value)
    if isinstance(value, list):
        return [fill(item, marks) for item in value]
    if isinstance(value, dict):
        return {key: fill(item, marks) for key, item in value.items()}
    return value


def new_id() -> str:
    return str(uuid.uuid4())
