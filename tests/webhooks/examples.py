"""The examples of docs/webhooks.md, and whether what is sent has their shape."""

import json
import re
from typing import Any

from django.conf import settings

TEXT = (settings.BASE_DIR / "docs" / "webhooks.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```json ([\w. ]+)\n(.*?)```", TEXT, re.DOTALL)
EXAMPLES = {name: json.loads(body) for names, body in BLOCKS for name in names.split()}


def shape(value: Any) -> Any:
    """Names and kinds; a null, and an empty list, fit anything."""
    if isinstance(value, dict):
        return {name: shape(each) for name, each in value.items()}
    if isinstance(value, list):
        return [shape(value[0])] if value else None
    return None if value is None else type(value).__name__


def fits(documented: Any, sent: Any) -> bool:
    if documented is None or sent is None:
        return True
    if isinstance(documented, dict) and isinstance(sent, dict):
        return documented.keys() == sent.keys() and all(
            fits(documented[name], sent[name]) for name in documented
        )
    if isinstance(documented, list) and isinstance(sent, list):
        return fits(documented[0], sent[0])
    return documented == sent


def is_as_documented(event: str, body: str) -> bool:
    sent = json.loads(body)
    example = dict(EXAMPLES[event])
    if "conversation" in example and example["conversation"] == {}:
        is_there = sent["data"]["conversation"] is not None
        example["conversation"] = EXAMPLES["conversation"] if is_there else None
    envelope = EXAMPLES["envelope"] | {"type": event, "data": example}
    return fits(shape(envelope), shape(sent))
