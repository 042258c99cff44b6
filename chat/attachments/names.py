"""A file's name as people may see and save it: the sender chose it, so nothing in it is trusted."""

import re
import unicodedata
from urllib.parse import unquote_to_bytes

from .types import FileType

MOST = 120
FORBIDDEN = re.compile(r'[/\\:*?"<>|;]+')
# Windows opens a device where it should open a file of this name.
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
NAMELESS = {True: "picture", False: "file"}


def clean_name(name: str, kind: FileType) -> str:
    """At most 120 characters, with exactly one dot and an extension that says what the file is.

    Nothing invisible, nothing that turns the writing around and no separators of paths are left.
    """
    stem, extension = _split(_visible(name), kind)
    stem = _one_line(stem.replace(".", " "))
    stem = stem[: MOST - len(extension) - 1].strip(" _-") or NAMELESS[kind.is_image]
    if RESERVED.fullmatch(stem):
        stem = f"{stem} {NAMELESS[kind.is_image]}"
    return f"{stem}.{extension}"


def _visible(name: str) -> str:
    """Letters, marks, digits, punctuation, symbols and spaces; no controls or format characters,
    nothing private, unassigned or half."""
    name = unicodedata.normalize("NFC", name)
    return "".join(c if c != "\t" and c != "\n" else " " for c in name if _is_visible(c))


def _is_visible(character: str) -> bool:
    return character in "\t\n" or unicodedata.category(character)[0] not in "C"


def _split(name: str, kind: FileType) -> tuple[str, str]:
    """The stem and the extension to give. One that belongs to another type stays in the stem, where
    it can be seen and does nothing."""
    stem, dot, given = name.rpartition(".")
    if dot and given.strip().lower() in kind.extensions:
        return stem, given.strip().lower()
    return name, kind.extensions[0]


def _one_line(text: str) -> str:
    return " ".join(FORBIDDEN.sub(" ", text).split()).strip(" _-")


def read_name(header: str) -> str:
    """The percent-encoded UTF-8 of an X-File-Name header; what cannot be read is left out."""
    encoded = header[: MOST * 20].encode("utf-8", "ignore")
    return unquote_to_bytes(encoded).decode("utf-8", "ignore")
