"""Whole folders of modules, and the styles of one page, served as one file each.

Browsers fetch six files at a time over HTTP/1.1, so that sixty modules take ten round trips, and
each file is compressed by itself. A packed folder is one request and about two thirds of the
bytes. It is no build step: every module keeps its own scope, as a function that runs once, in
the order in which the browser would have run it; nothing is renamed.
"""

import re
from collections.abc import Collection, Mapping
from graphlib import TopologicalSorter

# A folder below static, and what its modules are called in import statements.
FOLDERS = {
    "chat/shared": "shared",
    "chat/widget": "widget",
    "chat/later": "later",
    "chat/console": "console",
    "feedback/widget": "feedback",
    "feedback/later": "feedback-later",
    "feedback/console": "feedback-console",
}
# Folders that a page always has together, by the one that gives the file its name: compressed as
# one they take a twentieth less, and one request.
TOGETHER = {
    "chat/widget": ("chat/shared", "chat/widget", "feedback/widget"),
    "chat/later": ("chat/later", "feedback/later"),
}
# The styles of one page, in their order.
STYLES = {
    "chat/packed/widget.css": (
        "helpdesk/tokens.css",
        "helpdesk/base.css",
        "chat/shared/bubbles.css",
        "chat/shared/extras.css",
        "chat/widget/widget.css",
        "chat/widget/waiting.css",
        "chat/later/masked.css",
        "feedback/later/permission.css",
        "feedback/later/promises.css",
        "feedback/later/survey.css",
    ),
    "chat/packed/console.css": (
        "chat/shared/bubbles.css",
        "chat/shared/extras.css",
        "chat/console/layout.css",
        "chat/console/parts.css",
        "chat/console/list.css",
        "chat/console/chat.css",
        "chat/console/composer.css",
        "chat/console/checks.css",
        "chat/console/enclosed.css",
        "chat/console/context.css",
        "chat/console/articles.css",
        "chat/console/dialogs.css",
        "chat/console/presence.css",
        "chat/console/alerts.css",
        "chat/console/triage.css",
        "chat/console/mood.css",
        "chat/console/transfer.css",
        "chat/console/search_panel.css",
        "feedback/console/promises.css",
        "feedback/console/practice.css",
    ),
}

IMPORT = re.compile(r'^import\s*\{([^}]*)\}\s*from\s*"([^"]+)";?[ \t]*\n', re.MULTILINE)
BARE_IMPORT = re.compile(r'^import\s*"([^"]+)";?[ \t]*\n', re.MULTILINE)
EXPORT = re.compile(
    r"^export (?=(?:async function|function\*?|class|const) ([\w$]+))", re.MULTILINE
)
AWAITS = re.compile(r"^(?:const [^=\n]+= )?await\b", re.MULTILINE)
LEFT = re.compile(r"^(?:import\b(?!\s*\()|export\b).*$", re.MULTILINE)


class CannotPackError(ValueError):
    """A module says something that packing does not understand."""


def packed_name(folder: str) -> str:
    """`chat/shared` becomes `chat/packed/shared.js`."""
    app, _, last = folder.rpartition("/")
    return f"{app}/packed/{last}.js"


def pack_of(folder: str, page: Collection[str]) -> str:
    """The folder that names the file with this one, in a page that has the folders `page`."""
    names = (name for name, parts in TOGETHER.items() if folder in parts and name in page)
    return next(names, folder)


def pack(prefix: str, modules: Mapping[str, str]) -> str:
    """One module in place of all `modules` (file name to source), imported as `prefix/name`."""
    return pack_all({f"{prefix}/{name}": text for name, text in modules.items()})


def pack_all(modules: Mapping[str, str]) -> str:
    """One module in place of all `modules`, from the names they are imported by to their sources.

    Raises CannotPackError for another form of import or export than `import { a } from "b";` and
    `export class|function|const`, and for one name exported twice; CycleError for a circle.
    """
    parts = {name: _Part(name, text) for name, text in modules.items()}
    inside = {
        name: [other for other in part.imports if other in parts] for name, part in parts.items()
    }
    order = [parts[name] for name in TopologicalSorter(inside).static_order()]
    places = {part.name: f"m{number}" for number, part in enumerate(order)}
    return (
        _outside(order, places)
        + "".join(part.wrapped(places) for part in order)
        + _exports(order, places)
    )


class _Part:
    """One module: what it takes, what it gives, and the rest."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.imports: dict[str, list[str]] = {}
        for names, source in IMPORT.findall(text):
            self.imports.setdefault(source, []).extend(_names(names, name))
        for source in BARE_IMPORT.findall(text):
            self.imports.setdefault(source, [])
        self.exports = EXPORT.findall(text)
        self.body = EXPORT.sub("", BARE_IMPORT.sub("", IMPORT.sub("", text)))
        if left := LEFT.search(self.body):
            raise CannotPackError(f"{name}: {left[0]}")

    def wrapped(self, places: Mapping[str, str]) -> str:
        taken = "".join(
            f"const {{ {', '.join(names)} }} = {places[source]};\n"
            for source, names in self.imports.items()
            if source in places and names
        )
        given = f"return {{ {', '.join(self.exports)} }}" if self.exports else ""
        begin, way = ("await ", "async ") if AWAITS.search(self.body) else ("", "")
        inner = f"{begin}({way}() => {{\n{taken}{self.body}\n{given}\n}})()"
        return f"const {places[self.name]} = {inner};\n"


def _names(listed: str, module: str) -> list[str]:
    names = [name.strip() for name in listed.split(",") if name.strip()]
    if renamed := [name for name in names if " " in name]:
        raise CannotPackError(f"{module}: {renamed[0]}")
    return names


def _outside(order: list[_Part], places: Mapping[str, str]) -> str:
    """What the pack takes from other packs: each name once."""
    taken: dict[str, dict[str, None]] = {}
    for part in order:
        for source, names in part.imports.items():
            if source not in places:
                taken.setdefault(source, {}).update(dict.fromkeys(names))
    return "".join(
        f'import {{ {", ".join(names)} }} from "{source}";\n' for source, names in taken.items()
    )


def _exports(order: list[_Part], places: Mapping[str, str]) -> str:
    owners: dict[str, str] = {}
    for part in order:
        for name in part.exports:
            if name in owners:
                raise CannotPackError(f"{name} is exported by {owners[name]} and {part.name}")
            owners[name] = part.name
    return "".join(
        f"export const {{ {', '.join(part.exports)} }} = {places[part.name]};\n"
        for part in order
        if part.exports
    )
