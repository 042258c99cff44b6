"""What is wrong with a file as a whole."""

from django.utils.translation import gettext_lazy as _


class Problem(Exception):
    """`code`: a key of WORDS; `line`: where it shows, from 1; None: everywhere."""

    def __init__(self, code: str, line: int | None = None) -> None:
        super().__init__(code)
        self.code, self.line = code, line


WORDS = {
    "empty": _("The file is empty."),
    "no_text": _("This is no text. Save the table as CSV, and bring that file."),
    "broken_utf8": _(
        "The file begins as UTF-8, but this line is written in something else. Save it as UTF-8 "
        "all through."
    ),
    "unknown_encoding": _("We cannot tell how the letters are written. Save the file as UTF-8."),
    "not_encoded": _("This line does not fit the encoding of the file. Save it as UTF-8."),
    "quotes": _("The quotation marks of this line do not match, or one is missing before."),
    "no_table": _("There is no line below the heading."),
    "too_many": _("The file has too many lines. Bring it in parts."),
    "no_json": _("This is not JSON from Chatwoot. See the guide for how to make the file."),
    "too_large": _("The file is too large: up to 256 MB can be brought at once."),
    "not_allowed": _("Whoever brought the file may not do that any more."),
    "changed": _("Something changed since the file was checked. Check it again."),
    "failed": _("That was our fault: the file could not be read. Try it again."),
}
