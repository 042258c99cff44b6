from django.utils.translation import gettext, gettext_noop

# What was wrong with a file, and what to do about it; by the codes of docs/protocol.md.
MESSAGES = {
    "empty": gettext_noop("This file is empty. Choose another one."),
    "too_large": gettext_noop("This file is larger than 10 MB. Choose a smaller one."),
    "has_code": gettext_noop(
        "Web pages and drawings that can carry programs (HTML, SVG) cannot be sent. "
        "Send a picture (PNG, JPEG, GIF, WebP) or a PDF instead."
    ),
    "bad_type": gettext_noop(
        "This kind of file cannot be sent. Pictures (PNG, JPEG, GIF, WebP), PDF and plain text can."
    ),
    "too_many_pixels": gettext_noop(
        "This picture has more than 40 million pixels. Make it smaller and try again."
    ),
    "damaged": gettext_noop("This picture is damaged and cannot be opened. Save it anew."),
    "slow_down": gettext_noop("That were many files at once. Wait a moment and try again."),
    "too_many_waiting": gettext_noop(
        "There are too many files that were not sent. Send or remove some of them first."
    ),
}
STATUS = {
    "empty": 400,
    "too_large": 413,
    "has_code": 415,
    "bad_type": 415,
    "too_many_pixels": 422,
    "damaged": 422,
    "slow_down": 429,
    "too_many_waiting": 429,
}


class Unfit(Exception):
    """A file that is not taken; `code` is a key of MESSAGES. Nothing was kept."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    @property
    def message(self) -> str:
        """In the language that is active."""
        return gettext(MESSAGES[self.code])

    @property
    def status(self) -> int:
        return STATUS[self.code]
