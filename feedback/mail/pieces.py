"""What a mail is made of besides words: a link, or a block such as the answer itself.

Company text holds fields (`{company}`) and nothing else: they are replaced as text, once, so that
what stands in one is never read as another. No template engine sees it.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from chat.canned_fields import FIELD
from tenants.fields import is_visible

# Line ends, other controls, and characters that turn the writing direction.
NOT_IN_A_LINE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]+"
)


@dataclass(frozen=True)
class Link:
    url: str
    label: str


@dataclass(frozen=True)
class Block:
    """Something that stands by itself; `html` is safe."""

    text: str
    html: SafeString


Value = str | Link | Block


@dataclass(frozen=True)
class Piece:
    """One paragraph, button or block, for both parts of the mail. `kind` is what the layout draws:
    "words", "button" or "block"."""

    kind: str
    text: str
    html: SafeString
    url: str = ""


def one_line(text: str) -> str:
    """Fit for a header: no line ends, no controls, single spaces."""
    return " ".join(NOT_IN_A_LINE.sub(" ", text).split())


def fields_in(text: str) -> list[str]:
    return list(dict.fromkeys(FIELD.findall(text)))


def fill_line(text: str, values: Mapping[str, Value]) -> str:
    """A subject. Fields that are no plain text, and those nobody knows, leave nothing."""
    return one_line(FIELD.sub(lambda found: _plain(values.get(found[1])), text))


def _plain(value: Value | None) -> str:
    return value if isinstance(value, str) else ""


def pieces_of(body: str, values: Mapping[str, Value]) -> Iterator[Piece]:
    """A body: paragraphs between empty lines; a link alone on a line is a button."""
    paragraph: list[str] = []
    for line in [*_apart(body, values).split("\n"), ""]:
        alone = FIELD.fullmatch(line.strip())
        value = values.get(alone[1]) if alone else None
        if line.strip() and (value is None or isinstance(value, str)):
            paragraph.append(line)
            continue
        if piece := _words(paragraph, values):
            yield piece
        paragraph = []
        if value is not None:
            yield _piece(value)


def _apart(body: str, values: Mapping[str, Value]) -> str:
    """Blocks on lines of their own, wherever they were written."""

    def apart(found: re.Match[str]) -> str:
        return f"\n{found[0]}\n" if isinstance(values.get(found[1]), Block) else found[0]

    return FIELD.sub(apart, body)


def _piece(value: Value) -> Piece:
    if isinstance(value, Link):
        return Piece(
            "button", f"{value.label}:\n{value.url}", format_html("{}", value.label), value.url
        )
    assert isinstance(value, Block)
    return Piece("block", value.text, value.html)


def _words(lines: list[str], values: Mapping[str, Value]) -> Piece | None:
    filled = [(_fill(line, values, _as_text), _fill(line, values, _as_html)) for line in lines]
    shown = [(text, html) for text, html in filled if is_visible(text)]
    if not shown:
        return None
    text = "\n".join(text for text, _ in shown)
    return Piece("words", text, mark_safe("<br>\n".join(html for _, html in shown)))


def _fill(line: str, values: Mapping[str, Value], show: Callable[[Value], str]) -> str:
    parts = FIELD.split(line.strip())  # words, name, words, name, words
    return "".join(
        show(values.get(part, "")) if index % 2 else show(part) for index, part in enumerate(parts)
    )


def _as_text(value: Value) -> str:
    if isinstance(value, Link):
        return value.url
    return value if isinstance(value, str) else value.text


def _as_html(value: Value) -> str:
    if isinstance(value, Link):
        return format_html('<a href="{}">{}</a>', value.url, value.label)
    return conditional_escape(_as_text(value))


def quoted(text: str) -> Block:
    """What somebody wrote, as they wrote it."""
    lines = [conditional_escape(line) for line in text.split("\n")]
    return Block(text, mark_safe("<br>\n".join(lines)))
