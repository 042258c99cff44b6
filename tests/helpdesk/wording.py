"""Finds texts that a person reads and no catalogue can translate."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from django.conf import settings
from django.template.base import Lexer, Token, TokenType

READ = {"alt", "aria-label", "aria-description", "placeholder", "title", "label"}
FOLDERS = ("chat", "helpdesk", "tenants")
# Names, units and examples of code: the same in every language.
NAMES = {"Helpdesk", "Acme", "Omar", "standardwebhooks.com", "ms"}
# A shop of somebody else's, in its own language; and what only machines and browsers read.
NOT_OURS = {"helpdesk/demo_shop.html"}
SILENT = {"script", "style", "code", "kbd"}
LITERAL = re.compile(
    r"""(?:\b(?:label|hint|legend|name)=|\|(?:default|add|yesno|pluralize):)"([^"]*)"""
)


def templates() -> list[Path]:
    folder = settings.BASE_DIR / "templates"
    found = (path for path in folder.rglob("*") if path.suffix in (".html", ".txt"))
    return sorted(path for path in found if _name(path) not in NOT_OURS)


def _name(path: Path) -> str:
    return path.relative_to(settings.BASE_DIR / "templates").as_posix()


def bare_texts(path: Path) -> list[str]:
    """What of a template is read as it stands, or is handed as it stands to what shows it."""
    tokens = list(Lexer(path.read_text("utf-8")).tokenize())
    left = "".join(_untranslated(tokens))
    spoken = _seen(left) if path.suffix == ".html" else left.splitlines()
    handed = [
        text for token in tokens if token.token_type != TokenType.TEXT for text in _handed(token)
    ]
    return [text for text in (*spoken, *handed) if _has_words(text)]


def _untranslated(tokens: list[Token]) -> Iterator[str]:
    """The text outside of translations, and of the block that holds a class."""
    is_passed = False
    for token in tokens:
        is_tag, tag = token.token_type == TokenType.BLOCK, token.contents
        if is_tag and (tag.startswith(("blocktranslate", "comment")) or tag == "block width"):
            is_passed = True
        elif is_tag and tag.startswith("end"):
            is_passed = False
        elif not is_passed and token.token_type == TokenType.TEXT:
            yield token.contents


def _handed(token: Token) -> list[str]:
    return [] if token.token_type == TokenType.COMMENT else LITERAL.findall(token.contents)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in SILENT
        read = {*READ, "content"} if ("name", "description") in attrs else READ
        self.texts += [value for name, value in attrs if name in read and value]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in SILENT

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.texts.append(data)


def _seen(html: str) -> list[str]:
    reader = _Reader()
    reader.feed(html)
    return reader.texts


def _has_words(text: str) -> bool:
    if text.startswith("_"):  # the end of an address's name: {% url section|add:"_delete" %}
        return False
    return text.strip(" \n·:.,()→←…") not in NAMES and any(c.isalpha() for c in text)


# --- Python ---------------------------------------------------------------------------------------

SHOWN = {"label", "help_text", "empty_label", "verbose_name"}
SAYING = {"success", "error", "warning", "info", "ValidationError", "NotAllowed", "add_error"}
SAYING |= {"EmailMessage"}


# What programs are told is English (docs/api.md): their errors and the words of the schema.
FOR_PROGRAMS = ("chat/api/resources/", "chat/api/schema.py", "feedback/api/")


def modules() -> list[Path]:
    found = (path for folder in FOLDERS for path in (settings.BASE_DIR / folder).rglob("*.py"))
    return sorted(path for path in found if _is_for_people(path))


def _is_for_people(path: Path) -> bool:
    below = path.relative_to(settings.BASE_DIR).as_posix()
    return "migrations" not in path.parts and not below.startswith(FOR_PROGRAMS)


def bare_literals(path: Path) -> list[str]:
    """ "line: text" of literals that forms, messages, choices or refusals show as they stand."""
    tree = ast.parse(path.read_text("utf-8"))
    found = [text for node in ast.walk(tree) for text in _shown_by(node)]
    return [f"{text.lineno}: {ast.unparse(text)}" for text in found if _is_bare(text)]


def _shown_by(node: ast.AST) -> Iterator[ast.expr]:
    if isinstance(node, ast.Call):
        yield from (word.value for word in node.keywords if word.arg in SHOWN)
        for word in node.keywords:
            if word.arg == "error_messages" and isinstance(word.value, ast.Dict):
                yield from word.value.values
            if word.arg == "choices" and isinstance(word.value, ast.List):
                yield from (pair.elts[1] for pair in word.value.elts if isinstance(pair, ast.Tuple))
        if _called(node) in SAYING and not _is_log(node):
            yield from node.args[:2]
    elif isinstance(node, ast.ClassDef) and any("Choices" in ast.unparse(b) for b in node.bases):
        for line in node.body:
            if isinstance(line, ast.Assign) and isinstance(line.value, ast.Tuple):
                yield line.value.elts[1]


def _called(call: ast.Call) -> str:
    return getattr(call.func, "attr", None) or getattr(call.func, "id", "")


def _is_log(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) in (
        "logger",
        "log",
    )


def _is_bare(text: ast.expr) -> bool:
    """A word alone may be a field's name; a text has a capital, a space or a value in it."""
    if isinstance(text, ast.JoinedStr):
        return True
    is_text = isinstance(text, ast.Constant) and isinstance(text.value, str)
    return is_text and any(c.isupper() or c == " " for c in text.value)
