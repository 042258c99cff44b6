"""What is personal in a text, veiled for people who read chats they had no part in: reviewers, the
library of good chats, practice.

The stored text stays as it is. A heuristic, and it errs on the side of veiling: what looks like a
telephone number is one. Streets and names that nobody introduced are not found.
"""

import re
from collections.abc import Iterable

from chat.masking import DOT, mask

VEIL = DOT * 3
LAST = 2  # digits that stay, so that one order can be told from another

MAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
TELEPHONE = re.compile(r"(?<![\w+])\(?\+?\d(?:[ \u00a0()/.\-]{0,2}\d){6,14}(?!\w)")
DIGITS = re.compile(r"\d{5,}")
DATE = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}")

# "My name is Mia Berg": what follows, where it is written as names are.
WORD = r"[^\W\d_][\w'’-]+"
INTRODUCED = re.compile(
    r"(?:\b(?i:my name is|my name's|ich hei(?:ß|ss)e|mein name ist|je m['’]appelle|mon nom est"
    r"|me llamo|mi nombre es|(?:o )?meu nome é|chamo-me)|\bاسمي) +"
    rf"({WORD}(?: [A-ZÀ-Þ][\w'’-]+)?)"
)
FULL_NAME = re.compile(
    r"\b(?:I am|I'm|I’m|Ich bin|Je suis|Soy|Sou) ([A-ZÀ-Þ][\w'’-]+ [A-ZÀ-Þ][\w'’-]+)"
)


def masked(text: str, names: Iterable[str] = ()) -> str:
    """`text` without e-mail addresses, telephone, card, account and other long numbers, and `names`
    (see `names_given`). Inside a tenant scope the company's own patterns count as well."""
    text = MAIL.sub(f"{VEIL}@{VEIL}", mask(text))
    text = TELEPHONE.sub(_number, text)
    text = DIGITS.sub(lambda found: _veiled(found[0]), text)
    return _without(text, {*names, *names_given([text])})


def names_given(texts: Iterable[str]) -> set[str]:
    """What somebody said they are called."""
    found: set[str] = set()
    for text in texts:
        for pattern in (INTRODUCED, FULL_NAME):
            found.update(pattern.findall(text))
    return found


def _number(found: re.Match[str]) -> str:
    text = found[0]
    return text if DATE.fullmatch(text) else _veiled(text)


def _veiled(number: str) -> str:
    """Dots for all digits but the last two."""
    digits = sum(character.isdigit() for character in number)
    out = []
    for character in number:
        if character.isdigit():
            digits -= 1
            character = DOT if digits >= LAST else character
        out.append(character)
    return "".join(out)


def _without(text: str, names: Iterable[str]) -> str:
    """Each word of each name, wherever it stands by itself; the longest first."""
    words = {word for name in names for word in re.findall(r"[^\W\d_][\w'’-]*", name)}
    told = sorted((word for word in words if len(word) > 1), key=len, reverse=True)
    if not told:
        return text
    pattern = r"(?<!\w)(?:" + "|".join(map(re.escape, told)) + r")(?!\w)"
    return re.sub(pattern, VEIL, text, flags=re.IGNORECASE)
