"""The tables of docs/performance.md, each between two marks of its own."""

import inspect
from collections.abc import Sequence
from typing import Any

from bench import marks
from helpdesk.services.process import ROOT

from .facts import sentence
from .figures import Figure, table
from .parts import Part

DOCS = ROOT / "docs" / "performance.md"
END = "<!-- end -->\n"


def write(found: dict[str, Any], parts: Sequence[Part], results: Sequence[Figure]) -> None:
    """What was not measured this time stays as it was."""
    text = DOCS.read_text()
    for part in parts:
        figures = [figure for figure in results if figure.part == part.NAME]
        if figures:
            text = put(text, part, table(figures), sentence(found))
    DOCS.write_text(text)


def put(text: str, part: Part, made: str, measured: str) -> str:
    """`text` with this part's section; behind the others where it has none yet."""
    begin = f"<!-- made by make bench: {part.NAME} -->\n"
    if begin not in text:
        text = f"{text.rstrip()}\n\n### {part.NAME}\n\n{begin}{END}"
    about = inspect.cleandoc(part.__doc__ or "").partition("\n\n")[0]
    return marks.put(text, begin, END, f"\n{about}\n\n{made}\n{measured}\n")
