"""What a file is, by its own first bytes: neither its name nor what the browser says counts."""

import codecs
import re
from typing import NamedTuple

from .unfit import Unfit


class FileType(NamedTuple):
    """`extensions`: names may end like this; the first is given to those that do not."""

    mime: str
    extensions: tuple[str, ...]
    is_image: bool = False


PNG = FileType("image/png", ("png",), is_image=True)
JPEG = FileType("image/jpeg", ("jpg", "jpeg"), is_image=True)
GIF = FileType("image/gif", ("gif",), is_image=True)
WEBP = FileType("image/webp", ("webp",), is_image=True)
PDF = FileType("application/pdf", ("pdf",))
TEXT = FileType("text/plain", ("txt", "log", "md"))
ACCEPTED = "image/png,image/jpeg,image/gif,image/webp,application/pdf,.txt,.log,.md"
TYPES = {kind.mime: kind for kind in (PNG, JPEG, GIF, WEBP, PDF, TEXT)}

MAGIC = [
    (re.compile(rb"\x89PNG\r\n\x1a\n"), PNG),
    (re.compile(rb"\xff\xd8\xff"), JPEG),
    (re.compile(rb"GIF8[79]a"), GIF),
    (re.compile(rb"RIFF.{4}WEBP", re.DOTALL), WEBP),
    (re.compile(rb"%PDF-[12]\.\d"), PDF),
]
# A browser that looks for itself would take these for a page or a drawing with scripts.
MARKUP = re.compile(
    rb"<(?:!doctype|!--|\?xml|\?php|!\[cdata|html|head|body|svg|script|iframe|object|embed|style|"
    rb"title|meta|link|img|table|a|br|div|p|h1|b|i)[\s/>!?-]",
    re.IGNORECASE,
)
LOOKED_AT = 4096
MOST_BYTES = 10 * 1024 * 1024
CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")


def sniff(content: bytes) -> FileType:
    """Raises Unfit: empty, has_code, bad_type."""
    if not content:
        raise Unfit("empty")
    for magic, kind in MAGIC:
        if magic.match(content):
            return kind
    if _begins_as_markup(content):
        raise Unfit("has_code")
    if _is_text(content):
        return TEXT
    raise Unfit("bad_type")


def _begins_as_markup(content: bytes) -> bool:
    beginning = _without_mark(content)[:LOOKED_AT]
    plain = beginning.replace(b"\x00", b"").lstrip()  # also in UTF-16
    return bool(MARKUP.match(plain)) or (plain.startswith(b"<") and b"xmlns" in plain)


def _without_mark(content: bytes) -> bytes:
    for mark in (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        if content.startswith(mark):
            return content[len(mark) :]
    return content


def _is_text(content: bytes) -> bool:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return not CONTROLS.search(text)
