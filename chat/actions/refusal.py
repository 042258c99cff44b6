class Refused(Exception):
    """Something may not be done; `code` is one of docs/protocol.md. Nothing was written."""

    def __init__(self, code: str, *, field: str | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.field = field
