"""What in a message is not language: addresses, numbers, code. No check looks into it."""

import re
from functools import lru_cache

from .spans import Span

_UNTOUCHED = re.compile(
    r"```.*?(?:```|\Z)"  # code
    r"|`[^`\n]+`"
    r"|\b(?:https?|ftp|wss?|mailto|tel):[^\s<>\"]+"
    r"|\bwww\.[^\s<>\"]+"
    r"|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"  # an e-mail address
    r"|\b[\w-]{1,63}(?:\.[\w-]{1,63})*\.(?:com|org|net|io|de|fr|es|pt|br|co|uk|eu|info|dev|app|gov"
    r"|edu|html?|php|pdf|png|jpe?g|txt|csv|zip|docx?|xlsx?|exe|json|js|py|ya?ml|toml|sql|sh|log|ini|xml)\b(?:/[^\s<>\"]*)?"
    r"|(?<![\w/])(?:~|\.{1,2})?/[\w.-]+(?:/[\w.-]*)*"  # a path
    r"|\b[A-Za-z]:\\[^\s]+"
    r"|(?<!\w)[@#][\w-]+"  # a person, a tag, a number
    r"|\{[A-Za-z_]\w{0,39}\}|\[\[[^\[\]\n]{1,80}\]\]"  # fields of canned replies
    r"|<[^<>\n]{1,200}>"  # markup
    r"|\b\w+_\w+\b"  # snake_case
    r"|\b[a-z]+[A-Z]\w*\b"  # camelCase
    r"|\b\w+\([^()\n]{0,80}\)"  # call()
    r"|\b(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z\d]+(?:[-/.][A-Za-z\d]+)*\b"  # A4711, 12b3-77
    r"|\b[A-Z]{1,6}[-/.]?\d[\w./-]*\b"
    r"|\b\d[\d.,:/-]*\b",
    re.DOTALL,
)
# What people write short and means a word all the same: no order number.
_WORDS = re.compile(r"(?:b4|gr8|l8r|2day|2moro|2morrow|2nite|g2g)", re.IGNORECASE)
FILLER = "\u00a4"


@lru_cache(32)
def untouched(text: str) -> tuple[Span, ...]:
    """Spans, in code points, in order, none overlapping."""
    found = _UNTOUCHED.finditer(text)
    return tuple(_without_stop(match) for match in found if not _WORDS.fullmatch(match[0]))


def _without_stop(match: re.Match[str]) -> Span:
    """What ends the sentence is not of the address."""
    return match.start(), match.start() + len(match[0].rstrip(".,:;!?"))


@lru_cache(32)
def language_only(text: str) -> str:
    """As long as `text`, with signs that are no letters where there is no language."""
    parts, last = [], 0
    for start, end in untouched(text):
        parts += [text[last:start], FILLER * (end - start)]
        last = end
    return "".join([*parts, text[last:]])
