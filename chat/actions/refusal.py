from collections.abc import Mapping
from typing import Any


class Refused(Exception):
    """Something may not be done; `code` is one of docs/protocol.md. Nothing was written. `details`
    stand beside it in the error frame."""

    details: Mapping[str, Any] = {}

    def __init__(self, code: str, *, field: str | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.field = field
