"""JSON and nothing else, within limits."""

import json
from typing import Any

from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import BaseParser

MOST_BYTES = 1_048_576
DEEPEST = 20


class TooLarge(APIException):
    status_code = 413
    default_code = "too_large"
    default_detail = "A request has at most 1 MiB."


class StrictJson(BaseParser):
    """One object. NaN and Infinity are Python's, not JSON's."""

    media_type = "application/json"

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        text = stream.read(MOST_BYTES + 1)
        if len(text) > MOST_BYTES:
            raise TooLarge
        try:
            data = json.loads(text.decode(), parse_constant=_refuse_constant)
        except (ValueError, RecursionError):
            raise ParseError("The body has to be JSON.") from None
        if not isinstance(data, dict):
            raise ParseError("The body has to be one JSON object.")
        if _depth(data) > DEEPEST:
            raise ParseError("The body is nested too deeply.")
        return data


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


def _depth(value: Any) -> int:
    """One more than DEEPEST is as far as it looks."""
    depth, level = 0, [value]
    while level and depth <= DEEPEST:
        depth += 1
        within = [list(each.values()) if isinstance(each, dict) else each for each in level]
        level = [part for each in within if isinstance(each, list) for part in each]
        level = [part for part in level if isinstance(part, dict | list)]
    return depth
