"""From a form to what was written. What cannot be read is what was not written."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from django.http import QueryDict

from chat.frames import BadFrame, clean_body
from feedback.actions.reviewing import MOST_MESSAGES, Pointed, Written
from feedback.models import MessageMark

VALUES: dict[str, int | None] = {"0": 0, "1": 1, "2": 2, "none": None}
MOST_WORDS, MOST_COMMENT = 4000, 1000


def read_written(data: QueryDict) -> Written:
    """`value_<criterion>`, `comment_<criterion>`, `comment`, and `messages`, a JSON list of
    {"seq", "criterion", "kind", "comment"}."""
    return Written(
        values=read_values(data),
        comments={pk: words for pk, words in _comments(data) if words},
        messages=_messages(data.get("messages", "")),
        comment=clean(data.get("comment", ""), MOST_WORDS),
    )


def read_values(data: QueryDict) -> dict[int, int | None]:
    return {
        _number(name): VALUES[data[name]]
        for name in data
        if _is(name, "value") and data[name] in VALUES
    }


def _comments(data: QueryDict) -> Iterator[tuple[int, str]]:
    for name in data:
        if _is(name, "comment"):
            yield _number(name), clean(data[name], MOST_COMMENT)


def clean(words: str, most: int) -> str:
    """Empty for nothing that can be shown."""
    try:
        return clean_body(words[:most])
    except BadFrame:
        return ""


def _is(name: str, what: str) -> bool:
    head, _, tail = name.partition("_")
    return head == what and tail.isascii() and tail.isdigit() and len(tail) < 19


def _number(name: str) -> int:
    return int(name.partition("_")[2])


def _messages(text: str) -> Sequence[Pointed]:
    try:
        rows = json.loads(text or "[]")
    except ValueError:
        return []
    rows = rows if isinstance(rows, list) else []
    return [told for row in rows[:MOST_MESSAGES] if (told := _pointed(row))]


def _pointed(row: Any) -> Pointed | None:
    if not isinstance(row, dict) or not _is_id(row.get("seq")):
        return None
    criterion, kind = row.get("criterion"), row.get("kind")
    if criterion is not None and not _is_id(criterion):
        return None
    if kind not in MessageMark.Kind.values:
        return None
    return Pointed(row["seq"], criterion, kind, clean(str(row.get("comment") or ""), MOST_COMMENT))


def _is_id(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**62
